import fc from 'fast-check';
import { operatingHours, queueOverflow, type QueueId } from '#contracts';
import { foreseen, type Heeds, heedsNow, overflowingWhileWaiting, overflowsAt } from './overflow.ts';

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
const heeds = fc.constantFrom<Heeds>('nothing', 'wait', 'all');

describe('work that waits in a queue with hours', () => {
  it('is looked at neither too early nor too late: nothing is to be done before that moment, and something is at it', () => {
    fc.assert(
      fc.property(overflow, fc.boolean(), minutes, fc.boolean(), (said, isAll, closes, isRule) => {
        const waits = { queuedAt: at(0), heeds: isAll ? 'all' : 'nothing' } as const;
        const [own, instead] = isRule ? [queueOverflow.parse({}), said] : [said, null];
        const due = overflowsAt({ overflow: own, opensAt: null, closesAt: at(closes) }, instead, waits);
        const says = (now: Date) => {
          const isOpen = now < at(closes);
          return overflowingWhileWaiting({ overflow: own, isOpen }, instead, waits, now);
        };
        if (due === null) return says(at(10_000)) === null;
        return says(new Date(due.getTime() - 1)) === null && says(due) !== null;
      }),
    );
  });

  it('that it found closed is looked at when it opens, and is sent on then only where it waited too long', () => {
    fc.assert(
      fc.property(overflow, minutes, (said, opens) => {
        const waits = { queuedAt: at(0), heeds: 'wait' } as const;
        const due = overflowsAt({ overflow: said, opensAt: at(opens), closesAt: null }, null, waits);
        const found = due && overflowingWhileWaiting({ overflow: said, isOpen: due >= at(opens) }, null, waits, due);
        if (due === null) return said.waitingTime === null && said.outOfHours.do === 'assign-anyway';
        return (due <= at(opens) || said.outOfHours.do === 'assign-anyway') && found?.condition !== 'out-of-hours';
      }),
    );
  });

  it('does nothing of what the queue says where no rule sent it there', () => {
    fc.assert(
      fc.property(overflow, minutes, minutes, fc.boolean(), (said, closes, later, isOpen) => {
        const waits = { queuedAt: at(0), heeds: 'nothing' } as const;
        const due = overflowsAt({ overflow: said, opensAt: at(closes), closesAt: at(closes) }, null, waits);
        return due === null && overflowingWhileWaiting({ overflow: said, isOpen }, null, waits, at(later)) === null;
      }),
    );
  });

  it('is foreseen to become what becomes of it when it is due', () => {
    fc.assert(
      fc.property(overflow, fc.constantFrom<Heeds>('all', 'nothing'), minutes, (said, concerns, closes) => {
        const waits = { queuedAt: at(0), heeds: concerns };
        const due = overflowsAt({ overflow: said, opensAt: null, closesAt: at(closes) }, null, waits);
        const told = foreseen(said, null, { ...waits, overflowsAt: due });
        if (due === null) return told === null;
        const done = overflowingWhileWaiting({ overflow: said, isOpen: due < at(closes) }, null, waits, due)!;
        return +told!.at === +due && (done.do === told!.do || +due === +at(closes));
      }),
    );
  });

  it('does what is said of the end of the hours before what is said of a wait that is too long', () => {
    const both = queueOverflow.parse({
      outOfHours: { do: 'end' },
      waitingTime: { seconds: 60, do: 'transfer', queueId: to },
    });
    const waits = { queuedAt: at(0), heeds: 'all' } as const;
    const says = (isOpen: boolean) => overflowingWhileWaiting({ overflow: both, isOpen }, null, waits, at(5));
    expect(says(false)).toMatchObject({ condition: 'out-of-hours', do: 'end' });
    expect(says(true)).toMatchObject({ condition: 'waiting-time', do: 'transfer', to, limit: 60, found: 300 });
  });
});

describe('the hours of a queue', () => {
  const daily = { startsOn: '2025-01-01', repeats: { freq: 'DAILY' }, exceptions: [] };
  const times = { allDay: false, opens: '10:00', closes: '17:00', nextDay: false };
  const shifts = [{ id: '018f0000-0000-7000-8000-00000000c111', times, ...daily }];
  const hours = operatingHours.parse({ slug: 'day', name: 'Day', timeZone: 'UTC', shifts });

  it.each([
    ['before it opens', 59, 'wait'],
    ['from when it opens', 60, 'all'],
    ['after it has closed again', 600, 'all'],
  ] as const)('concern work that found it closed %s: %i minutes on, %s', (_when, later, expected) => {
    const isOpen = later >= 60 && later < 480;
    expect(heedsNow({ isOpen, hours }, { queuedAt: at(0), heeds: 'wait' }, at(later))).toBe(expected);
  });

  it('change nothing for work that they concern already, or not at all', () => {
    fc.assert(
      fc.property(heeds, fc.boolean(), minutes, (said, isOpen, later) => {
        const now = heedsNow({ isOpen, hours }, { queuedAt: at(0), heeds: said }, at(later));
        return said === 'wait' ? now !== 'nothing' : now === said;
      }),
    );
  });
});
