import fc from 'fast-check';
import { waitBefore } from './stream-wait.ts';

describe('coming back after the connection was lost', () => {
  it('never takes more than fifteen seconds, nor less than half a second', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
        const wait = waitBefore(attempt, chance);
        expect(wait).toBeGreaterThanOrEqual(500);
        expect(wait).toBeLessThanOrEqual(15_000);
      }),
    );
  });

  it('is spread, so that desks do not return all at once', () => {
    expect(waitBefore(3, 0)).toBeLessThan(waitBefore(3, 1));
  });
});
