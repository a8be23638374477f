import fc from 'fast-check';
import { latestReading, reading } from './test/naive-clock.ts';
import { someInstant, zones } from './test/some-hours.ts';
import { instantOf, nextClockChange, wallAt, wallOf } from './wall-clock.ts';

const someZone = fc.constantFrom(...zones);

describe('a time on the wall', () => {
  it.each([
    [
      'is shown once in spring before the clocks jump',
      'America/Los_Angeles',
      '2026-03-08',
      '01:59',
      '2026-03-08T09:59:00Z',
    ],
    ['is the jump when they jump over it', 'America/Los_Angeles', '2026-03-08', '02:30', '2026-03-08T10:00:00Z'],
    ['is the first of two in autumn', 'America/Los_Angeles', '2026-11-01', '01:30', '2026-11-01T08:30:00Z'],
    ['is the jump in Berlin too', 'Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
    ['is the first of two in Berlin', 'Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    [
      'is jumped over for half an hour on Lord Howe',
      'Australia/Lord_Howe',
      '2026-10-04',
      '02:15',
      '2026-10-03T15:30:00Z',
    ],
    ['comes twice for half an hour on Lord Howe', 'Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z'],
    ['is a quarter off in Kathmandu', 'Asia/Kathmandu', '2026-11-24', '09:00', '2026-11-24T03:15:00Z'],
    [
      'is thirteen hours ahead on Apia, winter and summer',
      'Pacific/Apia',
      '2026-01-15',
      '09:00',
      '2026-01-14T20:00:00Z',
    ],
    ['is jumped over for a whole day on Apia once', 'Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T10:00:00Z'],
    ['is the jump when midnight does not exist', 'Africa/Cairo', '2026-04-24', '00:00', '2026-04-23T22:00:00Z'],
  ])('%s', (_, zone, date, time, instant) => {
    expect(new Date(instantOf(wallOf(date, time), zone))).toEqual(new Date(instant));
  });

  it('has come exactly when the clocks have shown it or a later one', () => {
    fc.assert(
      fc.property(someZone, someInstant, fc.integer({ min: -40, max: 40 }), (zone, at, quarters) => {
        const wall = reading(at.getTime(), zone) + quarters * 900_000;
        expect(wallAt(at, zone)).toBe(latestReading(at.getTime(), zone));
        expect(instantOf(wall, zone) <= at.getTime()).toBe(wall <= wallAt(at, zone));
      }),
    );
  });

  it('never comes before an earlier one', () => {
    fc.assert(
      fc.property(someZone, someInstant, fc.nat(3000), (zone, at, minutes) => {
        expect(instantOf(at.getTime() + minutes * 60_000, zone)).toBeGreaterThanOrEqual(instantOf(at.getTime(), zone));
      }),
    );
  });
});

describe('the next clock change', () => {
  it.each([
    ['America/Los_Angeles', '2026-01-01T00:00:00Z', '2026-03-08T10:00:00Z', 60],
    ['America/Los_Angeles', '2026-03-08T10:00:00Z', '2026-11-01T09:00:00Z', -60],
    ['Europe/Berlin', '2026-01-01T00:00:00Z', '2026-03-29T01:00:00Z', 60],
    ['Europe/Berlin', '2026-06-01T00:00:00Z', '2026-10-25T01:00:00Z', -60],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00Z', '2026-04-04T15:00:00Z', -30],
    ['Australia/Lord_Howe', '2026-06-01T00:00:00Z', '2026-10-03T15:30:00Z', 30],
  ])('in %s after %s is at %s, by %i minutes', (zone, at, change, minutes) => {
    expect(nextClockChange(zone, new Date(at))).toEqual({ at: new Date(change), minutes });
  });

  it.each(['Asia/Kathmandu', 'Pacific/Apia', 'UTC'])('in %s does not come', (zone) => {
    expect(nextClockChange(zone, new Date('2026-01-01'))).toBeNull();
  });
});
