import fc from 'fast-check';
import { startOfDay } from './start-of-day.ts';

describe('the day that it is now began', () => {
  it.each([
    ['2026-01-05T09:00:00Z', 'UTC', '2026-01-05T00:00:00Z'],
    ['2026-01-05T03:00:00Z', 'America/Los_Angeles', '2026-01-04T08:00:00Z'],
    ['2026-01-05T23:30:00Z', 'Asia/Kathmandu', '2026-01-05T18:15:00Z'],
    ['2026-03-29T10:00:00Z', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['2026-10-25T10:00:00Z', 'Europe/Berlin', '2026-10-24T22:00:00Z'],
    // clocks go from midnight to one
    ['2026-03-08T12:00:00Z', 'America/Havana', '2026-03-08T05:00:00Z'],
    // and back from one to midnight: that day has two midnights, and begins at the first
    ['2026-11-01T12:00:00Z', 'America/Havana', '2026-11-01T04:00:00Z'],
  ])('at %s in %s: %s', (now, zone, began) => {
    expect(startOfDay(new Date(now), zone).toISOString()).toBe(new Date(began).toISOString());
  });

  it('at its first moment, in every zone', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, moments, (zone, now) => {
        const dayOf = (moment: number) =>
          new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'full' }).format(moment);
        const began = startOfDay(now, zone).getTime();
        expect(began).toBeLessThanOrEqual(now.getTime());
        expect(dayOf(began)).toBe(dayOf(now.getTime()));
        expect(dayOf(began - 1000)).not.toBe(dayOf(began));
      }),
    );
  });
});
