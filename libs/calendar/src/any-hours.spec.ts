import fc from 'fast-check';
import { operatingHours } from '#contracts';
import { nextChange } from './next-change.ts';
import { occurrencesBetween, type Occurrence } from './occurrences.ts';
import { isOpen, spansBetween, whyClosed } from './operating-hours.ts';
import { latestReading } from './test/naive-clock.ts';
import { someHoliday, someHours, someInstant } from './test/some-hours.ts';
import { dateOf, days, wallOf } from './wall-clock.ts';

/** In the words of the record: the day and the time that the clock shows, compared with what an occurrence says. */
const isDuring = ({ date, times }: Occurrence, shown: number) => {
  const end = times.allDay || times.nextDay ? dateOf(wallOf(date) + days(1)) : date;
  return (
    wallOf(date, times.allDay ? '00:00' : times.opens) <= shown &&
    shown < wallOf(end, times.allDay ? '00:00' : times.closes)
  );
};

describe('any operating hours, at any instant', () => {
  it('are open as somebody finds who reads the clock and the calendar', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, at) => {
        const shown = latestReading(at.getTime(), hours.timeZone);
        const today = dateOf(shown);
        const isHoliday = hours.holidays.some(({ from, to }) => from <= today && today <= to);
        const isShift = occurrencesBetween(hours, dateOf(shown - days(2)), today).some((occurrence) =>
          isDuring(occurrence, shown),
        );
        expect(isOpen(hours, at)).toBe(isShift && !isHoliday);
      }),
    );
  });

  it('are open inside the spans and closed between them', () => {
    fc.assert(
      fc.property(someHours, someInstant, fc.nat(40), fc.array(fc.nat(96 * 40)), (hours, from, length, quarters) => {
        const to = new Date(from.getTime() + days(length) + 3_600_000);
        const open = spansBetween(hours, from, to);
        for (const [index, span] of open.entries()) {
          expect(span.from < span.to && span.from >= from && span.to <= to).toBe(true);
          expect(span.from > (open[index - 1]?.to ?? new Date(0))).toBe(true);
          expect(isOpen(hours, span.from)).toBe(true);
          expect(isOpen(hours, new Date(span.to.getTime() - 1))).toBe(true);
          if (span.from > from) expect(isOpen(hours, new Date(span.from.getTime() - 1))).toBe(false);
          if (span.to < to) expect(isOpen(hours, span.to)).toBe(false);
        }
        for (const quarter of quarters) {
          const at = new Date(from.getTime() + quarter * 900_000);
          if (at < to) expect(isOpen(hours, at)).toBe(open.some((span) => span.from <= at && at < span.to));
        }
      }),
    );
  });

  it('change at the next change, and not before', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, at) => {
        const open = isOpen(hours, at);
        const change = nextChange(hours, at);
        const until = change?.at ?? new Date(at.getTime() + days(800));
        expect(until > at).toBe(true);
        expect(spansBetween(hours, at, until)).toEqual(open ? [{ from: at, to: until }] : []);
        if (change) expect(isOpen(hours, change.at)).toBe(!open);
        if (change) expect(change.opens).toBe(!open);
      }),
    );
  });

  it('say why they are closed exactly when they are', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, at) => {
        const why = whyClosed(hours, at);
        expect(why === null).toBe(isOpen(hours, at));
        if (why === 'outside-hours') expect(whyClosed({ ...hours, holidays: [] }, at)).toBe(why);
      }),
    );
  });

  it('are the same after they were written down and read again', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, at) => {
        const read = operatingHours.parse(JSON.parse(JSON.stringify(hours)));
        const month = new Date(at.getTime() + days(31));
        expect(spansBetween(read, at, month)).toEqual(spansBetween(hours, at, month));
        expect(nextChange(read, at)).toEqual(nextChange(hours, at));
        expect(whyClosed(read, at)).toEqual(whyClosed(hours, at));
      }),
    );
  });

  it('are never opened by one more holiday, and closed by it on its days', () => {
    fc.assert(
      fc.property(someHours, someHoliday, someInstant, (hours, holiday, at) => {
        const more = { ...hours, holidays: [...hours.holidays, holiday] };
        const today = dateOf(latestReading(at.getTime(), hours.timeZone));
        const isHoliday = holiday.from <= today && today <= holiday.to;
        expect(isOpen(more, at)).toBe(isOpen(hours, at) && !isHoliday);
      }),
    );
  });
});
