import { costPercent, median, percentile, table } from './figures.ts';

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

describe('what something costs', () => {
  it('is the share of the rate that is lost by it', () => {
    expect(costPercent([{ with: 10, without: 9 }])).toBe(10);
    expect(costPercent([{ with: 9, without: 10 }])).toBe(-11.1);
  });

  it('is what pairs say, however slow the machine was in one or the other', () => {
    const pairs = [1, 1, 7, 2, 3].map((slow) => ({ with: slow * 10, without: slow * 9.5 }));
    expect(costPercent([...pairs, { with: 80, without: 10 }, { with: 10, without: 80 }])).toBe(5);
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
