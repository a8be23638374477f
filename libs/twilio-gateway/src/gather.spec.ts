import { until } from '#testing';
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
    await until('work is under way', () => open.length > 0);
    open.shift()!();
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

  it('waits for more as long as it took, where it had company', async () => {
    const { batches, work } = held();
    const slow = (items: readonly string[]) =>
      Promise.race([work(items), new Promise<string[]>((resolve) => setTimeout(() => resolve([...items]), 20))]);
    const gather = new Gather(slow, { atMost: 10, meetsAll: never });
    const first = gather.add('a');
    const second = [gather.add('b'), gather.add('c')];
    await first;
    const third = gather.add('d');
    await Promise.all(second);
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([third, gather.add('e')]);
    expect(batches).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
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
