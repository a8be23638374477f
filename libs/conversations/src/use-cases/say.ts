import {
  type AgentId,
  type CardView,
  conversationAttended,
  conversationBegun,
  conversationChanged,
  conversationReady,
  type DataOf,
  type PrivateMessageView,
  textWritten,
  type TranslationView,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { countryOf } from '#phone';
import { type ConversationContext, knownContextOf } from '../domain/context.ts';
import { type Change, type Conversation, needsSomebody } from '../domain/conversation.ts';
import { isUnseen, present, readersOf } from '../domain/handling.ts';
import { type Message, previewOf } from '../domain/message.ts';
import { contextViewOf, conversationViewOf, messageViewOf } from '../queries/views.ts';
import type { Changed } from '../storage/conversations.ts';
import type { Channel } from '../storage/copies.table.ts';

/** The others hear that a conversation changed its state, or who has it. */
export function sayChange(tx: Transaction, { id: conversationId }: Conversation, change: Change | null): void {
  if (!change) return;
  const stillNeedsSomebody = needsSomebody(change.from) && needsSomebody(change.status);
  const fact = stillNeedsSomebody ? conversationAttended : conversationChanged;
  tx.publish(fact, { conversationId, ...change, changedAt: tx.now.toISOString() });
}

/** Whether its bot failed, and nobody has taken it since. */
const botFailed = ({ agentId, previousAgentId }: Conversation, { handOff }: ConversationContext): boolean =>
  handOff?.because === 'failed' && agentId === null && previousAgentId === null;

/** Routing hears that a conversation needs somebody, with all that is known of it (`makeReady`); `text` is what rules and agents read of it. */
export function sayReady(
  tx: Transaction,
  conversation: Conversation,
  channel: Channel,
  context: ConversationContext,
  text = conversation.lastText,
): void {
  const fact = routableOf(conversation, channel, context, text);
  if (fact) tx.publish(conversationReady, fact);
}

/** Routing hears that an agent wrote first, so that the conversation can be taken back or given out before its customer writes (product.md 17.2 T10, T18). */
export function sayBegun(
  tx: Transaction,
  conversation: Conversation,
  channel: Channel,
  context: ConversationContext,
): void {
  const fact = routableOf(conversation, channel, context, conversation.lastText);
  if (fact) tx.publish(conversationBegun, { ...fact, previousAgentId: conversation.agentId });
}

/** What routing needs to know of a conversation; null: it has no workstream. */
export function routableOf(
  conversation: Conversation,
  channel: Channel,
  context: ConversationContext,
  text: string,
): DataOf<typeof conversationReady> | null {
  if (!conversation.workstreamId) return null;
  const { id: conversationId, version, channelId, workstreamId, customer, previousAgentId } = conversation;
  return {
    conversationId,
    version,
    workstreamId,
    channelId,
    provider: channel.provider,
    customer,
    country: countryOf(customer),
    locale: context.language,
    previousAgentId,
    startedBy: context.startedBy,
    preview: previewOf(text),
    openedAt: conversation.openedAt.toISOString(),
    lastInteractionAt: conversation.lastCustomerTextAt.toISOString(),
    supportNumber: channel.number,
    ...(!context.readyHeld && { known: knownContextOf(context) }),
    ...(context.wanted && { wanted: context.wanted }),
    ...(context.foundSkills && { skillFinders: [...context.foundSkills] }),
    ...(botFailed(conversation, context) && { botFailed: true }),
  };
}

/** The gateway hears that a text has to leave. */
export function sayWritten(
  tx: Transaction,
  { id, body, mediaIds, receivedAt }: Message,
  to: Pick<Conversation, 'id' | 'channelId' | 'customer'>,
  channel: Channel,
  {
    author = 'agent',
    priority = 10,
    validUntil = null,
  }: { author?: DataOf<typeof textWritten>['author']; priority?: number; validUntil?: Date | null } = {},
): void {
  tx.publish(textWritten, {
    messageId: id,
    conversationId: to.id,
    channelId: to.channelId,
    provider: channel.provider,
    to: to.customer,
    body,
    mediaIds: [...mediaIds],
    author,
    priority,
    validUntil: validUntil?.toISOString() ?? null,
    writtenAt: receivedAt.toISOString(),
  });
}

const audience = (...agents: (AgentId | null | undefined)[]) => ({
  agents: [...new Set(agents)].filter((agent) => agent != null),
  supervisors: true,
});

/** The desks of its agent, of those who take part, of supervisors, and of the agent who just lost it see a conversation as it is now; of who reads along unseen only supervisors do. */
export function showConversation(
  tx: Transaction,
  { before, conversation }: Changed,
  channel: Channel | undefined,
): void {
  if (!channel || before?.version === conversation.version) return;
  const { id, version, agentId } = conversation;
  const takePart = [...present(conversation), ...present(before ?? { companions: [] })];
  const [unseen, seen] = [takePart.filter(isUnseen), takePart.filter((one) => !isUnseen(one))].map((some) =>
    some.map((one) => one.agentId),
  );
  const frame = { kind: 'conversation', id, version } as const;
  const seers = [agentId, before?.agentId, ...seen!];
  // who is both is shown the whole: of two frames of one version the first counts
  if (unseen!.length > 0)
    tx.show(audience(...unseen!), { ...frame, view: conversationViewOf(conversation, channel, () => true) });
  tx.show(
    { ...audience(...seers), supervisors: unseen!.length === 0 },
    { ...frame, view: conversationViewOf(conversation, channel) },
  );
}

/** The desks of its readers and of supervisors see a text as it is now. */
export function showMessage(tx: Transaction, message: Message, readers: readonly AgentId[]): void {
  const view = messageViewOf(message);
  tx.show(audience(...readers), { kind: 'message', id: view.id, version: view.version, view });
}

/** Those who take part see what was said among them; the customer has no desk. */
export function showPrivateMessage(tx: Transaction, conversation: Conversation, view: PrivateMessageView): void {
  tx.show(audience(...readersOf(conversation)), {
    kind: 'private-message',
    id: view.id,
    version: view.version,
    view,
  });
}

/** The desks of its agent and of supervisors see what is known of a conversation now. */
export function showContext(tx: Transaction, conversation: Conversation, context: ConversationContext): void {
  const view = contextViewOf(context, conversation);
  tx.show(audience(conversation.agentId), { kind: 'context', id: conversation.id, version: view.version, view });
}

/** The desk of its agent sees a card of a smart assist, or what became of it. */
export function showCard(tx: Transaction, conversation: Conversation, view: CardView): void {
  tx.show(audience(conversation.agentId), { kind: 'card', id: view.id, version: view.version, view });
}

/** The same readers as a text's see what it says in their language. */
export function showTranslation(tx: Transaction, readers: readonly AgentId[], view: TranslationView): void {
  tx.show(audience(...readers), { kind: 'translation', id: view.messageId, version: view.version, view });
}
