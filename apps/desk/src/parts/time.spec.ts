import {
  asClock,
  asDay,
  asDuration,
  asSpan,
  here,
  isSameDay,
  secondsBetween,
  secondsLeft,
  secondsToAnswer,
  timeZones,
} from './time.ts';

describe('a time as people read it', () => {
  it.each([
    [0, '0:00'],
    [-5, '0:00'],
    [59.9, '0:59'],
    [291, '4:51'],
    [3_599, '59:59'],
    [3_600, '1 h'],
    [3_900, '1 h 5 min'],
    [86_400, '1 day'],
    [3 * 86_400 + 7, '3 days'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(asClock(seconds)).toBe(text);
  });

  it('says a sum over days in hours, which can be compared', () => {
    expect([291.5, 3_600, 100 * 3_600 + 300].map(asDuration)).toEqual(['4:51', '1 h', '100 h 5 min']);
  });

  it('says a span without seconds', () => {
    expect([20, 61, 3_700].map(asSpan)).toEqual(['just now', '1 min', '1 h 1 min']);
  });

  it('never gives an offer more time than it was made for, wherever the clock of the desk is', () => {
    const offer = { offeredAt: '2026-11-23T10:00:00.000Z', expiresAt: '2026-11-23T10:02:00.000Z' };
    const at = (time: string) => secondsToAnswer(offer, Date.parse(`2026-11-23T${time}Z`));
    expect(at('09:59:59.700')).toBe(120);
    expect(at('10:00:00.300')).toBe(120);
    expect(at('10:01:59.500')).toBe(1);
    expect(at('10:03:00.000')).toBe(0);
  });

  it('counts what is left up, so that zero means over', () => {
    const deadline = '2026-11-23T10:00:10.000Z';
    expect(secondsLeft(deadline, Date.parse('2026-11-23T10:00:09.100Z'))).toBe(1);
    expect(secondsLeft(deadline, Date.parse('2026-11-23T10:00:10.000Z'))).toBe(0);
    expect(secondsLeft(deadline, Date.parse('2026-11-23T11:00:00.000Z'))).toBe(0);
  });

  it('never says that somebody has waited less than nothing', () => {
    expect(secondsBetween('2026-11-23T10:00:10.000Z', Date.parse('2026-11-23T10:00:00.000Z'))).toBe(0);
  });

  it('heads the days of a thread', () => {
    const now = new Date(2026, 10, 23, 12).getTime();
    const at = (...parts: [number, number, number]) => new Date(...parts, 9).toISOString();
    expect(asDay(at(2026, 10, 23), now)).toBe('Today');
    expect(asDay(at(2026, 10, 22), now)).toBe('Yesterday');
    expect(asDay(at(2026, 10, 1), now)).toContain('November');
    expect(asDay(at(2025, 10, 1), now)).toContain('2025');
    expect(isSameDay(at(2026, 10, 23), at(2026, 10, 22))).toBe(false);
  });
});

describe('the zones to choose from', () => {
  it('have UTC and the zone one is in among them, each once', () => {
    expect(timeZones).toEqual(expect.arrayContaining(['UTC', here, 'Europe/Berlin', 'America/Los_Angeles']));
    expect(new Set(timeZones).size).toBe(timeZones.length);
  });
});
