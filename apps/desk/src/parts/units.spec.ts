import { durationIn, spokenTime, unitOf } from './units.ts';

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

it('is typed in the unit that fits where it may be long, and as the number that it is elsewhere', () => {
  expect([
    durationIn('waitingMinutes', 525_600),
    durationIn('waitMessage.everyMinutes', 1_440),
    durationIn('reopenWithinHours', 720),
    durationIn('affinityTimeoutSeconds', 86_400),
    durationIn('countdownSeconds', 300),
    durationIn('limit', 525_600),
  ]).toEqual(['minutes', null, 'hours', 'seconds', null, null]);
});

it('is said in the largest unit in which it is whole', () => {
  expect([
    spokenTime(40_320, 'minutes'),
    spokenTime(90, 'minutes'),
    spokenTime(1, 'days'),
    spokenTime(0, 'hours'),
  ]).toEqual(['28 days', '90 minutes', '1 day', '0 hours']);
});
