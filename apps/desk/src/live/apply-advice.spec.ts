import type {
  AskedColleagueView,
  CardView,
  ConversationView,
  LiveFrame,
  MyWorkView,
  PrivateMessageView,
} from '#contracts';
import { folds } from './apply.ts';

const about = { id: 'here', agentId: 'lena' };
const frame = (kind: string, view: object): LiveFrame =>
  ({ kind, id: (view as { id: string }).id, version: (view as { version: number }).version, view }) as LiveFrame;

const card = (id: string, change: Partial<CardView> = {}): CardView =>
  ({
    id,
    conversationId: 'here',
    version: 1,
    state: 'shown',
    createdAt: '2026-11-23T10:00:00.000Z',
    ...change,
  }) as CardView;

describe('suggestions', () => {
  const list = [card('first')];
  it('come on top, and go when they are waved away, here or on another desk', () => {
    const later = card('second', { createdAt: '2026-11-23T10:01:00.000Z' });
    const both = folds.cards(list, frame('card', later), about);
    expect(both.map(({ id }) => id)).toEqual(['second', 'first']);
    const away = folds.cards(both, frame('card', { ...later, version: 2, state: 'dismissed' }), about);
    expect(away.map(({ id }) => id)).toEqual(['first']);
  });

  it('of one moment stand in the order that the list has them in, whichever came first', () => {
    const frames = [card('card-1'), card('card-2')].map((one) => frame('card', one));
    for (const heard of [frames, frames.toReversed()]) {
      const all = heard.reduce((cards, one) => folds.cards(cards, one, about), [] as readonly CardView[]);
      expect(all.map(({ id }) => id)).toEqual(['card-2', 'card-1']);
    }
  });

  it('are not those of another conversation', () => {
    expect(folds.cards(list, frame('card', card('other', { conversationId: 'there' as never })), about)).toBe(list);
  });
});

describe('what a colleague answers', () => {
  const asked = (change: object) =>
    ({ id: 'asked', version: 1, conversationId: 'here', state: 'offered', ...change }) as unknown as AskedColleagueView;
  const work = { asked: [asked({})] } as unknown as MyWorkView;

  it('takes the place of the question, and never of a later answer', () => {
    const answered = folds['my-work'](work, frame('asked-colleague', asked({ version: 3, state: 'rejected' })), about);
    expect(answered.asked).toMatchObject([{ state: 'rejected' }]);
    expect(folds['my-work'](answered, frame('asked-colleague', asked({ version: 2 })), about)).toBe(answered);
  });

  it('can be asked for once routing has heard that the work is theirs', () => {
    const none = { workItemId: null, conversationId: 'here', part: 'none', asked: [] } as unknown as MyWorkView;
    const mine = { ...none, workItemId: 'work', part: 'primary' } as unknown as MyWorkView;
    const told = { kind: 'my-work', id: 'work', version: 4, view: mine } as unknown as LiveFrame;
    expect(folds['my-work'](none, told, about)).toBe(mine);
    const since = { ...mine, asked: [asked({})] };
    expect(folds['my-work'](since, told, about)).toBe(since);
    expect(folds['my-work'](none, told, { ...about, id: 'there' })).toBe(none);
  });

  it('is heard for every conversation, but drawn in its own', () => {
    const elsewhere = frame('asked-colleague', asked({ conversationId: 'there', version: 2 }));
    expect(folds['my-work'](work, elsewhere, about)).toBe(work);
    expect(folds.answers([], elsewhere, about)).toHaveLength(1);
  });
});

describe('what is said privately', () => {
  const said = (id: string, at: string, conversationId = 'here') =>
    ({ id, version: 1, conversationId, at }) as unknown as PrivateMessageView;

  it('stands in the order in which it was said, in its own conversation', () => {
    const list = [said('two', '2026-11-23T10:02:00.000Z')];
    const both = folds.private(list, frame('private-message', said('one', '2026-11-23T10:01:00.000Z')), about);
    expect(both.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(folds.private(list, frame('private-message', said('x', '2026-11-23T10:01:00.000Z', 'there')), about)).toBe(
      list,
    );
  });
});

describe('a conversation that I give advice in', () => {
  const conversation = (version: number, companions: object[]) =>
    ({ id: 'here', version, status: 'active', agentId: 'diego', companions }) as unknown as ConversationView;

  it('is among mine while I do, and no longer', () => {
    const advised = folds.accompanied([], frame('conversation', conversation(2, [{ agentId: 'lena' }])), about);
    expect(advised).toHaveLength(1);
    expect(folds.accompanied(advised, frame('conversation', conversation(3, [])), about)).toEqual([]);
  });
});
