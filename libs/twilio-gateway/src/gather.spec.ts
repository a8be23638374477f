import { Gather } from './gather.ts';

/** Work that is done when the test says so. */
function held() {
  const batches: string[][] = [];
  const open: (() => void)[] = [];
  const work = async (items: readonly string[]) => {
    batches.push([...items]);
    await new Promise<void>((resolve) => open.push(resolve));
    if (items.includes('bad')) throw new Error('bad');
    return items.map((item) => item.toUpperCase());
  };
  const release = async () => {
    open.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { batches, work, release };
}
const never = () => false;

describe('work that is gathered', () => {
  it('begins at once when nothing is under way', () => {
    const { batches, work } = held();
    void new Gather(work, { atMost: 10, meetsAll: never }).add('a');
    expect(batches).toEqual([['a']]);
  });

  it('is shared by all that came meanwhile, each with its own answer', async () => {
    const { batches, work, release } = held();
    const gather = new Gather(work, { atMost: 10, meetsAll: never });
    const answers = Promise.all(['a', 'b', 'c'].map((item) => gather.add(item)));
    await release();
    await release();
    expect(await answers).toEqual(['A', 'B', 'C']);
    expect(batches).toEqual([['a'], ['b', 'c']]);
  });

  it('is never more than so much at a time', async () => {
    const { batches, work, release } = held();
    const gather = new Gather(work, { atMost: 2, meetsAll: never });
    const answers = Promise.all(['a', 'b', 'c', 'd'].map((item) => gather.add(item)));
    for (let turn = 0; turn < 3; turn += 1) await release();
    await answers;
    expect(batches).toEqual([['a'], ['b', 'c'], ['d']]);
  });

  it('is tried one by one when it fails together, so that a bad one harms nobody', async () => {
    const { batches, work, release } = held();
    const gather = new Gather(work, { atMost: 10, meetsAll: never });
    const answers = Promise.allSettled(['a', 'b', 'bad', 'c'].map((item) => gather.add(item)));
    for (let turn = 0; turn < 5; turn += 1) await release();
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(batches).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']]);
  });

  it('fails for all at once when each alone would meet the same', async () => {
    const { batches, work, release } = held();
    const gather = new Gather(work, { atMost: 10, meetsAll: () => true });
    const answers = Promise.allSettled(['a', 'b', 'bad'].map((item) => gather.add(item)));
    for (let turn = 0; turn < 2; turn += 1) await release();
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(batches).toEqual([['a'], ['b', 'bad']]);
  });
});
