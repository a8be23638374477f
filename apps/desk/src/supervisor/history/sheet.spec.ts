import type { AgentReport, SessionsReport, WorkReport } from '#contracts';
import { agentSheet, asCsv, busyLines, hourSheet, sessionSheet, workSheet } from './sheet.ts';

const report = (offered: number, handleSeconds: number | null) =>
  ({
    rows: [
      {
        id: 'a',
        offered,
        accepted: offered,
        rejected: 0,
        timedOut: 0,
        transferred: 0,
        acceptSeconds: null,
        handleSeconds,
        wrapUpSeconds: null,
      },
    ],
  }) as unknown as SessionsReport;
const called = (name: string | undefined) => (id: string) => (id === 'a' ? name : undefined);

describe('a report as a table', () => {
  it('is saved with the figures as they are shown, and those of before beside them', () => {
    const [now, before] = [sessionSheet(report(3, 61.25), called('Lena, M')), sessionSheet(report(2, 5), called(''))];
    const [head, row] = asCsv('Agent', now, before).split('\r\n');
    expect(head).toContain('Agent,Offered,"Offered, before",Taken');
    expect(row).toBe('"Lena, M",3,2,3,2,0,0,0,0,0,0,,,61.3,5,,');
  });

  it('cannot be read as a formula by a spreadsheet', () => {
    expect(asCsv('Agent', sessionSheet(report(1, null), called('=1+1')), null)).toContain("'=1+1,1,1");
  });

  it('names what is gone by its id, and leaves out what had nothing to do', () => {
    const sheet = sessionSheet(report(1, null), called(undefined));
    expect(sheet.lines[0]!.name).toBe('no longer here (a)');
    expect([busyLines(sheet), busyLines(sessionSheet(report(0, null), called('Lena')))]).toEqual([sheet.lines, []]);
  });

  it('tells of agents also the advice they gave and asked for, though they did nothing else', () => {
    const none = { offered: 0, accepted: 0, rejected: 0, timedOut: 0, seconds: null };
    const told = (agentId: string, more: object) =>
      ({
        agentId,
        agentName: 'Noor',
        lost: 0,
        adviceAsked: none,
        adviceGiven: none,
        ...more,
      }) as unknown as AgentReport;
    const given = { ...none, offered: 3, accepted: 2, seconds: 90 };
    const reports = [told('a', { lost: 1, adviceAsked: { ...none, offered: 4 } }), told('b', { adviceGiven: given })];
    const sheet = agentSheet(report(1, null), reports, called('Lena'));
    const [head, lena, noor] = asCsv('Agent', sheet, null).split('\r\n');
    expect(head).toMatch(/,Not seen,Advice asked,Advice given,Time of advice$/);
    expect(lena).toMatch(/^Lena,1,.*,1,4,0,$/);
    expect(noor).toMatch(/^Noor,,.*,0,0,2,90$/);
    expect(busyLines(sheet)).toHaveLength(2);
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
    expect([rows[1], rows[10], rows[24]]).toEqual(['00:00,0,0,0,0,,', '09:00,4,2,1,1,12.5,0.5', '23:00,0,0,0,0,,']);
    expect(busyLines(hourSheet([]))).toEqual([]);
  });

  it('tells of work by what it needs; what needs nothing, and what was forgotten, have lines of their own', () => {
    const work = (id: string | null, name: string): WorkReport => ({
      ...{ id, name, incoming: 4, accepted: 2, abandoned: 1, abandonedEarly: 0, backlog: 1 },
      ...{ longestWaitSeconds: 9, averageSecondsToAnswer: 12.5, serviceLevel: [{ seconds: 20, share: 0.5 }] },
    });
    const rows = asCsv('Skill needed', workSheet([work(null, ''), work('0190abcd-0', ''), work('s', 'Knots')]), null);
    expect(rows.split('\r\n')).toEqual([
      'Skill needed,Came in,Taken,Abandoned,Still waiting,Speed to answer,Within 20 s',
      'None,4,2,1,1,12.5,0.5',
      'no longer here (0190abcd),4,2,1,1,12.5,0.5',
      'Knots,4,2,1,1,12.5,0.5',
      '',
    ]);
  });
});
