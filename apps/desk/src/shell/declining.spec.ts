import { jest } from '@jest/globals';
import { holdDecline, undoDecline } from './declining.ts';

describe('declining an offer', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const whatBecomesOf = (declining: Promise<boolean>) => {
    const became: { goes?: boolean } = {};
    void declining.then((goes) => (became.goes = goes));
    return became;
  };

  it('goes out after two seconds, and can be undone until then', async () => {
    const [one, other] = [whatBecomesOf(holdDecline('one', 60_000)), whatBecomesOf(holdDecline('other', 60_000))];
    await jest.advanceTimersByTimeAsync(1_900);
    undoDecline('other');
    await jest.advanceTimersByTimeAsync(99);
    expect([one.goes, other.goes]).toEqual([undefined, false]);
    await jest.advanceTimersByTimeAsync(1);
    expect([one.goes, other.goes]).toEqual([true, false]);
    undoDecline('one');
    expect(one.goes).toBe(true);
  });

  it('goes out sooner where the offer ends before', async () => {
    const late = whatBecomesOf(holdDecline('late', 1_500));
    await jest.advanceTimersByTimeAsync(500);
    expect(late.goes).toBe(true);
    const last = whatBecomesOf(holdDecline('last', 100));
    await jest.advanceTimersByTimeAsync(0);
    expect(last.goes).toBe(true);
  });
});
