import { jest } from '@jest/globals';
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

  describe('that was measured', () => {
    const noon = Date.parse('2026-11-29T12:00:00.000Z');
    beforeEach(() => jest.useFakeTimers({ now: noon, doNotFake: ['nextTick', 'queueMicrotask'] }));
    afterEach(() => jest.useRealTimers());
    const pass = (ms: number) => jest.setSystemTime(Date.now() + ms);
    /** A database whose clock is ahead of ours by so much, and which takes so long to answer. */
    const aDatabase = { aheadMs: 0, takesMs: 0 };
    const ask = async () => {
      pass(aDatabase.takesMs);
      return Date.now() + aDatabase.aheadMs;
    };
    const measured = async () => {
      Object.assign(aDatabase, { aheadMs: 0, takesMs: 0 });
      const clock = new Clock(ask);
      await clock.measure();
      return clock;
    };

    it('learns nothing from an answer that came only after an outage', async () => {
      const clock = await measured();
      aDatabase.takesMs = 40_000;
      await clock.measure();
      expect(clock.now().getTime()).toBe(Date.now());
    });

    it('is right from the beginning, though the first answer waits for a connection', async () => {
      const waits = [300, 0];
      const clock = new Clock(async () => {
        pass(waits.shift()!);
        return Date.now();
      });
      await clock.measure();
      expect(clock.now().getTime()).toBe(Date.now());
    });

    it('goes no further than an answer is certain of', async () => {
      const clock = await measured();
      Object.assign(aDatabase, { aheadMs: 900, takesMs: 400 });
      await clock.measure();
      expect(clock.now().getTime() - Date.now()).toBe(900);
      Object.assign(aDatabase, { aheadMs: 500, takesMs: 400 });
      await clock.measure();
      expect(clock.now().getTime() - Date.now()).toBe(900);
    });

    it('stands still rather than go back, so that what comes later has the later time', async () => {
      const clock = await measured();
      aDatabase.aheadMs = 2_000;
      await clock.measure();
      const before = clock.now();
      aDatabase.aheadMs = 0;
      await clock.measure();
      expect(clock.now()).toEqual(before);
      pass(1_999);
      expect(clock.now()).toEqual(before);
      pass(2);
      expect(clock.now().getTime()).toBe(before.getTime() + 1);
    });

    it('follows a clock that was set back', async () => {
      const clock = await measured();
      clock.now();
      aDatabase.aheadMs = -anHour;
      await clock.measure();
      expect(clock.now().getTime()).toBe(noon - anHour);
    });
  });
});
