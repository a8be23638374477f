import { median, percentile, table } from './figures.ts';

describe('a percentile', () => {
  it('is the nearest rank of the sorted figures', () => {
    const figures = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([
      percentile(figures, 0.5),
      percentile(figures, 0.95),
      percentile(figures, 0.99),
      percentile(figures, 1),
    ]).toEqual([50, 95, 99, 100]);
  });

  it('of nothing is 0', () => {
    expect(percentile([], 0.99)).toBe(0);
  });

  it('at one half is the median', () => {
    expect(median([9, 1, 5])).toBe(5);
  });
});

describe('a table', () => {
  it('stands in columns', () => {
    expect(
      table(
        ['run', 'per second'],
        [
          ['one', 5],
          ['eleven', 1234],
        ],
      ),
    ).toBe(['run      per second', 'one               5', 'eleven         1234'].join('\n'));
  });
});
