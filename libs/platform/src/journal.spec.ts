import type { JournalEntry } from '#event-bus';
import { LogJournal } from './journal.ts';
import { aLog } from './log.ts';
import { Metrics } from './metrics.ts';

describe('a unit of work', () => {
  const lines: Record<string, unknown>[] = [];
  const metrics = new Metrics();
  const journal = new LogJournal(aLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) }), metrics);
  const entry: JournalEntry = {
    door: 'event',
    name: 'conversations.receive-message',
    correlationId: null,
    ms: 12.3456,
    outcome: 'done',
    count: 40,
  };
  beforeEach(() => void (lines.length = 0));

  it('is one line, and counted by its name and how it ended', async () => {
    journal.wrote(entry);
    expect(lines).toEqual([{ level: 'info', time: expect.any(String), ...entry, ms: 12.3 }]);
    const counted = await metrics.registry.getSingleMetricAsString('parley_unit_seconds');
    expect(counted).toContain(
      'parley_unit_seconds_count{door="event",name="conversations.receive-message",outcome="done"} 1',
    );
  });

  it.each([
    ['done', 'info'],
    ['duplicate', 'info'],
    ['refused', 'info'],
    ['unreadable', 'info'],
    ['outage', 'warn'],
    ['broken', 'error'],
  ] as const)('that ended %s is a line of level %s', (outcome, level) => {
    journal.wrote({ ...entry, outcome });
    expect(lines).toMatchObject([{ outcome, level }]);
  });
});
