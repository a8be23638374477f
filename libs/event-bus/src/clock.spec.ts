import { Clock } from './clock.ts';

const anHour = 3_600_000;

describe('the clock', () => {
  it('shows the time of the database, not ours', async () => {
    const clock = new Clock(async () => Date.now() + anHour);
    await clock.measure();
    const ahead = clock.now().getTime() - Date.now();
    expect(Math.abs(ahead - anHour)).toBeLessThan(60_000);
  });

  it('keeps the last offset while the database is away', async () => {
    let away = false;
    const clock = new Clock(async () => {
      if (away) throw new Error('away');
      return Date.now() - anHour;
    });
    await clock.measure();
    away = true;
    await expect(clock.measure()).rejects.toThrow('away');
    expect(clock.now().getTime()).toBeLessThan(Date.now() - anHour / 2);
  });
});
