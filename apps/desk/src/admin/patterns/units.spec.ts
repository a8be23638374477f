import { unitOf } from './units.ts';

describe('a time of a setting', () => {
  it.each([
    [0, 'seconds'],
    [45, 'seconds'],
    [60, 'minutes'],
    [5_400, 'minutes'],
    [7_200, 'hours'],
    [172_800, 'days'],
    [172_801, 'seconds'],
  ])('of %i seconds is typed in %s', (seconds, unit) => {
    expect(unitOf(seconds)).toBe(unit);
  });
});
