import { ladder, stepName, waitAfter } from './ladder.ts';

describe('the ladder', () => {
  it('has the steps of the design, under names that a person reads', () => {
    expect(ladder.map(stepName)).toEqual(['retry.1s', 'retry.10s', 'retry.1min', 'retry.10min', 'retry.1h']);
    expect(stepName(75)).toBe('retry.75ms');
  });

  it('ends after its last step', () => {
    expect([1, 2, 3].map((failures) => waitAfter(failures, [10, 20]))).toEqual([10, 20, null]);
    expect(waitAfter(1, [])).toBeNull();
  });
});
