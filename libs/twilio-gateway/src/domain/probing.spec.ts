import { probeAgainAfter } from './probing.ts';

const pausedAt = new Date('2026-11-28T12:00:00Z');
const after = (minutes: number) => probeAgainAfter(pausedAt, new Date(pausedAt.getTime() + minutes * 60_000)) / 60_000;

describe('a paused account', () => {
  it('is asked after every minute in the first hour, every ten on the first day, and every hour from then on', () => {
    expect([0, 59, 60, 23 * 60, 24 * 60, 9_999].map(after)).toEqual([1, 1, 10, 10, 60, 60]);
  });
});
