import type { ConfigurationChange } from '#contracts';
import { mergedPage, type Source } from './merge-changes.ts';

const changeAt = (second: number) => ({ at: new Date(second * 1_000).toISOString() }) as ConfigurationChange;
const secondsOf = (items: readonly ConfigurationChange[]) => items.map(({ at }) => Date.parse(at) / 1_000);

/** Histories of services that answer two changes at a time. */
function services(...all: readonly (readonly number[])[]) {
  const asked: string[] = [];
  const read = async (at: number, cursor = '0') => {
    asked.push(`${at} from ${cursor}`);
    const from = Number(cursor);
    const rest = all[at]!.slice(from, from + 2);
    return { items: rest.map(changeAt), next: from + 2 < all[at]!.length ? String(from + 2) : null };
  };
  const fresh: readonly Source[] = all.map(() => ({ rest: [], cursor: undefined }));
  return { asked, read, fresh };
}

describe('histories of several services', () => {
  it('are read as one, newest first, page by page, and nothing is left out or told twice', async () => {
    const { read, fresh } = services([9, 8, 3, 1], [7, 2], [], [10, 6, 5, 4]);
    const told: number[] = [];
    let pages = 0;
    for (let from: readonly Source[] | null = fresh; from; pages += 1) {
      const { items, next }: Awaited<ReturnType<typeof mergedPage>> = await mergedPage(from, read, 3);
      told.push(...secondsOf(items));
      from = next;
    }
    expect(told).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(pages).toBe(4);
  });

  it('are asked for no more than is needed to know what is newest', async () => {
    const { asked, read, fresh } = services([9, 8, 7], [1, 0]);
    const { items } = await mergedPage(fresh, read, 1);
    expect(secondsOf(items)).toEqual([9]);
    expect(asked).toEqual(['0 from 0', '1 from 0']);
  });

  it('are none where nothing was changed', async () => {
    const { read, fresh } = services([], []);
    expect(await mergedPage(fresh, read, 3)).toEqual({ items: [], next: null });
  });
});
