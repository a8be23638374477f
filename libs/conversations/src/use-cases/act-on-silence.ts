import { type AgentId, type ConversationId, type Locale, messageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { lastOf } from '../domain/receiving.ts';
import { readersOf } from '../domain/handling.ts';
import { agentText, authorOf, automatedText, type Message, systemLine } from '../domain/message.ts';
import { actionOf, nextRule, type Silence, type TimeOutRule, wordsOf } from '../domain/time-out.ts';
import { conversations } from '../storage/conversations.ts';
import type { Channel } from '../storage/copies.table.ts';
import { channelsOf } from '../storage/copies.ts';
import { messages } from '../storage/messages.ts';
import { people } from '../storage/people.ts';
import { timeOutRulesOf } from '../storage/time-out-rules.ts';
import { planSilences } from '../timers/act-on-silence.ts';
import { type Decided, keepAll } from './keep.ts';
import { sayWritten, showMessage } from './say.ts';

interface Due {
  readonly id: ConversationId;
  readonly within: Transaction;
  readonly silence: Silence;
}

/** What was said by a rule, and to whom. */
interface Said {
  readonly message: Message;
  readonly conversation: Conversation;
  readonly channel: Channel;
  readonly within: Transaction;
}

/**
 * Rules act on silences (product.md 17.5): they remind, close, or move to waiting. A silence that a text has ended meanwhile has another timer,
 * and this one finds nothing to act on. One load and one save for all.
 */
export async function actOnSilence(tx: Transaction, due: readonly Due[]): Promise<void> {
  const found = await conversations(tx).find(due.map(({ id }) => id));
  const all = [...found.values()];
  const rulesOf = await timeOutRulesOf(
    tx.manager,
    all.map(({ workstreamId }) => workstreamId),
  );
  const channels = await channelsOf(
    tx.manager,
    all.map(({ channelId }) => channelId),
  );
  const known = await people(tx).agents(all.flatMap(({ agentId }) => (agentId ? [agentId] : [])));
  const decided: Decided[] = [];
  const said: Said[] = [];
  const next: { conversation: Conversation; rules: readonly TimeOutRule[]; silence: Silence | null }[] = [];
  for (const { id, within, silence } of due) {
    const before = found.get(id);
    const channel = before && channels.get(before.channelId);
    if (!before || !channel) continue;
    const rules = rulesOf(before.workstreamId);
    const acting = nextRule(rules, silence);
    if (!acting || acting.at > tx.now) {
      next.push({ conversation: before, rules, silence });
      continue;
    }
    const { rule, after } = acting;
    const action = actionOf(rule, before, tx.now);
    const acted = { ...silence, acted: after };
    if (action.is === 'moved') {
      decided.push({ before, within, ...action.decision });
      if (action.decision.conversation.status !== 'closed')
        next.push({ conversation: action.decision.conversation, rules, silence: acted });
      continue;
    }
    next.push({ conversation: before, rules, silence: acted });
    if (action.is === 'nothing') continue;
    const toCustomer = action.is === 'tell-customer';
    const agent = before.agentId ? known.get(before.agentId) : undefined;
    const locale = toCustomer ? channel.language : ((agent?.locale ?? channel.language) as Locale);
    const version = before.version + 1;
    const text = { body: wordsOf(rule, locale), at: tx.now, position: version };
    const line = {
      id: messageId.parse(tx.newId()),
      conversationId: id,
      body: text.body,
      receivedAt: tx.now,
      position: version,
    };
    const message = toCustomer ? asFrom(before.agentId, agent?.name ?? '', line) : systemLine(line);
    const last = toCustomer ? lastOf(before, text, authorOf(message)) : {};
    const conversation = { ...before, ...last, version };
    decided.push({ before, within, conversation, change: null });
    said.push({ message, conversation, channel, within });
  }
  await keepAll(tx, decided);
  await messages(tx).add(...said.map(({ message }) => message));
  for (const { message, conversation, channel, within } of said) {
    if (message.deliveryState) sayWritten(within, message, conversation, channel);
    showMessage(within, message, readersOf(conversation));
  }
  await planSilences(tx, next);
}

type Line = Parameters<typeof systemLine>[0];

/** The customer gets it from the agent; where nobody has the conversation, from us. */
const asFrom = (agentId: AgentId | null, name: string, line: Line): Message =>
  agentId ? agentText({ ...line, byRule: true }, { agentId, name }) : automatedText(line);
