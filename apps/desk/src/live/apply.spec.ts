import fc from 'fast-check';
import {
  agentId,
  conversationView,
  messageView,
  offerView,
  queueView,
  type ConversationView,
  type LiveFrame,
  type MessageView,
} from '#contracts';
import { foldAll, inOrder, joinThread, prependEarlier, upsert } from './apply.ts';
import { Heard } from './heard.ts';

const uuid = (number: number) => `0199c0de-0000-7000-8000-${String(number).padStart(12, '0')}`;
const lena = agentId.parse(uuid(1));
const diego = agentId.parse(uuid(2));
const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();

const aConversation = (changes: Partial<Record<keyof ConversationView, unknown>> = {}): ConversationView =>
  conversationView.parse({
    id: uuid(10),
    version: 1,
    channelId: uuid(20),
    channelName: 'Deliveries line',
    workstreamId: uuid(21),
    number: '+14252306549',
    customer: '+14255550148',
    status: 'active',
    agentId: lena,
    accepted: true,
    unread: 1,
    lastText: null,
    waitingSince: null,
    openedAt: at(0),
    statusSince: at(0),
    closedAt: null,
    previousConversationId: null,
    ...changes,
  });

const aMessage = (number: number, changes: Partial<Record<keyof MessageView, unknown>> = {}): MessageView =>
  messageView.parse({
    id: uuid(100 + number),
    conversationId: uuid(10),
    version: 1,
    direction: 'in',
    body: `text ${number}`,
    author: { kind: 'customer', agentId: null, name: null },
    at: at(number),
    position: number,
    delivery: null,
    ...changes,
  });

const said = (view: ConversationView): LiveFrame => ({
  kind: 'conversation',
  id: view.id,
  version: view.version,
  view,
});
const written = (view: MessageView): LiveFrame => ({ kind: 'message', id: view.id, version: view.version, view });
const about = { id: '', agentId: lena };

describe('what the stream says of a conversation', () => {
  it('moves it through the lists: mine while it lasts, closed today afterwards', () => {
    const frames = [
      said(aConversation()),
      said(aConversation({ version: 2, status: 'wrap-up' })),
      said(aConversation({ version: 3, status: 'closed', closedAt: at(9) })),
    ];
    expect(foldAll('mine', [], frames.slice(0, 2), about).map(({ status }) => status)).toEqual(['wrap-up']);
    expect(foldAll('mine', [], frames, about)).toEqual([]);
    expect(foldAll('closed-today', [], frames, about)).toHaveLength(1);
    expect(foldAll('ongoing', [], frames, about)).toEqual([]);
  });

  it('takes it off my list when somebody else has it', () => {
    const mine = [aConversation()];
    expect(foldAll('mine', mine, [said(aConversation({ version: 2, agentId: diego }))], about)).toEqual([]);
    expect(foldAll('ongoing', mine, [said(aConversation({ version: 2, agentId: diego }))], about)).toHaveLength(1);
  });

  it('is not believed when it is older than what is shown', () => {
    const mine = [aConversation({ version: 5, unread: 3 })];
    expect(foldAll('mine', mine, [said(aConversation({ version: 4, unread: 0 }))], about)).toBe(mine);
    expect(foldAll('mine', mine, [said(aConversation({ version: 4, agentId: diego }))], about)).toBe(mine);
  });

  it('does not touch what it is not about', () => {
    const [other] = [aConversation({ id: uuid(11) })];
    expect(
      foldAll('conversation', other!, [said(aConversation({ version: 9 }))], { id: uuid(11), agentId: lena }),
    ).toBe(other);
  });
});

describe('what the stream says of an offer', () => {
  const offer = (changes: object) =>
    offerView.parse({
      id: uuid(30),
      version: 1,
      workItemId: uuid(31),
      conversationId: uuid(10),
      agentId: lena,
      queueId: uuid(32),
      queueName: 'Deliveries',
      customer: '+14255550148',
      preview: 'Hi',
      why: 'Most free capacity',
      state: 'offered',
      waitingSince: at(0),
      offeredAt: at(1),
      expiresAt: at(50),
      slot: 'incoming',
      byAgentId: null,
      withoutConsent: false,
      note: null,
      notification: null,
      ...changes,
    });
  const frame = (changes: object): LiveFrame => {
    const view = offer(changes);
    return { kind: 'offer', id: view.id, version: view.version, view };
  };

  it('shows mine, remembers how it ended, and ignores those to others', () => {
    expect(foldAll('offers', [], [frame({})], about)).toHaveLength(1);
    const ended = foldAll('offers', [], [frame({}), frame({ version: 2, state: 'timed-out' })], about);
    expect(ended.map(({ state }) => state)).toEqual(['timed-out']);
    expect(foldAll('offers', [], [frame({ agentId: diego })], about)).toEqual([]);
  });
});

describe('a thread', () => {
  const thread = { messages: [1, 2].map((number) => aMessage(number)), earlier: 'before-1' };
  const here = { id: uuid(10), agentId: lena };

  it('stands in the order of time, then position, however texts arrive', () => {
    const late = aMessage(0);
    const same = [aMessage(3, { at: at(2), position: 7 }), aMessage(4, { at: at(2), position: 5 })];
    const { messages } = foldAll('thread', thread, [...same, late].map(written), here);
    expect(messages.map(({ body }) => body)).toEqual(['text 0', 'text 1', 'text 2', 'text 4', 'text 3']);
  });

  it('ignores the texts of other conversations', () => {
    expect(foldAll('thread', thread, [written(aMessage(3))], { ...here, id: uuid(11) })).toBe(thread);
  });

  it('moves a delivery forward, never back', () => {
    const delivery = (state: string) => ({ state, reason: null, errorCode: null, changedAt: at(3) });
    const mine = (version: number, state: string) =>
      written(aMessage(2, { version, direction: 'out', delivery: delivery(state) }));
    const { messages } = foldAll('thread', thread, [mine(3, 'delivered'), mine(2, 'sent')], here);
    expect(messages[1]!.delivery!.state).toBe('delivered');
  });

  it('joins a page that was read again to what was read before', () => {
    const page = { messages: [2, 3].map((number) => aMessage(number)), earlier: 'before-2' };
    expect(joinThread(thread, page)).toEqual({
      messages: [1, 2, 3].map((number) => aMessage(number)),
      earlier: 'before-1',
    });
  });

  it('begins anew where texts in between were missed', () => {
    const page = { messages: [8, 9].map((number) => aMessage(number)), earlier: 'before-8' };
    expect(joinThread(thread, page)).toBe(page);
    expect(joinThread(undefined, page)).toBe(page);
  });

  it('grows upwards without doubling a text', () => {
    const above = { messages: [0, 1].map((number) => aMessage(number)), earlier: null };
    expect(prependEarlier(thread, above)).toEqual({
      messages: [0, 1, 2].map((number) => aMessage(number)),
      earlier: null,
    });
  });

  it('is the same in whatever order its frames come', () => {
    const frames = [0, 1, 2, 3, 4].flatMap((number) =>
      [1, 2, 3].map((version) => written(aMessage(number, { version, body: `${number}.${version}` }))),
    );
    const empty = { messages: [], earlier: null };
    const expected = foldAll('thread', empty, frames, here);
    fc.assert(
      fc.property(fc.shuffledSubarray(frames, { minLength: frames.length }), (shuffled) => {
        expect(foldAll('thread', empty, shuffled, here)).toEqual(expected);
      }),
    );
    expect([...expected.messages].sort(inOrder)).toEqual(expected.messages);
  });
});

describe('what was heard while a list was being read', () => {
  it('is folded into the list, each thing once', () => {
    const heard = new Heard();
    expect(heard.keep(said(aConversation()))).toBe(true);
    const mark = heard.mark();
    expect(heard.keep(said(aConversation({ version: 2 })))).toBe(true);
    expect(heard.keep(said(aConversation({ version: 2 })))).toBe(false);
    expect(heard.keep(said(aConversation({ version: 1 })))).toBe(false);
    expect(heard.since(mark).map(({ version }) => version)).toEqual([2]);
  });

  it('cannot bring back what ended, because an older word is no news', () => {
    const heard = new Heard();
    heard.keep(said(aConversation({ version: 3, status: 'closed' })));
    expect(heard.keep(said(aConversation({ version: 2 })))).toBe(false);
  });

  it('forgets the oldest, not the newest', () => {
    const heard = new Heard();
    const mark = heard.mark();
    for (let version = 1; version <= 2_500; version += 1) heard.keep(said(aConversation({ version })));
    expect(heard.since(mark)).toHaveLength(2_000);
    expect(heard.since(heard.mark())).toEqual([]);
    expect(heard.since(mark).at(-1)!.version).toBe(2_500);
  });
});

describe('what the stream says of a queue', () => {
  const queue = (version: number, waiting: number) =>
    queueView.parse({
      id: uuid(40),
      version,
      isDefault: false,
      slug: 'deliveries',
      name: 'Deliveries',
      priority: 100,
      memberIds: [],
      waiting,
      offered: 0,
      longestWaitSince: null,
      inWork: 0,
      open: true,
      changesAt: null,
      alerts: [],
    });
  const frame = (version: number, waiting: number, time: number): LiveFrame => {
    const view = queue(version, waiting);
    return { kind: 'queue', id: view.id, version: time, view };
  };

  it('moves its line without a new version, but never brings back older settings', () => {
    const lines = (frames: readonly LiveFrame[]) =>
      foldAll('queues', [queue(2, 0)], frames, about).map(({ version, waiting }) => [version, waiting]);
    expect(lines([frame(2, 3, 1_000), frame(2, 4, 2_000)])).toEqual([[2, 4]]);
    expect(lines([frame(1, 9, 1_000)])).toEqual([[2, 0]]);
    expect(lines([frame(3, 1, 1_000)])).toEqual([[3, 1]]);
  });
});

describe('a list of records', () => {
  it('stays the very same when nothing is new', () => {
    const list = [{ id: 'a', version: 2 }];
    expect(upsert(list, { id: 'a', version: 2 })).toBe(list);
    expect(upsert(list, { id: 'a', version: 3 })).toEqual([{ id: 'a', version: 3 }]);
  });
});
