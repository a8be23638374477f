import fc from 'fast-check';
import { queueOverflow, type QueueId } from '#contracts';
import { overflowingWhileWaiting, overflowsAt } from './overflow.ts';

const to = '018f0000-0000-7000-8000-00000000b222' as QueueId;
const at = (minutes: number) => new Date(Date.parse('2026-01-05T09:00:00.000Z') + minutes * 60_000);
const minutes = fc.integer({ min: 1, max: 600 });
const overflow = fc
  .record({
    outOfHours: fc.constantFrom({ do: 'assign-anyway' }, { do: 'end' }, { do: 'transfer', queueId: to }),
    waitingTime: fc.oneof(
      fc.constant(null),
      minutes.map((wait) => ({ seconds: wait * 60, do: 'end' })),
    ),
  })
  .map((said) => queueOverflow.parse(said));

describe('work that waits in a queue with hours', () => {
  it('is looked at neither too early nor too late: nothing is to be done before that moment, and something is at it', () => {
    fc.assert(
      fc.property(overflow, fc.boolean(), minutes, fc.boolean(), (said, heedsHours, closes, isRule) => {
        const waits = { queuedAt: at(0), heedsHours };
        const [own, instead] = isRule ? [queueOverflow.parse({}), said] : [said, null];
        const due = overflowsAt({ overflow: own, closesAt: at(closes) }, instead, waits);
        const says = (now: Date) => {
          const isOpen = now < at(closes);
          return overflowingWhileWaiting({ overflow: own, isOpen }, instead, waits, now);
        };
        if (due === null) return says(at(10_000)) === null;
        return says(new Date(due.getTime() - 1)) === null && says(due) !== null;
      }),
    );
  });

  it('does what is said of the end of the hours before what is said of a wait that is too long', () => {
    const both = queueOverflow.parse({
      outOfHours: { do: 'end' },
      waitingTime: { seconds: 60, do: 'transfer', queueId: to },
    });
    const waits = { queuedAt: at(0), heedsHours: true };
    const says = (isOpen: boolean) => overflowingWhileWaiting({ overflow: both, isOpen }, null, waits, at(5));
    expect(says(false)).toMatchObject({ condition: 'out-of-hours', do: 'end' });
    expect(says(true)).toMatchObject({ condition: 'waiting-time', do: 'transfer', to, limit: 60, found: 300 });
  });
});
