import { Rush } from './rush.ts';

describe('a rush at the door', () => {
  let now: number;
  let rush: Rush;
  let moved: (number | undefined)[];
  const move = async (most?: number) => {
    moved.push(most);
    return false;
  };
  /** So many come in at once; they stay until they are let go. */
  function come(count: number): () => Promise<void> {
    let letGo = () => {};
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    const all = Array.from({ length: count }, () => rush.takeIn(() => gone));
    return async () => {
      letGo();
      await Promise.all(all);
    };
  }
  beforeEach(() => {
    now = 1_000;
    moved = [];
    rush = new Rush(() => now);
  });

  it('is none where a handful is at the door: everything is handed on as it comes, and who hands on hears whether there may be more', async () => {
    come(31);
    expect(await rush.handOn(move)).toBe(false);
    expect(await rush.handOn(async () => true)).toBe(true);
    expect(moved).toEqual([undefined]);
  });

  it('lets a third of what came in go on, four times a second however often it is asked', async () => {
    come(600);
    expect(await rush.handOn(move)).toBe(50);
    expect(moved).toEqual([10]); // packs of twenty
    now += 40;
    come(150);
    expect(await rush.handOn(move)).toBe(50);
    now += 180;
    come(150);
    expect(await rush.handOn(move)).toBe(30);
    expect(moved).toHaveLength(1);
    now += 30;
    expect(await rush.handOn(move)).toBe(50);
    expect(moved).toEqual([10, 5]);
  });

  it('is over when nobody crowded for 50 ms: then everything is handed on', async () => {
    const letGo = come(64);
    await rush.handOn(move);
    now += 300;
    expect(await rush.handOn(move)).toBe(50); // they stand there still
    expect(moved).toEqual([2]);
    await letGo();
    now += 1;
    come(5);
    expect(await rush.handOn(move)).toBe(false);
    expect(moved).toEqual([2, undefined]);
    const letOthersGo = come(32);
    await letOthersGo();
    now += 50;
    expect(await rush.handOn(move)).toBe(50);
    now += 1;
    expect(await rush.handOn(move)).toBe(false);
  });

  it('ends for those whose work failed, too', async () => {
    const failing = Array.from({ length: 40 }, () => rush.takeIn(() => Promise.reject(new Error('away'))));
    expect((await Promise.allSettled(failing)).every(({ status }) => status === 'rejected')).toBe(true);
    now += 51;
    come(31);
    await rush.handOn(move);
    expect(moved).toEqual([undefined]);
  });
});
