import fc from 'fast-check';
import { type OtherWindows, Outbox, type Shelf, type Unsent } from './outbox.ts';
import { Refused, Unanswered } from './refused.ts';
import { Sender, waitAfter } from './sender.ts';

function aShelf(): Shelf & { readonly texts: Map<string, Unsent> } {
  const texts = new Map<string, Unsent>();
  return {
    texts,
    all: async () => [...texts.values()],
    put: async (text) => void texts.set(text.id, text),
    remove: async (id) => void texts.delete(id),
  };
}

const text = (id: string, conversationId = 'amara'): Unsent => ({
  id,
  conversationId,
  body: `words of ${id}`,
  at: '2026-11-23T10:00:00.000Z',
  by: 'lena',
  refused: null,
});

const no = new Refused(409, {
  type: 'about:blank',
  title: 'Conflict',
  status: 409,
  detail: 'This conversation is closed.',
  code: 'conversation-state',
  correlationId: '7f3a',
});

/** A server that fails as told, one entry an attempt, and then works. */
function aDesk(failures: readonly (Error | null)[] = [], shelf = aShelf(), others?: OtherWindows) {
  const arrived: string[] = [];
  const left = [...failures];
  const outbox = new Outbox(shelf, others);
  const write = async ({ id }: Unsent) => {
    const failure = left.shift();
    if (failure) throw failure;
    arrived.push(id);
  };
  const held: (() => void)[] = [];
  const hold = () => new Promise<void>((resolve) => held.push(resolve));
  const release = async () => {
    held.splice(0).forEach((resolve) => resolve());
    await Promise.resolve();
  };
  return {
    shelf,
    outbox,
    arrived,
    release,
    held,
    sender: new Sender(outbox, { write, pause: async () => undefined, hold }),
  };
}

describe('sending a text', () => {
  it('keeps it before the first attempt and forgets it once it arrived', async () => {
    const { shelf, outbox, arrived, sender } = aDesk();
    const sent = sender.send(text('1'));
    expect(outbox.of('amara')).toEqual([text('1')]);
    await sent;
    expect(arrived).toEqual(['1']);
    expect(outbox.of('amara')).toEqual([]);
    expect(shelf.texts.size).toBe(0);
  });

  it('goes on with the same id until somebody answers', async () => {
    const away = new Unanswered(null);
    const { arrived, sender } = aDesk([away, away, away]);
    await sender.send(text('1'));
    expect(arrived).toEqual(['1']);
  });

  it('does not repeat a refused text, and keeps it with its reason', async () => {
    const { outbox, arrived, sender } = aDesk([no]);
    await sender.send(text('1'));
    await sender.send(text('2'));
    expect(arrived).toEqual(['2']);
    expect(outbox.of('amara')).toEqual([
      { ...text('1'), refused: { code: 'conversation-state', sentence: 'This conversation is closed.' } },
    ]);
    expect(outbox.waiting()).toBe(0);
  });

  it('sends after a reload what was not confirmed before it, in order, but not what was refused', async () => {
    const shelf = aShelf();
    shelf.texts.set('3', text('3'));
    shelf.texts.set('1', text('1'));
    shelf.texts.set('2', { ...text('2'), refused: { code: 'x', sentence: 'no' } });
    const { arrived, outbox, sender } = aDesk([], shelf);
    await sender.resume('lena');
    await sender.send(text('4'));
    expect(arrived).toEqual(['1', '3', '4']);
    expect(outbox.of('amara').map(({ id }) => id)).toEqual(['2']);
  });

  it('never sends what somebody else wrote in this browser', async () => {
    const shelf = aShelf();
    shelf.texts.set('1', text('1'));
    const { arrived, outbox, sender } = aDesk([], shelf);
    await sender.resume('diego');
    expect(outbox.of('amara')).toEqual([]);
    expect(arrived).toEqual([]);
  });

  it('still sends where the browser keeps nothing', async () => {
    const forbidden = { ...aShelf(), put: () => Promise.reject(new Error('forbidden')) };
    const { arrived, sender } = aDesk([], { ...forbidden, texts: new Map() });
    await sender.send(text('1'));
    expect(arrived).toEqual(['1']);
  });

  it('keeps the order of each conversation and loses none, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('amara', 'jonas'), { maxLength: 12 }),
        fc.array(fc.constantFrom(null, new Unanswered(null)), { maxLength: 20 }),
        async (conversations, failures) => {
          const { arrived, sender } = aDesk(failures);
          const texts = conversations.map((conversation, at) => text(String(at).padStart(3, '0'), conversation));
          await Promise.all(texts.map((one) => sender.send(one)));
          for (const name of ['amara', 'jonas']) {
            const ids = texts.filter(({ conversationId }) => conversationId === name).map(({ id }) => id);
            expect(arrived.filter((id) => ids.includes(id))).toEqual(ids);
          }
        },
      ),
    );
  });

  it('waits longer each time, but never longer than fifteen seconds', () => {
    expect([0, 1, 2, 3, 4, 20].map(waitAfter)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });
});

describe('a text that can be taken back for a moment', () => {
  const until = '2026-11-23T10:00:05.000Z';
  const heldText = (id: string) => ({ ...text(id), heldUntil: until });
  const aMoment = () => new Promise((resolve) => setImmediate(resolve));

  it('is kept at once, and goes out when the moment is over', async () => {
    const { shelf, outbox, arrived, release, sender } = aDesk();
    const sent = sender.send(heldText('1'));
    await aMoment();
    expect([arrived, outbox.waiting(), [...shelf.texts.keys()]]).toEqual([[], 1, ['1']]);
    await release();
    await sent;
    expect([arrived, outbox.waiting(), shelf.texts.size]).toEqual([['1'], 0, 0]);
  });

  it('does not go out once it was taken back, and those behind it do', async () => {
    const { outbox, arrived, release, sender } = aDesk();
    const first = sender.send(heldText('1'));
    const second = sender.send(text('2'));
    await aMoment();
    await outbox.forget(heldText('1'));
    await release();
    await Promise.all([first, second]);
    expect(arrived).toEqual(['2']);
  });

  it('can no longer be taken back while it is on its way', async () => {
    const { outbox, release, sender, arrived } = aDesk([new Unanswered(null)]);
    const seen: (string | undefined)[] = [];
    outbox.watch(() => seen.push(outbox.of('amara')[0]?.heldUntil));
    const sent = sender.send(heldText('1'));
    await aMoment();
    await release();
    await sent;
    expect(seen).toEqual([until, undefined, undefined]);
    expect(arrived).toEqual(['1']);
  });

  it('is held again after a reload, no longer than it was to be', async () => {
    const shelf = aShelf();
    shelf.texts.set('1', heldText('1'));
    const { held, arrived, release, sender } = aDesk([], shelf);
    await sender.resume('lena');
    await aMoment();
    expect([held.length, arrived]).toEqual([1, []]);
    await release();
    await sender.settled('amara');
    expect(arrived).toEqual(['1']);
  });
});

/** What windows of one browser tell each other. */
function windows(): () => OtherWindows {
  const hearing: Parameters<OtherWindows['hear']>[0][] = [];
  return () => {
    let mine: (typeof hearing)[number];
    return {
      hear: (heard) => hearing.push((mine = heard)),
      tell: (gone) => hearing.filter((heard) => heard !== mine).forEach((heard) => heard(gone)),
    };
  };
}

describe('two windows of one person', () => {
  const held = { ...text('1'), heldUntil: '2026-11-23T10:00:05.000Z' };

  it.each(['first', 'second'] as const)('send nothing that was taken back in the %s of them', async (where) => {
    const join = windows();
    const shelf = aShelf();
    const first = aDesk([], shelf, join());
    void first.sender.send(held);
    await new Promise(setImmediate);
    const second = aDesk([], shelf, join());
    await second.sender.resume('lena');
    await new Promise(setImmediate);
    expect([first.held.length, second.held.length]).toEqual([1, 1]);
    await { first, second }[where].outbox.forget(held);
    expect([first.outbox.of('amara'), second.outbox.of('amara')]).toEqual([[], []]);
    await Promise.all([first.release(), second.release()]);
    await Promise.all([first.sender.settled('amara'), second.sender.settled('amara')]);
    expect([...first.arrived, ...second.arrived, ...shelf.texts.keys()]).toEqual([]);
  });

  it('send nothing that was taken back while the second one was being opened', async () => {
    const join = windows();
    const shelf = aShelf();
    const first = aDesk([], shelf, join());
    void first.sender.send(held);
    await new Promise(setImmediate);
    const read = await shelf.all();
    const second = aDesk([], { ...shelf, all: async () => read }, join());
    const opening = second.outbox.open('lena');
    await first.outbox.forget(held);
    expect(await opening).toEqual([]);
    expect(second.outbox.of('amara')).toEqual([]);
  });
});
