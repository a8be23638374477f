import type { AgentReport, ConversationsReport, QueueReport, SessionsReport, WorkReport } from '#contracts';
import { adviceSheet, agentSheet } from './agent-sheets.ts';
import { partsOf } from './parts.ts';
import { queueSheet } from './queue-sheet.ts';
import { asCsv, busyLines, channelSheet, hourSheet, workSheet, workstreamSheet } from './sheet.ts';

const noAdvice = { offered: 0, accepted: 0, rejected: 0, timedOut: 0, seconds: null };
/** What an agent was offered. */
const offers = (agentId: string, offered: number, more: object = {}) =>
  ({
    ...{ agentId, agentName: 'Lena, M', offered, accepted: offered, rejected: 0, timedOut: 0, lost: 0, withdrawn: 0 },
    ...{ acceptSeconds: null, adviceAsked: noAdvice, adviceGiven: noAdvice },
    ...more,
  }) as unknown as AgentReport;
/** What somebody or something had in sessions. */
const had = (id: string | null, more: object = {}) => ({
  ...{ id, offered: 0, accepted: 0, rejected: 0, timedOut: 0, transferred: 0 },
  ...{ acceptSeconds: null, handleSeconds: null, wrapUpSeconds: null },
  ...more,
});
const sessions = (...rows: object[]) => ({ rows }) as unknown as SessionsReport;
const conversations = (...rows: object[]) => ({ rows }) as unknown as ConversationsReport;
const called = (name: string | undefined) => (id: string) => (id === 'a' ? name : undefined);
const rowsOf = (table: string) => table.trim().split('\r\n');

describe('a report as a table', () => {
  it('is saved with the figures as they are shown, and those of before beside them', () => {
    const now = agentSheet(sessions(had('a', { handleSeconds: 61.25 })), [offers('a', 3)], called(''));
    const before = agentSheet(sessions(had('a', { handleSeconds: 5 })), [offers('a', 2)], called(''));
    const [head, row] = rowsOf(asCsv('Agent', now, before));
    expect(head).toContain('Agent,Offered,"Offered, before",Taken');
    expect(row).toBe('"Lena, M",3,2,3,2,0,0,0,0,0,0,0,0,0,0,0,0,,,,,61.3,5,,');
  });

  it('cannot be read as a formula by a spreadsheet', () => {
    expect(asCsv('Agent', agentSheet(sessions(), [offers('a', 1, { agentName: '=1+1' })], called('')), null)).toContain(
      "'=1+1,1,1",
    );
  });

  it('names what is gone by its id, and leaves out what had nothing to do', () => {
    const sheet = agentSheet(sessions(had('a', { handleSeconds: 4 })), [], called(undefined));
    expect(sheet.lines[0]!.name).toBe('no longer here (a)');
    const idle = agentSheet(sessions(had('a')), [], called('Lena'));
    expect([busyLines(sheet), busyLines(idle)]).toEqual([sheet.lines, []]);
  });

  it('tells how agents answered what they were offered, and the shares of it, and what they had of it', () => {
    const lena = { offered: 8, accepted: 5, rejected: 2, timedOut: 1, lost: 0, acceptSeconds: 6.5 };
    const sheet = agentSheet(
      sessions(had('a', { accepted: 5, transferred: 1, handleSeconds: 300, wrapUpSeconds: 40 }), had('b')),
      [offers('a', 8, lena)],
      called('Lena'),
    );
    expect(rowsOf(asCsv('Agent', sheet, null))).toEqual([
      'Agent,Offered,Taken,Declined,Decline rate,Missed,Miss rate,Not seen,Transferred,Transfer rate,Time to accept,Handle time,Wrap-up',
      '"Lena, M",8,5,2,0.25,1,0.125,0,1,0.2,6.5,300,40',
      'no longer here (b),0,0,0,,0,,0,0,,,,',
    ]);
  });

  it('tells whom agents asked for advice and what they gave, how that was answered, and how long it took', () => {
    const asked = { offered: 4, accepted: 2, rejected: 1, timedOut: 1, seconds: 20 };
    const given = { offered: 3, accepted: 2, rejected: 0, timedOut: 1, seconds: 90 };
    const sheet = adviceSheet([offers('a', 9, { adviceAsked: asked }), offers('b', 0, { adviceGiven: given })]);
    expect(rowsOf(asCsv('Agent', sheet, null))).toEqual([
      'Agent,Asked others,They agreed,They declined,They missed it,Time of advice got,Was asked,Agreed,Declined,Missed,Time of advice given',
      '"Lena, M",4,2,1,1,20,0,0,0,0,',
      '"Lena, M",0,0,0,0,,3,2,0,1,90',
    ]);
    expect(partsOf(sheet).map(({ label }) => label)).toEqual(['They agreed', 'They declined', 'They missed it']);
    expect(busyLines(adviceSheet([offers('c', 9)]))).toEqual([]);
  });

  const line = (more: object) =>
    ({
      ...{ queueId: 'q', queueName: 'Billing', incoming: 9, accepted: 5, abandoned: 1, abandonedEarly: 2, backlog: 0 },
      ...{ offered: 0, longestWaitSeconds: null, averageSecondsToAnswer: 12, promised: null },
      ...{ serviceLevel: [{ seconds: 20, share: 0.8 }], overflowOut: [], overflowIn: 0, overflowInBy: [] },
      ...more,
    }) as unknown as QueueReport;

  it('tells of queues why work overflowed, as far as it did; what was taken all the same went nowhere', () => {
    const out = (stage: string, condition: string, action: string, count: number) => ({
      ...{ stage, condition, action, count },
    });
    const billing = line({
      overflowOut: [
        out('in-queue', 'waiting-time', 'end', 1),
        out('in-queue', 'waiting-time', 'transfer', 2),
        out('pre-queue', 'out-of-hours', 'assign-anyway', 7),
        out('pre-queue', 'work-item-limit', 'transfer', 3),
        out('pre-queue', 'moon', 'end', 4),
      ],
    });
    const returns = line({
      queueName: 'Returns',
      overflowIn: 2,
      overflowInBy: [{ stage: 'in-queue', condition: 'waiting-time', count: 2 }],
    });
    const [head, first, second] = rowsOf(asCsv('Queue', queueSheet([billing, returns]), null));
    expect(head).toBe(
      'Queue,Came in,Taken,Abandoned,Gave up early,Still waiting,Being offered,Speed to answer,Within 20 s,Promise kept,' +
        'Overflowed out,Out: full,Out: waited too long,Out: moon,Overflowed in,In: waited too long',
    );
    expect(first).toBe('Billing,9,5,1,2,0,0,12,0.8,,10,3,3,4,0,');
    expect(second).toBe('Returns,9,5,1,2,0,0,12,0.8,,0,,,,2,2');
  });

  const fared = { id: 'w', incoming: 12, outbound: 2, answered: 6, abandoned: 1, withBot: 8, contained: 2 };
  const waits = { firstWaitSeconds: 26, longestFirstWaitSeconds: 40 };

  it('tells of workstreams how long customers waited first, and what bots kept', () => {
    const work = { incoming: 10, accepted: 6, abandoned: 1, backlog: 3, waitedTooLong: null, handledTooLong: 2 };
    const report = (workstreamId: string) => ({ workstreamId, workstreamName: 'Support', ...work });
    const reports = [report('w'), report('other')] as unknown as Parameters<typeof workstreamSheet>[0];
    const sheet = workstreamSheet(reports, conversations({ ...fared, ...waits }));
    expect(rowsOf(asCsv('Workstream', sheet, null))).toEqual([
      'Workstream,Came in,Taken,Abandoned,Still waiting,Waited too long,Handled too long,First wait,Longest first wait,We wrote first,With a bot,Kept by the bot',
      'Support,10,6,1,3,,2,26,40,2,8,0.25',
      'Support,10,6,1,3,,2,,,,,',
    ]);
  });

  it('tells of numbers their conversations and the sessions in them, also of one with nothing but the first', () => {
    const none = { ...fared, id: 'b', withBot: 0, contained: 0, firstWaitSeconds: null, longestFirstWaitSeconds: null };
    const sheet = channelSheet(
      sessions(had('a', { offered: 7, accepted: 6, rejected: 1, acceptSeconds: 4, handleSeconds: 90 })),
      conversations({ ...fared, id: 'a', ...waits }, none),
      called('+1 425'),
    );
    expect(rowsOf(asCsv('Number', sheet, null))).toEqual([
      'Number,Conversations,Abandoned,Offered,Taken,Declined,Missed,Transferred,Time to accept,Handle time,Wrap-up,' +
        'First wait,Longest first wait,We wrote first,With a bot,Kept by the bot',
      // what a spreadsheet would take for a formula
      "'+1 425,12,1,7,6,1,0,0,4,90,,26,40,2,8,0.25",
      'no longer here (b),12,1,0,0,0,0,0,,,,,,2,0,',
    ]);
  });

  it('tells of every hour of a day, also those in which nothing came', () => {
    const nine: WorkReport = {
      ...{ id: '09', name: '09:00', incoming: 4, accepted: 2, abandoned: 1, abandonedEarly: 0, backlog: 1 },
      ...{ longestWaitSeconds: 9, averageSecondsToAnswer: 12.5, serviceLevel: [{ seconds: 20, share: 0.5 }] },
    };
    const rows = asCsv('Hour', hourSheet([nine]), null)
      .trim()
      .split('\r\n');
    expect(rows).toHaveLength(25);
    expect([rows[1], rows[10], rows[24]]).toEqual([
      '00:00,0,0,0,0,0,,',
      '09:00,4,2,1,0,1,12.5,0.5',
      '23:00,0,0,0,0,0,,',
    ]);
    expect(busyLines(hourSheet([]))).toEqual([]);
  });

  it('tells of work by what it needs; what needs nothing, and what was forgotten, have lines of their own', () => {
    const work = (id: string | null, name: string): WorkReport => ({
      ...{ id, name, incoming: 4, accepted: 2, abandoned: 1, abandonedEarly: 0, backlog: 1 },
      ...{ longestWaitSeconds: 9, averageSecondsToAnswer: 12.5, serviceLevel: [{ seconds: 20, share: 0.5 }] },
    });
    const rows = asCsv('Skill needed', workSheet([work(null, ''), work('0190abcd-0', ''), work('s', 'Knots')]), null);
    expect(rows.split('\r\n')).toEqual([
      'Skill needed,Came in,Taken,Abandoned,Gave up early,Still waiting,Speed to answer,Within 20 s',
      'None,4,2,1,0,1,12.5,0.5',
      'no longer here (0190abcd),4,2,1,0,1,12.5,0.5',
      'Knots,4,2,1,0,1,12.5,0.5',
      '',
    ]);
  });
});
