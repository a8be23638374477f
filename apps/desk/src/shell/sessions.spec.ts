import { conversationView, type ConversationView } from '#contracts';
import { byWaiting, fitTabs, neighbour, sessionsOf } from './sessions.ts';

const uuid = (number: number) => `0199c0de-0000-7000-8000-${String(number).padStart(12, '0')}`;
const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();
const session = (number: number, changes: object = {}): ConversationView =>
  conversationView.parse({
    id: uuid(number),
    version: 1,
    channelId: uuid(900),
    channelName: 'Deliveries line',
    workstreamId: uuid(901),
    number: '+14252306549',
    customer: '+14255550148',
    status: 'active',
    agentId: uuid(902),
    accepted: true,
    unread: 0,
    lastText: null,
    waitingSince: null,
    openedAt: at(number),
    statusSince: at(number),
    closedAt: null,
    previousConversationId: null,
    ...changes,
  });
const ids = (list: readonly ConversationView[]) => list.map(({ id }) => Number(id.slice(-12)));

describe('the tabs of sessions', () => {
  it('are what I took and have not closed, in the order it began', () => {
    const mine = [
      session(3),
      session(1, { status: 'wrap-up' }),
      session(2, { accepted: false }),
      session(4, { status: 'waiting' }),
    ];
    expect(ids(sessionsOf(mine))).toEqual([1, 3]);
  });

  it('keep the open one in sight when there is no room for all', () => {
    const all = [1, 2, 3, 4, 5].map((number) => session(number, { waitingSince: at(50 - number) }));
    const { shown, rest } = fitTabs(all, uuid(5), 3);
    expect(ids(shown)).toEqual([1, 2, 5]);
    expect(ids(rest)).toEqual([4, 3]);
    expect(fitTabs(all, null, 9).rest).toEqual([]);
    expect(ids(fitTabs(all, uuid(4), 0).shown)).toEqual([4]);
  });
});

describe('going from session to session', () => {
  const all = [session(1), session(2, { unread: 2 }), session(3)];

  it('goes around the end in both directions', () => {
    expect(neighbour(all, uuid(3), 1)!.id).toBe(uuid(1));
    expect(neighbour(all, uuid(1), -1)!.id).toBe(uuid(3));
  });

  it('begins at an end when none is open', () => {
    expect(neighbour(all, null, 1)!.id).toBe(uuid(1));
    expect(neighbour(all, null, -1)!.id).toBe(uuid(3));
  });

  it('finds the next unread one, and nothing when there is none', () => {
    const isUnread = ({ unread }: ConversationView) => unread > 0;
    expect(neighbour(all, uuid(3), 1, isUnread)!.id).toBe(uuid(2));
    expect(neighbour(all, uuid(2), 1, isUnread)).toBeNull();
    expect(neighbour([], null, 1)).toBeNull();
    expect(neighbour([session(1)], uuid(1), 1)).toBeNull();
  });
});

describe('the order of the list', () => {
  it('puts who waits longest first and then the latest words', () => {
    const list = [
      session(1, { lastText: { body: 'a', direction: 'out', at: at(5) } }),
      session(2, { waitingSince: at(30) }),
      session(3, { waitingSince: at(20) }),
      session(4, { lastText: { body: 'b', direction: 'out', at: at(9) } }),
    ];
    expect(ids(list.sort(byWaiting))).toEqual([3, 2, 4, 1]);
  });
});
