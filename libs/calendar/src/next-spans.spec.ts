import fc from 'fast-check';
import { nextSpans } from './next-change.ts';
import { instantsOf, occurrenceAt } from './occurrences.ts';
import { isOpen, spansBetween } from './operating-hours.ts';
import { at, from, hoursOf } from './test/hours-of.ts';
import { someHours, someInstant } from './test/some-hours.ts';
import { beginningOf, dayAfter, timeIn } from './wall-clock.ts';

const runs = { numRuns: 50 };

describe('what comes next', () => {
  it('are the spans that begin later, one by one', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, now) => {
        const next = nextSpans(hours, now, 3);
        const last = next.at(-1);
        if (!last?.to) return;
        const expected = spansBetween(hours, now, last.to).filter((span) => span.from > now || !isOpen(hours, now));
        expect(next.map(({ from }) => from)).toEqual(expected.map(({ from }) => from).filter((each) => each > now));
      }),
      runs,
    );
  });

  it('leaves out what is going on, and has no end where none is known', () => {
    const hours = hoursOf('UTC', [{ allDay: true }], { startsOn: '2026-12-01' });
    expect(nextSpans(hours, at('2026-11-24T00:00:00Z'), 10)).toEqual([{ from: at('2026-12-01T00:00:00Z'), to: null }]);
    expect(nextSpans(hours, at('2026-12-24T00:00:00Z'), 10)).toEqual([]);
  });
});

describe('an occurrence', () => {
  it('is found at every instant at which it is open, and lies around it', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, now) => {
        const found = occurrenceAt(hours, now);
        if (isOpen(hours, now)) expect(found).not.toBeNull();
        if (!found) return expect(isOpen(hours, now)).toBe(false);
        const { from, to } = instantsOf(found, hours.timeZone);
        expect(from <= now && now < to).toBe(true);
      }),
      runs,
    );
  });

  it('is known by the day it began on when midnight is over', () => {
    const hours = hoursOf('Europe/Berlin', [from('22:00', '06:00', true)]);
    expect(occurrenceAt(hours, at('2026-11-25T02:00:00Z'))).toMatchObject({ on: '2026-11-24' });
    expect(occurrenceAt(hours, at('2026-11-25T05:00:00Z'))).toBeNull();
  });
});

describe('an instant in a zone', () => {
  it('is shown as the clocks there show it', () => {
    expect(timeIn('Europe/Berlin', at('2026-07-01T10:00:00Z'))).toBe('2026-07-01T12:00:00+02:00');
    expect(timeIn('Asia/Kathmandu', at('2026-07-01T10:00:00Z'))).toBe('2026-07-01T15:45:00+05:45');
    expect(timeIn('UTC', at('2026-07-01T10:00:00.500Z'))).toBe('2026-07-01T10:00:00+00:00');
  });

  it('begins a day, also where the clocks jump over midnight', () => {
    expect(beginningOf('Europe/Berlin', '2026-10-26')).toEqual(at('2026-10-25T23:00:00Z'));
    expect(beginningOf('Africa/Cairo', '2026-04-24')).toEqual(at('2026-04-23T22:00:00Z'));
    expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  });
});
