import fc from 'fast-check';
import {
  operatingHours,
  shiftId,
  type Holiday,
  type OpeningTimes,
  type OperatingHours,
  type Recurrence,
  type Shift,
} from '#contracts';
import { dateOf, days, wallOf } from '../wall-clock.ts';

/** Clocks that change by an hour, by half an hour, at midnight, never, and that stand at odd distances from UTC. */
export const zones = [
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Santiago',
  'Europe/Berlin',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Antarctica/Troll',
  'UTC',
];

const year = { first: wallOf('2026-01-01'), last: wallOf('2026-12-31') };
/** Days of 2026 on or beside which clocks are changed somewhere in `zones`. */
const restless = ['2026-02-15', '2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-09-06', '2026-10-04'];

const someDay = fc.oneof(
  fc.integer({ min: 0, max: 364 }).map((day) => year.first + days(day)),
  fc.tuple(fc.constantFrom(...restless), fc.integer({ min: -1, max: 1 })).map(([date, by]) => wallOf(date) + days(by)),
);
export const someDate = someDay.map(dateOf);

/** Instants of 2026 on a quarter of an hour: clocks are changed on one everywhere. */
export const someInstant = fc
  .tuple(someDay, fc.integer({ min: -48, max: 144 }))
  .map(([day, quarters]) => new Date(day + quarters * 900_000));

const someTime = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45')),
  fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('00', '15', '30', '45')),
);
const clock = someTime.map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);

export const someTimes: fc.Arbitrary<OpeningTimes> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ allDay: true as const }) },
  {
    weight: 5,
    arbitrary: fc.tuple(clock, clock, fc.boolean()).map(([opens, closes, nextDay]) => ({
      allDay: false as const,
      opens,
      closes,
      nextDay: nextDay || closes <= opens,
    })),
  },
);

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const plain = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 6 });
const counted = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom('', '1', '2', '4', '5', '-1', '-2'), fc.constantFrom(...weekdays))
    .map(([nth, day]) => nth + day),
  { minLength: 1, maxLength: 3 },
);
const daysOfMonth = fc.uniqueArray(fc.constantFrom(1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -31), {
  minLength: 1,
  maxLength: 3,
});
const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });
const interval = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5 }));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const pattern: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.record({ freq: fc.constant('DAILY' as const), interval, byDay: maybe(plain) }),
  fc.record({ freq: fc.constant('WEEKLY' as const), interval, byDay: maybe(plain) }),
  fc.record({ freq: fc.constant('MONTHLY' as const), interval, byDay: maybe(counted), byMonthDay: maybe(daysOfMonth) }),
  fc.record({ freq: fc.constant('YEARLY' as const), interval }),
  fc.record({
    freq: fc.constant('YEARLY' as const),
    interval,
    byMonth: months,
    byDay: maybe(counted),
    byMonthDay: maybe(daysOfMonth),
  }),
);

/** First days before, in and after the year that is looked at; leap days among them. */
const someStart = fc.oneof(
  fc.constantFrom('2024-02-29', '2025-12-31', '2025-08-31', '1999-05-03'),
  fc.integer({ min: -400, max: 300 }).map((day) => dateOf(year.first + days(day))),
);

export const someSeries: fc.Arbitrary<Pick<Shift, 'startsOn' | 'repeats'>> = fc
  .tuple(someStart, fc.option(pattern, { freq: 8 }), fc.constantFrom('forever', 'count', 'until'), fc.nat(60))
  .map(([startsOn, repeats, end, size]) => {
    if (!repeats || end === 'forever') return { startsOn, repeats };
    if (end === 'count') return { startsOn, repeats: { ...repeats, count: size + 1 } };
    return { startsOn, repeats: { ...repeats, until: dateOf(wallOf(startsOn) + days(size * 10)) } };
  });

/** Some of its exceptions are for days that the series does not have. */
export const someShift = (index: number): fc.Arbitrary<Shift> =>
  fc
    .record({
      series: someSeries,
      times: someTimes,
      exceptions: fc.uniqueArray(
        fc.record({ on: someDate, becomes: fc.option(fc.record({ date: someDate, times: someTimes })) }),
        { maxLength: 12, selector: ({ on }) => on },
      ),
    })
    .map(({ series, times, exceptions }) => ({ id: idOf(index), ...series, times, exceptions }));

export const someHoliday: fc.Arbitrary<Holiday> = fc
  .tuple(someDate, fc.nat(4), fc.constantFrom('Christmas', 'Stocktaking', 'Move'))
  .map(([from, more, reason]) => ({ from, to: dateOf(wallOf(from) + days(more)), reason }));

export const idOf = (index: number) => shiftId.parse(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);

/** All of it passes the schema, as what an administrator saves does. */
export const someHours: fc.Arbitrary<OperatingHours> = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    shifts: fc.array(fc.nat(), { maxLength: 4 }).chain((each) => fc.tuple(...each.map((_, index) => someShift(index)))),
    holidays: fc.array(someHoliday, { maxLength: 4 }),
  })
  .map((hours) => operatingHours.parse(hours));
