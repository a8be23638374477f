import type { ConversationView, LiveFrame, MessageView, QueueView } from '#contracts';
import type { About, Family, Fold, LiveStates, Thread } from './states.ts';

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** Puts a record in its place; an older one never replaces a newer one. Nothing new gives back the very same list. */
export function upsert<Item extends Versioned>(list: readonly Item[], item: Item): readonly Item[] {
  const at = list.findIndex(({ id }) => id === item.id);
  if (at < 0) return [...list, item];
  return list[at]!.version < item.version ? list.with(at, item) : list;
}

const without = <Item extends Versioned>(list: readonly Item[], { id, version }: Versioned): readonly Item[] => {
  const isOlder = (item: Item) => item.id === id && item.version <= version;
  return list.some(isOlder) ? list.filter((item) => !isOlder(item)) : list;
};

const keep = <Item extends Versioned>(list: readonly Item[], item: Item, belongs: boolean): readonly Item[] =>
  belongs ? upsert(list, item) : without(list, item);

/** The order of a thread: time, then the position the gateway gave. */
export const inOrder = (one: MessageView, other: MessageView): number =>
  Date.parse(one.at) - Date.parse(other.at) || one.position - other.position;

/** A queue's line moves without a new version of its settings: of the same version the later word counts. */
export const withQueue = (list: readonly QueueView[], queue: QueueView): readonly QueueView[] =>
  list.some(({ id, version }) => id === queue.id && version > queue.version)
    ? list
    : [...list.filter(({ id }) => id !== queue.id), queue];

const conversationList =
  (belongs: (conversation: ConversationView, about: About) => boolean): Fold<readonly ConversationView[]> =>
  (list, frame, about) =>
    frame.kind === 'conversation' ? keep(list, frame.view, belongs(frame.view, about)) : list;

function message(thread: Thread, frame: LiveFrame, { id }: About): Thread {
  if (frame.kind !== 'message' || frame.view.conversationId !== id) return thread;
  const messages = upsert(thread.messages, frame.view);
  return messages === thread.messages ? thread : { ...thread, messages: [...messages].sort(inOrder) };
}

/** Somebody takes part in it without having it: who gives advice, or reads along. */
const takesPart = ({ status, companions = [] }: ConversationView, { agentId: viewer }: About): boolean =>
  status !== 'closed' && companions.some(({ agentId }) => agentId === viewer);

/** Events write the cache; nothing else hears them. One line for each thing that is kept up to date. */
export const folds: { readonly [Name in Family]: Fold<LiveStates[Name]> } = {
  me: (me, frame) => (frame.kind === 'agent' && frame.id === me.id && frame.version > me.version ? frame.view : me),
  offers: (list, frame, { agentId }) =>
    frame.kind === 'offer' && frame.view.agentId === agentId ? upsert(list, frame.view) : list,
  mine: conversationList(({ status, agentId }, about) => status !== 'closed' && agentId === about.agentId),
  'closed-today': conversationList(({ status, agentId }, about) => status === 'closed' && agentId === about.agentId),
  ongoing: conversationList(({ status }) => status !== 'closed'),
  conversation: (conversation, frame, { id }) =>
    frame.kind === 'conversation' && frame.id === id && frame.version > conversation.version
      ? frame.view
      : conversation,
  context: (context, frame, { id }) =>
    frame.kind === 'context' && frame.view.conversationId === id && frame.version > (context?.version ?? 0)
      ? frame.view
      : context,
  thread: message,
  agents: (list, frame) => (frame.kind === 'agent' ? upsert(list, frame.view) : list),
  queues: (list, frame) => (frame.kind === 'queue' ? withQueue(list, frame.view) : list),
  'work-items': (list, frame) =>
    frame.kind === 'work-item' ? keep(list, frame.view, frame.view.status !== 'done') : list,
  cards: (list, frame, { id }) => {
    if (frame.kind !== 'card' || frame.view.conversationId !== id) return list;
    const kept = keep(list, frame.view, frame.view.state !== 'dismissed');
    return kept === list
      ? list
      : [...kept].sort(
          (one, other) =>
            // an assist says several at once: these stand as the list has them after a reload
            Date.parse(other.createdAt) - Date.parse(one.createdAt) || (one.id < other.id ? 1 : -1),
        );
  },
  translations: (known, frame, { id }) => {
    if (frame.kind !== 'translation' || frame.view.conversationId !== id) return known;
    const other = known.items.find(({ messageId }) => messageId === frame.id);
    if (other && other.version >= frame.version) return known;
    return { ...known, items: [...known.items.filter((one) => one !== other), frame.view] };
  },
  accompanied: conversationList(takesPart),
  'my-work': (work, frame, { id }) => {
    if (frame.kind === 'my-work')
      return frame.view.conversationId === id && frame.id !== work.workItemId ? frame.view : work;
    if (frame.kind !== 'asked-colleague' || frame.view.conversationId !== id) return work;
    const asked = upsert(work.asked, frame.view);
    return asked === work.asked ? work : { ...work, asked: [...asked] };
  },
  answers: (list, frame) => (frame.kind === 'asked-colleague' ? upsert(list, frame.view) : list),
  private: (list, frame, { id }) =>
    frame.kind === 'private-message' && frame.view.conversationId === id
      ? [...upsert(list, frame.view)].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
      : list,
  'open-lines': (lines, frame) =>
    frame.kind === 'open-line' ? [...lines.filter(({ queueId }) => queueId !== frame.id), frame.view] : lines,
};

/** Everything that was heard, folded in one after the other. */
export const foldAll = <Name extends Family>(
  family: Name,
  state: LiveStates[Name],
  frames: readonly LiveFrame[],
  about: About,
): LiveStates[Name] => {
  const fold: Fold<LiveStates[Name]> = folds[family];
  return frames.reduce((sofar, frame) => fold(sofar, frame, about), state);
};

/** A thread read again joins what was read before; where texts between them are missing, it begins anew. */
export function joinThread(before: Thread | undefined, page: Thread): Thread {
  const oldest = page.messages[0];
  if (!before || !oldest || page.earlier === null) return page;
  if (!before.messages.some(({ id }) => id === oldest.id)) return page;
  const messages = page.messages.reduce<readonly MessageView[]>(upsert, before.messages);
  return { messages: [...messages].sort(inOrder), earlier: before.earlier };
}

/** Texts from further up, put before those that are there. */
export const prependEarlier = (thread: Thread, page: Thread): Thread => ({
  messages: [...page.messages.reduce<readonly MessageView[]>(upsert, thread.messages)].sort(inOrder),
  earlier: page.earlier,
});
