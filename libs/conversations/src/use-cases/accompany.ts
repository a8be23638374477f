import { type AgentId, type ConversationId, type ConversationView, messageId, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import { mustHold } from '../domain/attending.ts';
import type { Conversation } from '../domain/conversation.ts';
import { join, leave, monitor, partOf, promote, readersOf } from '../domain/handling.ts';
import { systemLine } from '../domain/message.ts';
import { settings } from '../storage/configuration-copies.ts';
import { lapsesAt } from '../domain/watching.ts';
import { conversations } from '../storage/conversations.ts';
import { messages } from '../storage/messages.ts';
import { participants } from '../storage/participants.ts';
import { planLapse } from '../timers/lapse-watching.ts';
import { keep } from './keep.ts';
import { showMessage } from './say.ts';

/** Supervisors do it where the organisation lets them (product.md 46). */
export async function mustBeOn(tx: Transaction, what: 'monitor' | 'forceClose'): Promise<void> {
  const { organisation } = await settings(tx).inForce();
  if (!organisation.supervisor[what]) throw new Refusal('turned-off', 'The organisation has turned this off.');
}

/** A supervisor reads along (product.md 18.4), or still does: who is not heard of for two minutes does not any more, who joined for 15. Refuses with `conversation-not-found`, `turned-off`, `own-conversation`, `conversation-state`. */
export async function monitorConversation(
  tx: Transaction,
  person: Person,
  id: ConversationId,
): Promise<ConversationView> {
  await mustBeOn(tx, 'monitor');
  const before = await conversations(tx).get(id);
  return watch(tx, before, person, () =>
    keep(tx, before, { conversation: monitor(before, person, tx.now), change: null }, person),
  );
}

/** A supervisor joins, and both sides are told. Refuses as `monitorConversation` does. */
export async function joinConversation(tx: Transaction, person: Person, id: ConversationId): Promise<ConversationView> {
  await mustBeOn(tx, 'monitor');
  const before = await conversations(tx).get(id);
  return watch(tx, before, person, () => speak(tx, before, join(before, person, tx.now), person));
}

/** Does this with it, and looks later whether the desk of this supervisor is still there. */
async function watch<Answer>(
  tx: Transaction,
  before: Conversation,
  { agentId }: Person,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const answer = await work();
  const who = { conversationId: before.id, agentId };
  await participants(tx).heard(who, tx.now);
  if (!partOf(before, agentId)) await planLapse(tx, who, lapsesAt({ speaks: false }, tx.now));
  return answer;
}

/** The agent takes a consulted colleague into the conversation (product.md 18.3). Refuses with `not-yours`, `not-accepted`, `consultee-not-found`, `conversation-state`. */
export async function promoteColleague(
  tx: Transaction,
  person: Person,
  { id, colleague }: { readonly id: ConversationId; readonly colleague: AgentId },
): Promise<ConversationView> {
  const before = await conversations(tx).get(id);
  mustSee(before, person);
  mustHold(before, person.agentId);
  return speak(tx, before, promote(before, colleague), person, colleague);
}

/** Who reads along or joined leaves; who is consulted writes no more to the customer. Refuses with `conversation-not-found`. */
export async function leaveConversation(
  tx: Transaction,
  person: Person,
  id: ConversationId,
): Promise<ConversationView> {
  const before = await conversations(tx).get(id);
  mustSee(before, person);
  const spoke = partOf(before, person.agentId)?.speaks;
  const conversation = leave(before, person.agentId, tx.now);
  if (spoke) await sayLeft(tx, conversation, person.name);
  return keep(tx, before, { conversation, change: null }, person);
}

/** Who wrote to the customer, too, does so no more. */
export const sayLeft = (tx: Transaction, conversation: Conversation, name: string): Promise<void> =>
  sayInThread(tx, conversation, `${name} has left the conversation.`);

async function speak(
  tx: Transaction,
  before: Conversation,
  conversation: Conversation,
  person: Person,
  agentId: AgentId = person.agentId,
) {
  if (conversation !== before)
    await sayInThread(tx, conversation, `${partOf(conversation, agentId)!.name} has joined the conversation.`);
  return keep(tx, before, { conversation, change: null }, person);
}

async function sayInThread(tx: Transaction, conversation: Conversation, body: string): Promise<void> {
  const line = systemLine({
    id: messageId.parse(tx.newId()),
    conversationId: conversation.id,
    body,
    receivedAt: tx.now,
    position: conversation.version,
  });
  await messages(tx).add(line);
  showMessage(tx, line, readersOf(conversation));
}
