import { nextChange } from './next-change.ts';
import { isOpen, whyClosed } from './operating-hours.ts';
import { at, from, hoursOf, spans } from './test/hours-of.ts';

describe('a channel without operating hours', () => {
  it('is always open', () => {
    expect(isOpen(null, at('2026-01-01T00:00:00Z'))).toBe(true);
    expect(whyClosed(null, at('2026-01-01T00:00:00Z'))).toBeNull();
    expect(nextChange(null, at('2026-01-01T00:00:00Z'))).toBeNull();
    expect(spans(null, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toEqual([
      '2026-01-01T00:00:00.000Z 2026-02-01T00:00:00.000Z',
    ]);
  });
});

describe('operating hours without shifts', () => {
  it('never open', () => {
    const hours = hoursOf('Europe/Berlin', []);
    expect(whyClosed(hours, at('2026-01-01T00:00:00Z'))).toBe('outside-hours');
    expect(nextChange(hours, at('2026-01-01T00:00:00Z'))).toBeNull();
  });
});

describe('a day from 8 to 17', () => {
  const hours = hoursOf('Europe/Berlin', [from('08:00', '17:00')]);

  it.each([
    ['2026-11-24T06:59:59.999Z', false],
    ['2026-11-24T07:00:00Z', true],
    ['2026-11-24T15:59:59.999Z', true],
    ['2026-11-24T16:00:00Z', false],
    ['2026-07-24T06:00:00Z', true],
    ['2026-07-24T15:00:00Z', false],
  ])('at %s is open: %s', (instant, open) => {
    expect(isOpen(hours, at(instant))).toBe(open);
    expect(whyClosed(hours, at(instant))).toBe(open ? null : 'outside-hours');
  });

  it('opens and closes next when the clock says so', () => {
    expect(nextChange(hours, at('2026-11-24T06:00:00Z'))).toEqual({ at: at('2026-11-24T07:00:00Z'), opens: true });
    expect(nextChange(hours, at('2026-11-24T07:00:00Z'))).toEqual({ at: at('2026-11-24T16:00:00Z'), opens: false });
    expect(nextChange(hours, at('2026-11-24T16:00:00Z'))).toEqual({ at: at('2026-11-25T07:00:00Z'), opens: true });
  });

  it('is cut where somebody looks away', () => {
    expect(spans(hours, '2026-11-24T12:00:00Z', '2026-11-25T12:00:00Z')).toEqual([
      '2026-11-24T12:00:00.000Z 2026-11-24T16:00:00.000Z',
      '2026-11-25T07:00:00.000Z 2026-11-25T12:00:00.000Z',
    ]);
  });
});

describe('shifts that overlap or touch', () => {
  it('are one span', () => {
    const hours = hoursOf('UTC', [from('08:00', '12:00'), from('10:00', '14:00'), from('14:00', '15:00')]);
    expect(spans(hours, '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z')).toEqual([
      '2026-11-24T08:00:00.000Z 2026-11-24T15:00:00.000Z',
    ]);
    expect(nextChange(hours, at('2026-11-24T09:00:00Z'))).toEqual({ at: at('2026-11-24T15:00:00Z'), opens: false });
  });

  it('never close when they are all of every day', () => {
    const hours = hoursOf('Europe/Berlin', [{ allDay: true }]);
    expect(nextChange(hours, at('2026-11-24T09:00:00Z'))).toBeNull();
    expect(spans(hours, '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z')).toHaveLength(1);
  });

  it('never close when they hand over at midnight', () => {
    const hours = hoursOf('America/Los_Angeles', [from('06:00', '00:00', true), from('00:00', '06:00')]);
    expect(nextChange(hours, at('2026-01-01T00:00:00Z'))).toBeNull();
  });
});

describe('a shift over midnight', () => {
  const hours = hoursOf('America/Los_Angeles', [from('22:00', '06:00', true)], {
    startsOn: '2026-11-20',
    repeats: { freq: 'WEEKLY', interval: 1, byDay: ['FR'] },
  });

  it('belongs to the day on which it opens', () => {
    expect(spans(hours, '2026-11-16T00:00:00Z', '2026-11-30T00:00:00Z')).toEqual([
      '2026-11-21T06:00:00.000Z 2026-11-21T14:00:00.000Z',
      '2026-11-28T06:00:00.000Z 2026-11-28T14:00:00.000Z',
    ]);
    expect(isOpen(hours, at('2026-11-21T13:00:00Z'))).toBe(true);
  });

  it('may be longer than a day', () => {
    const long = hoursOf('UTC', [from('18:00', '20:00', true)], { startsOn: '2026-11-20', repeats: null });
    expect(spans(long, '2026-11-16T00:00:00Z', '2026-11-30T00:00:00Z')).toEqual([
      '2026-11-20T18:00:00.000Z 2026-11-21T20:00:00.000Z',
    ]);
    expect(isOpen(long, at('2026-11-21T19:00:00Z'))).toBe(true);
  });

  it('is cut off by a holiday at midnight, and comes back after one', () => {
    const cut = { ...hours, holidays: [{ from: '2026-11-21', to: '2026-11-21', reason: 'Move' }] };
    expect(spans(cut, '2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z')).toEqual([
      '2026-11-21T06:00:00.000Z 2026-11-21T08:00:00.000Z',
    ]);
    const late = { ...hours, holidays: [{ from: '2026-11-20', to: '2026-11-20', reason: 'Move' }] };
    expect(spans(late, '2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z')).toEqual([
      '2026-11-21T08:00:00.000Z 2026-11-21T14:00:00.000Z',
    ]);
  });
});

describe('a holiday', () => {
  const christmas = { from: '2026-12-24', to: '2026-12-26', reason: 'Christmas' };
  const hours = hoursOf('Europe/Berlin', [from('08:00', '17:00')], { holidays: [christmas] });

  it('wins over every shift, from midnight to midnight of the zone', () => {
    expect(whyClosed(hours, at('2026-12-25T10:00:00Z'))).toEqual({ holiday: 'Christmas' });
    expect(whyClosed(hours, at('2026-12-23T22:59:59.999Z'))).toBe('outside-hours');
    expect(whyClosed(hours, at('2026-12-23T23:00:00Z'))).toEqual({ holiday: 'Christmas' });
    expect(whyClosed(hours, at('2026-12-26T23:00:00Z'))).toBe('outside-hours');
    expect(nextChange(hours, at('2026-12-23T16:00:00Z'))).toEqual({ at: at('2026-12-27T07:00:00Z'), opens: true });
  });

  it('is the reason also at night', () => {
    expect(whyClosed(hours, at('2026-12-25T03:00:00Z'))).toEqual({ holiday: 'Christmas' });
  });

  it('interrupts what is open all the time', () => {
    const always = hoursOf('Europe/Berlin', [{ allDay: true }], { holidays: [christmas] });
    expect(nextChange(always, at('2026-01-01T00:00:00Z'))).toEqual({ at: at('2026-12-23T23:00:00Z'), opens: false });
    expect(nextChange(always, at('2026-12-24T00:00:00Z'))).toEqual({ at: at('2026-12-26T23:00:00Z'), opens: true });
    expect(nextChange(always, at('2026-12-27T00:00:00Z'))).toBeNull();
  });
});
