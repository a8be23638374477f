import { together } from './together.ts';

const at = (...days: number[]) => days.map((day) => ({ createdAt: `2026-11-${day}T10:00:00.000Z` }));

describe('several lists as one', () => {
  it('has the newest first, whichever list it is from', () => {
    const told = together([
      { items: at(28, 25), hasMore: false },
      { items: at(27, 20), hasMore: false },
    ]);
    expect(told).toEqual(at(28, 27, 25, 20));
  });

  it('ends where a list was not read on', () => {
    const told = together([
      { items: at(28, 25), hasMore: true },
      { items: at(27, 20), hasMore: false },
    ]);
    expect(told).toEqual(at(28, 27, 25));
    expect(together([])).toEqual([]);
  });
});
