import { inLanes } from './lanes.ts';

describe('working in lanes', () => {
  it('does everything, so many at a time, and answers each in its place', async () => {
    let busy = 0;
    let busiest = 0;
    const answers = await inLanes(3, [5, 4, 3, 2, 1, 0], async (item) => {
      busiest = Math.max(busiest, (busy += 1));
      for (let turns = 0; turns < item; turns += 1) await Promise.resolve();
      busy -= 1;
      return item * 10;
    });
    expect(answers).toEqual([50, 40, 30, 20, 10, 0]);
    expect(busiest).toBe(3);
  });

  it('has nothing to do with nothing', async () => {
    expect(await inLanes(3, [], async () => 1)).toEqual([]);
  });
});
