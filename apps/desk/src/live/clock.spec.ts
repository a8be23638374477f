import { heardTime, isSpoken, now } from './clock.ts';

describe('the clock of the desk', () => {
  it('is the server’s, however wrong the computer’s own is', () => {
    const server = new Date(Date.now() + 3_600_000).toISOString();
    heardTime(server);
    expect(Math.abs(now() - Date.parse(server))).toBeLessThan(1_000);
    heardTime(new Date().toISOString());
  });

  it('reads a countdown aloud three times, not every second', () => {
    expect(Array.from({ length: 121 }, (_, left) => left).filter((left) => isSpoken(left, 120))).toEqual([10, 30, 120]);
  });
});
