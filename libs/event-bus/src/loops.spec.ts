import { until } from '#testing';
import { because, currentCause } from './cause.ts';
import { Outage, Stopping } from './failure.ts';
import { Loop, Loops } from './loops.ts';
import { Written } from './test/written.ts';

const never = 3_600_000;

describe('a loop', () => {
  let loop: Loop | undefined;
  afterEach(() => loop?.stop());

  it('works as long as there is more, then waits to be woken', async () => {
    let left = 3;
    let turns = 0;
    loop = new Loop('test', async () => ((turns += 1), (left -= 1) > 0), never);
    loop.start();
    await until('it has worked off all', () => turns === 3);
    left = 2;
    loop.wake();
    await until('it has worked again', () => turns === 5);
  });

  it('does not forget being woken while it works', async () => {
    let turns = 0;
    let finish = () => {};
    loop = new Loop(
      'test',
      async () => {
        turns += 1;
        if (turns === 1) await new Promise<void>((resolve) => (finish = resolve));
        return false;
      },
      never,
    );
    loop.start();
    loop.wake();
    finish();
    await until('it has turned again', () => turns === 2);
  });

  it('lets more come together when it is woken while it works', async () => {
    const order: string[] = [];
    const comes = () => {
      order.push('one more comes');
      loop!.wake();
    };
    const work = async () => {
      order.push('works');
      if (order.length > 1) return false;
      await new Promise((resolve) => setTimeout(resolve, 20));
      loop!.wake();
      setImmediate(comes);
      return false;
    };
    loop = new Loop('test', work, never, undefined, true);
    loop.start();
    await until('it has worked again', () => order.filter((what) => what === 'works').length === 2);
    expect(order).toEqual(['works', 'one more comes', 'works']);
  });

  it('leaves what may be late alone while it rests, whoever wakes it, and does it then', async () => {
    let turns = 0;
    const resting = (ms: number) => new Loop('test', async () => ((turns += 1), false), never, undefined, false, ms);
    loop = resting(never);
    loop.start();
    await until('it has worked', () => turns === 1);
    loop.wake();
    loop.wake();
    await new Promise(setImmediate);
    expect(turns).toBe(1);
    await loop.stop();
    loop = resting(5);
    loop.start();
    await until('it has worked', () => turns === 2);
    loop.wake();
    await until('it has worked again', () => turns === 3);
  });

  it('turns when the work said that the next is due', async () => {
    let turns = 0;
    loop = new Loop('test', async () => ((turns += 1) < 3 ? 5 : false), never);
    loop.start();
    await until('it has turned by itself', () => turns === 3);
  });

  it('turns when something was planned meanwhile', async () => {
    let turns = 0;
    loop = new Loop('test', async () => ((turns += 1), false), never);
    loop.start();
    await until('it rests', () => turns === 1);
    loop.wakeIn(never / 2);
    loop.wakeIn(5);
    loop.wakeIn(never / 2);
    await until('it has turned', () => turns === 2);
  });

  it('reports an outage once, and its end', async () => {
    const journal = new Written();
    let tries = 0;
    loop = new Loop(
      'test',
      async () => {
        tries += 1;
        if (tries < 4) throw new Outage(`away, try ${tries}`);
        return false;
      },
      never,
      journal,
    );
    loop.start();
    await until('it works again', () => journal.entries.length === 2);
    expect(journal.outcomes()).toEqual(['outage', 'done']);
    expect(journal.entries[0]).toMatchObject({ door: 'loop', name: 'test' });
  });

  it('reports what is broken once for each reason', async () => {
    const journal = new Written();
    let tries = 0;
    loop = new Loop(
      'test',
      async () => {
        tries += 1;
        if (tries < 3) throw new TypeError('no');
        if (tries < 4) throw new RangeError('no');
        return false;
      },
      never,
      journal,
    );
    loop.start();
    await until('it works again', () => journal.entries.length === 3);
    expect(journal.outcomes()).toEqual(['broken', 'broken', 'done']);
  });

  it('rests after a failure, whoever wakes it', async () => {
    let tries = 0;
    const seen: number[] = [];
    // at once after the failure: its rest is short
    const wakeItOften = () => {
      for (let n = 0; n < 50; n += 1) loop?.wake();
      setImmediate(() => seen.push(tries));
    };
    loop = new Loop(
      'test',
      async () => {
        tries += 1;
        if (tries === 1) setImmediate(wakeItOften);
        throw new Outage('away');
      },
      never,
    );
    loop.start();
    await until('it has been woken', () => seen.length === 1);
    expect(seen).toEqual([1]);
    loop.refresh();
    await until('it has tried again', () => tries >= 2);
  });

  it('says nothing of the end of the process', async () => {
    const journal = new Written();
    let tries = 0;
    loop = new Loop(
      'test',
      async () => {
        tries += 1;
        throw new Stopping();
      },
      never,
      journal,
    );
    loop.start();
    await until('it was told', () => tries === 1);
    await loop.stop();
    expect(journal.entries).toEqual([]);
  });

  it('finishes the turn under way when it stops, and turns no more', async () => {
    let turns = 0;
    let finish = () => {};
    loop = new Loop(
      'test',
      async () => {
        turns += 1;
        await new Promise<void>((resolve) => (finish = resolve));
        return true;
      },
      never,
    );
    loop.start();
    const stopping = loop.stop();
    finish();
    await stopping;
    loop.wake();
    expect(turns).toBe(1);
  });

  it('does its work for no reason of those who wake it', async () => {
    const request = { correlationId: '0199c1d4-0000-7000-8000-000000000000', causationId: null };
    const seen: string[] = [];
    loop = new Loop('test', async () => (seen.push(currentCause().correlationId), false), never);
    because(request, () => loop!.start());
    await until('it has turned', () => seen.length === 1);
    expect(seen).not.toContain(request.correlationId);
  });
});

it('has no two loops of one name', () => {
  const loops = new Loops();
  loops.add('outbox', async () => false);
  expect(() => loops.add('outbox', async () => false)).toThrow('two loops called outbox');
});
