import {
  type BotAnswer,
  botKind,
  type ConversationId,
  contextVariableKind,
  type HandOffView,
  messageId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { mostBotReplies } from '../domain/assistants.ts';
import { withChoices } from '../domain/choices.ts';
import type { ConversationContext } from '../domain/context.ts';
import { botEnded } from '../domain/attending.ts';
import type { Conversation } from '../domain/conversation.ts';
import { askBot } from '../domain/errand-kinds.ts';
import { readersOf } from '../domain/handling.ts';
import { botSessionOver } from '../domain/session.ts';
import { systemLine } from '../domain/message.ts';
import { firstTextsOf } from '../queries/first-texts.ts';
import type { BotSession } from '../storage/assistant.tables.ts';
import { botSessions, threadsFrom } from '../storage/assistants.ts';
import { definitions } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import type { Channel } from '../storage/copies.table.ts';
import { channelOf } from '../storage/copies.ts';
import { errands } from '../storage/errands.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { messages } from '../storage/messages.ts';
import { sessions } from '../storage/sessions.ts';
import { planWaitMessages } from '../timers/say-wait.ts';
import { changeContext } from './change-context.ts';
import { keep } from './keep.ts';
import { sayOrFind } from './find-skills.ts';
import { followSilence } from './follow-silence.ts';
import { showConversation, showMessage } from './say.ts';
import { withValues } from './set-variables.ts';
import { tellCustomer } from './tell-customer.ts';

/** How far the bot had read when it was asked: the time of the last text, and the highest position of any. */
export type Read = Pick<BotSession, 'readAt' | 'readPosition'>;

/**
 * A bot answered: its texts go to the customer, and it may hand over to a person or end the conversation (product.md 25). Nothing of it counts
 * once it does not have the conversation any more. A bot that writes too much hands over; one that ends what the customer goes on with
 * meanwhile is asked about that first.
 */
export async function recordBotAnswer(
  tx: Transaction,
  id: ConversationId,
  read: Read,
  answer: BotAnswer,
  country: string,
): Promise<void> {
  const held = await withBot(tx, id);
  if (!held) return;
  const { context, channel } = held;
  let { conversation } = held;
  const before = conversation;
  const bot = await definitions(tx).find(botKind, context.botId!);
  const session = (await botSessions(tx).of([id])).get(id);
  let { choices = [], replies = 0 } = session ?? {};
  const keepSession = () =>
    botSessions(tx).save({ conversationId: id, botId: context.botId!, ...read, choices, replies });

  for (const command of answer.commands) {
    if (command.do === 'reply') {
      const body = withChoices(command.text, command.choices, context.language);
      if (body === '' || conversation.optedOutAt) continue;
      replies += 1;
      choices = command.choices;
      const teller = { kind: 'bot' as const, name: bot?.name ?? 'Bot', priority: 5 };
      ({ conversation } = await tellCustomer(tx, conversation, channel, body, teller));
      continue;
    }
    if (command.do === 'end' && (await wroteSince(tx, id, read))) {
      await errands(tx).add(askBot, [id]);
      break;
    }
    await keepSession();
    const variables = { ...answer.variables, ...command.variables };
    const known = await withKnownValues(tx, conversation, context, variables, country);
    if (command.do === 'escalate') {
      const { reason, summary } = command;
      const passedOn = Object.fromEntries(Object.keys(variables).flatMap((name) => entryOf(known.variables, name)));
      const handOff = { because: 'bot', reason, variables: passedOn } as const;
      return escalate(tx, before, conversation, known, channel, summary, handOff);
    }
    const named: Record<string, string> = command.caseNumber ? { CaseNumber: command.caseNumber } : {};
    const ended = {
      ...(await withKnownValues(tx, conversation, known, named, country)),
      botState: 'ended' as const,
      readyHeld: false,
    };
    const changed = await changeContext(tx, conversation, ended, null);
    await keep(tx, changed, botEnded(changed, tx.now));
    return;
  }
  await keepSession();
  if (replies >= mostBotReplies)
    return escalate(tx, before, conversation, context, channel, 'The bot wrote more texts than it may.', {
      ...nothingPassedOn,
      because: 'too-many-replies',
    });
  if (Object.keys(answer.variables).length > 0) {
    const known = await withKnownValues(tx, conversation, context, answer.variables, country);
    await changeContext(tx, conversation, known, 'variables-set');
  } else await conversations(tx).save(conversation);
  if (replies > (session?.replies ?? 0)) await followSilence(tx, [{ conversation }], tx.now);
  showConversation(tx, { before, conversation }, channel);
}

const wroteSince = async (tx: Transaction, conversationId: ConversationId, read: Read): Promise<boolean> =>
  [...(await threadsFrom(tx, [{ conversationId, ...read }])).values()].flat().some(({ isNew }) => isNew);

/** The bot did not answer, or not as it was agreed: a person takes over (product.md 25.10). */
export async function giveUpOnBot(tx: Transaction, id: ConversationId, why: string): Promise<void> {
  const held = await withBot(tx, id);
  if (!held) return;
  const { conversation, context, channel } = held;
  await escalate(tx, conversation, conversation, context, channel, why, nothingPassedOn);
}

async function withBot(
  tx: Transaction,
  id: ConversationId,
): Promise<{ conversation: Conversation; context: ConversationContext; channel: Channel } | null> {
  const conversation = (await conversations(tx).find([id])).get(id);
  if (conversation?.status !== 'open') return null;
  const context = (await contexts(tx).of([id])).get(id);
  if (context?.botState !== 'with-bot') return null;
  return { conversation, context, channel: await channelOf(tx.manager, conversation.channelId) };
}

const entryOf = (values: Readonly<Record<string, string | number>>, name: string): [string, string | number][] =>
  Object.hasOwn(values, name) ? [[name, values[name]!]] : [];

const handedOver = (reason: string | null, summary: string | null): string =>
  `The bot handed over${reason ? ` (${reason})` : ''}${summary ? `: ${summary}` : '.'}`;

const nothingPassedOn = { because: 'failed', reason: null, variables: {} } as const;

/** Routing begins anew, with what the customer came with and what the bot found out; the summary is for the agent alone. */
async function escalate(
  tx: Transaction,
  shown: Conversation,
  before: Conversation,
  context: ConversationContext,
  channel: Channel,
  summary: string | null,
  passedOn: Omit<HandOffView, 'at'>,
): Promise<void> {
  const handOff = { ...passedOn, at: tx.now.toISOString() };
  const escalated = { ...context, botState: 'escalated' as const, botSummary: summary, handOff, readyHeld: false };
  // the bot's last words were no answer: who is handed over waits for somebody
  const waits = { ...before, waitingSince: before.waitingSince ?? tx.now };
  const changed = await changeContext(tx, waits, escalated, 'escalated');
  if (before.waitingSince === null) await followSilence(tx, [{ conversation: changed }]);
  const { life } = await lifeSettingsOf(tx).inForce([changed.workstreamId]);
  await planWaitMessages(tx, [changed], life);
  const open = (await sessions(tx).openOf([changed.id])).get(changed.id);
  if (open) await sessions(tx).save([botSessionOver(open, passedOn.because, tx.now)]);
  const line = systemLine({
    id: messageId.parse(tx.newId()),
    conversationId: changed.id,
    body: handedOver(handOff.reason, summary),
    receivedAt: tx.now,
    position: changed.version,
  });
  await messages(tx).add(line);
  showMessage(tx, line, readersOf(changed));
  // the last words may be the bot's own, or the number of a choice
  const firstText = (await firstTextsOf(tx.manager, [changed.id])).get(changed.id);
  await sayOrFind(tx, changed, channel, escalated, firstText);
  showConversation(tx, { before: shown, conversation: changed }, channel);
}

/** What nobody defined, or is of another type, is passed over: a bot's mistake keeps nobody from being helped. */
async function withKnownValues(
  tx: Transaction,
  conversation: Conversation,
  context: ConversationContext,
  asked: Readonly<Record<string, string | number | null>>,
  country: string,
): Promise<ConversationContext> {
  if (Object.keys(asked).length === 0) return context;
  const defined = await definitions(tx).all(contextVariableKind);
  const usable = Object.entries(asked).filter(([name, value]) => {
    if (['Name', 'Email', 'Phone', 'CaseNumber'].includes(name)) return typeof value !== 'number';
    const variable = defined.find((one) => one.workstreamId === conversation.workstreamId && one.name === name);
    return variable && (value === null || (typeof value === 'number') === (variable.type === 'number'));
  });
  return withValues(tx, conversation, context, Object.fromEntries(usable), country);
}
