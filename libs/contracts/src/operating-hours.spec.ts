import { operatingHours } from './http/operating-hours.ts';

const id = '01990000-0000-7000-8000-000000000001';
const times = { allDay: false, opens: '08:00', closes: '17:00' };
const repeats = { freq: 'WEEKLY', byDay: ['MO', 'TU'] };
const shift = { id, startsOn: '2026-11-02', times, repeats };
const hours = { timeZone: 'Europe/Berlin', shifts: [shift] };
const withShift = (changes: object) => ({ ...hours, shifts: [{ ...shift, ...changes }] });
const withRule = (rule: object) => withShift({ repeats: rule });

const faults = (body: unknown) =>
  operatingHours.safeParse(body).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

describe('operating hours as an administrator saves them', () => {
  it('are kept with what goes without saying', () => {
    expect(operatingHours.parse(hours)).toEqual({
      timeZone: 'Europe/Berlin',
      shifts: [{ ...shift, times: { ...times, nextDay: false }, repeats: { ...repeats, interval: 1 }, exceptions: [] }],
      holidays: [],
    });
  });

  it.each([
    ['all day', withShift({ times: { allDay: true } })],
    ['over midnight', withShift({ times: { allDay: false, opens: '22:00', closes: '06:00', nextDay: true } })],
    ['until midnight', withShift({ times: { allDay: false, opens: '08:00', closes: '00:00', nextDay: true } })],
    ['once', withShift({ repeats: null })],
    ['every weekday', withRule({ freq: 'DAILY', byDay: ['MO', 'TU', 'WE', 'TH', 'FR'] })],
    ['on the last Friday of each month', withRule({ freq: 'MONTHLY', byDay: ['-1FR'] })],
    ['on Thanksgiving', withRule({ freq: 'YEARLY', byMonth: [11], byDay: ['4TH'] })],
    ['until the day they begin', withRule({ ...repeats, until: '2026-11-02' })],
    ['never', { ...hours, shifts: [] }],
    ['in Kathmandu', { ...hours, timeZone: 'Asia/Kathmandu' }],
    ['in UTC', { ...hours, timeZone: 'UTC' }],
    ['not on one day', { ...hours, holidays: [{ from: '2026-12-25', to: '2026-12-25', reason: 'Christmas' }] }],
  ])('may open %s', (_, body) => {
    expect(faults(body)).toEqual([]);
  });

  it.each([
    ['a zone that is none', { ...hours, timeZone: 'Mars/Olympus' }, 'timeZone', 'IANA'],
    ['a distance from UTC, which knows no summer', { ...hours, timeZone: '+02:00' }, 'timeZone', 'IANA'],
    ['no shifts at all', { timeZone: 'UTC' }, 'shifts', 'array'],
    ['two shifts under one id', { ...hours, shifts: [shift, shift] }, 'shifts', 'id'],
    ['a day that is none', withShift({ startsOn: '2026-02-29' }), 'shifts.0.startsOn', 'day'],
    ['a day of another age', withShift({ startsOn: '0026-02-28' }), 'shifts.0.startsOn', '1900'],
    ['a time that is none', withShift({ times: { ...times, opens: '24:00' } }), 'shifts.0.times.opens', 'time of day'],
    ['seconds', withShift({ times: { ...times, opens: '08:00:30' } }), 'shifts.0.times.opens', 'time of day'],
    ['closing before opening', withShift({ times: { ...times, closes: '07:00' } }), 'shifts.0.times.closes', 'later'],
    ['closing at opening', withShift({ times: { ...times, closes: '08:00' } }), 'shifts.0.times.closes', 'later'],
    ['an hourly rule', withRule({ freq: 'HOURLY' }), 'shifts.0.repeats.freq', 'DAILY'],
    ['every zero weeks', withRule({ ...repeats, interval: 0 }), 'shifts.0.repeats.interval', '1'],
    ['a weekday that is none', withRule({ ...repeats, byDay: ['XX'] }), 'shifts.0.repeats.byDay.0', 'weekday'],
    ['the second Monday of a week', withRule({ ...repeats, byDay: ['2MO'] }), 'shifts.0.repeats.byDay', 'monthly'],
    ['day 0', withRule({ freq: 'MONTHLY', byMonthDay: [0] }), 'shifts.0.repeats.byMonthDay.0', 'last one'],
    [
      'a day of the month in a week',
      withRule({ ...repeats, byMonthDay: [1] }),
      'shifts.0.repeats.byMonthDay',
      'monthly',
    ],
    ['months of a month', withRule({ freq: 'MONTHLY', byMonth: [1] }), 'shifts.0.repeats.byMonth', 'yearly'],
    ['days of no month', withRule({ freq: 'YEARLY', byDay: ['1MO'] }), 'shifts.0.repeats.byMonth', 'month'],
    ['two ends', withRule({ ...repeats, count: 3, until: '2027-01-01' }), 'shifts.0.repeats.until', 'count'],
    [
      'an end before the beginning',
      withRule({ ...repeats, until: '2026-11-01' }),
      'shifts.0.repeats.until',
      'first day',
    ],
    [
      'two changes of one day',
      withShift({
        exceptions: [
          { on: '2026-11-03', becomes: null },
          { on: '2026-11-03', becomes: null },
        ],
      }),
      'shifts.0.exceptions',
      'once',
    ],
    [
      'a holiday that ends before it begins',
      { ...hours, holidays: [{ from: '2026-12-26', to: '2026-12-24', reason: 'Christmas' }] },
      'holidays.0.to',
      'first day',
    ],
    [
      'a holiday without a reason',
      { ...hours, holidays: [{ from: '2026-12-24', to: '2026-12-26', reason: ' ' }] },
      'holidays.0.reason',
      'required',
    ],
  ])('may not have %s, and the field is named', (_, body, field, why) => {
    expect(faults(body)).toEqual([expect.stringMatching(new RegExp(`^${field.replaceAll('.', '\\.')} .*${why}`))]);
  });

  it('are told all that is wrong with them at once', () => {
    const body = { timeZone: 'Mars', shifts: [{ ...shift, startsOn: 'soon', times: { ...times, closes: '5 pm' } }] };
    expect(faults(body)).toHaveLength(3);
  });
});
