import { daysBefore, faultOf, lastDays, periodOf } from './period.ts';

const zone = 'Europe/Berlin';

describe('the days of a report', () => {
  it('begin and end at midnight of their zone, also where the clocks change between', () => {
    expect(periodOf({ from: '2026-10-24', to: '2026-10-25', zone })).toEqual({
      from: '2026-10-23T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    });
  });

  it('are compared with as many days before them', () => {
    expect(daysBefore({ from: '2026-03-01', to: '2026-03-07', zone })).toEqual({
      from: '2026-02-22',
      to: '2026-02-28',
      zone,
    });
  });

  it('end today, as the zone counts it', () => {
    expect(lastDays(7, 'Pacific/Auckland', Date.parse('2026-11-28T22:00:00Z'))).toEqual({
      from: '2026-11-23',
      to: '2026-11-29',
      zone: 'Pacific/Auckland',
    });
  });

  it('are refused backwards, too long, and when they are no days', () => {
    const fault = (from: string, to: string) => faultOf({ from, to, zone });
    expect([fault('2026-02-02', '2026-02-01'), fault('', '2026-02-01')]).toEqual(['wrongOrder', 'wrongOrder']);
    expect([fault('2026-01-01', '2026-04-02'), fault('2026-01-01', '2026-01-01')]).toEqual(['tooLong', null]);
  });
});
