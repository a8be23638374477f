import {
  type AgentId,
  type AutomatedTrigger,
  type ConversationId,
  lastLocale,
  type Locale,
  locale as knownLocale,
  messageId,
  type OrganisationSettings,
  type QueueId,
} from '#contracts';
import { atOnce, type Transaction } from '#event-bus';
import { automatedMessageInForce, fill, type NamedAgent, namesOfAgent } from '#sms-text';
import type { Conversation } from '../domain/conversation.ts';
import { readersOf } from '../domain/handling.ts';
import { type Message, systemLine } from '../domain/message.ts';
import { automatedMessagesFor } from '../storage/automated-messages.ts';
import { settings } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { channelsOf } from '../storage/copies.ts';
import { messages } from '../storage/messages.ts';
import { people } from '../storage/people.ts';
import type { KnownAgent } from '../storage/people.table.ts';
import { pendingTexts } from '../storage/pending-texts.ts';
import { sessions } from '../storage/sessions.ts';
import { sendPending } from '../timers/send-pending-texts.ts';
import { showMessage } from './say.ts';

/** A trigger of product.md 21.2 fired in a conversation: whom its text names. */
export interface Fired {
  readonly conversation: Conversation;
  readonly trigger: AutomatedTrigger;
  readonly agentId: AgentId | null;
  readonly queueId?: QueueId | null | undefined;
}

/** In its reader's words. */
interface Said extends Fired {
  readonly receiver: 'customer' | 'agent';
  readonly body: string;
}

/** How long a text waits for others to leave with. */
const togetherMs = 2_000;

/**
 * Writes what is turned on: texts to customers leave in two seconds, together with what else fires until then; lines for agents stand in the
 * thread at once. What is turned off costs one look, for however many. Never to somebody who opted out.
 */
export async function writeAutomated(tx: Transaction, fired: readonly Fired[]): Promise<void> {
  const written = await automatedWords(tx, fired);
  await plan(
    tx,
    written.filter(({ receiver, body, conversation }) => receiver === 'customer' && body && !conversation.optedOutAt),
  );
  await sayToAgents(
    tx,
    written.filter(({ receiver, body }) => receiver === 'agent' && body),
  );
}

/** What is turned on, in the words that its reader gets; what is turned off costs one look, for however many. */
export async function automatedWords(
  { manager }: Pick<Transaction, 'manager'>,
  fired: readonly Fired[],
): Promise<readonly Said[]> {
  if (fired.length === 0) return [];
  const channelIds = [...new Set(fired.map(({ conversation }) => conversation.channelId))];
  const [channels, stored, agents] = await atOnce(
    channelsOf(manager, channelIds),
    automatedMessagesFor(
      manager,
      fired.map(({ trigger }) => trigger),
      channelIds,
    ),
    people({ manager }).agents(fired.flatMap(({ agentId, conversation }) => ids(agentId, conversation.agentId))),
  );
  const active = fired.flatMap((one) => {
    const channel = channels.get(one.conversation.channelId);
    if (!channel) return [];
    const { agentId } = one.conversation;
    const inForce = (language: Locale) => automatedMessageInForce(stored, one.trigger, channel.channelId, language);
    const forCustomer = inForce(channel.language);
    const message =
      forCustomer.receiver === 'agent'
        ? inForce(localeOf(agentId && agents.get(agentId), channel.language))
        : forCustomer;
    return message.active ? [{ ...one, message }] : [];
  });
  if (active.length === 0) return [];
  const { organisation } = await settings({ manager }).inForce();
  const known = await contexts({ manager }).of(active.map(({ conversation }) => conversation.id));
  const named = await withQueues({ manager }, active);
  const queues = await people({ manager }).queues(named.flatMap(({ queueId }) => ids(queueId)));
  return named.map(({ message, agentId, queueId, ...one }) => {
    const agent = agentId ? (agents.get(agentId) ?? companionOf(one.conversation, agentId)) : undefined;
    const queue = queueId ? queues.get(queueId) : undefined;
    const slugs = { AgentName: nameOf(agent, organisation), QueueName: queue?.name ?? '' };
    return {
      ...one,
      agentId,
      receiver: message.receiver,
      body: tidy(fill(message.text, { named: slugs, context: known.get(one.conversation.id)?.variables ?? {} }).text),
    };
  });
}

/** These with the queues that brought them to their agents, where a text names its queue and what happened does not. */
async function withQueues<Active extends Fired & { readonly message: { readonly text: string } }>(
  tx: Pick<Transaction, 'manager'>,
  active: readonly Active[],
): Promise<readonly Active[]> {
  const asking = active.filter(({ queueId, message }) => !queueId && message.text.includes('{QueueName}'));
  if (asking.length === 0) return active;
  const handled = await sessions(tx).latestOf(asking.map(({ conversation }) => conversation.id));
  return active.map((one) => ({ ...one, queueId: one.queueId ?? handled.get(one.conversation.id)?.queueId }));
}

const ids = <Id>(...some: (Id | null | undefined)[]): Id[] => some.filter((id) => id != null);

const localeOf = (agent: KnownAgent | null | undefined, otherwise: Locale): Locale =>
  knownLocale.safeParse(agent?.locale ?? otherwise).data ?? lastLocale;

/** A supervisor who joins may be no agent: routing tells nothing of them, but who takes part has a name. */
const companionOf = ({ companions }: Conversation, id: AgentId): NamedAgent | undefined =>
  companions.find(({ agentId }) => agentId === id);

/** What customers are told of an agent's name: the part that the organisation says; where there is none of it, the full name (product.md 27). */
export const nameOf = (agent: NamedAgent | undefined, { agent: { displayName } }: OrganisationSettings): string =>
  agent ? namesOfAgent(agent)[displayName] || agent.name : '';

/** A name that is not known leaves no gap. */
const tidy = (text: string): string => text.replaceAll(/ {2,}/g, ' ').trim();

interface Written {
  readonly conversation: Conversation;
  readonly trigger: AutomatedTrigger | 'survey' | 'wait-message';
  readonly agentId?: AgentId | null;
  readonly body: string;
}

/** These leave in a moment. */
export async function plan(tx: Transaction, written: readonly Written[]): Promise<void> {
  if (written.length === 0) return;
  const first = await pendingTexts(tx).add(
    written.map(({ conversation, trigger, agentId = null, body }) => ({
      conversationId: conversation.id,
      trigger,
      agentId,
      body,
    })),
  );
  const dueAt = new Date(tx.now.getTime() + togetherMs);
  await tx.scheduleAll(
    sendPending,
    first.map((subject: ConversationId) => ({ subject, dueAt, data: {} })),
  );
}

async function sayToAgents(tx: Transaction, written: readonly Written[]): Promise<void> {
  const lines: (readonly [Message, readonly AgentId[]])[] = written.map(({ conversation, body }, n) => [
    systemLine({
      id: messageId.parse(tx.newId()),
      conversationId: conversation.id,
      body,
      receivedAt: tx.now,
      position: conversation.version + n,
    }),
    readersOf(conversation),
  ]);
  if (lines.length === 0) return;
  await messages(tx).add(...lines.map(([line]) => line));
  for (const [line, readers] of lines) showMessage(tx, line, readers);
}
