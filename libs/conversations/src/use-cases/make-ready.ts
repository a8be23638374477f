import { botKind, type ConversationId } from '#contracts';
import { In } from 'typeorm';
import { atOnce, type Transaction } from '#event-bus';
import { type ConversationContext, identifiedAs, newContext } from '../domain/context.ts';
import type { Conversation } from '../domain/conversation.ts';
import { botSession } from '../domain/session.ts';
import { identify } from '../domain/identification.ts';
import { definitions, settings, type SettingsInForce } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { directory } from '../storage/directory.ts';
import { errands } from '../storage/errands.ts';
import { type Channel, WorkstreamTable } from '../storage/copies.table.ts';
import { wantedBy } from '../domain/outbound.ts';
import type { OutboundRun } from '../storage/outbound.tables.ts';
import { type Answered, outbound } from '../storage/outbound.ts';
import { readOpening } from '../storage/openings.ts';
import { sessions } from '../storage/sessions.ts';
import { planReady } from '../timers/say-held-ready.ts';
import { askBot, askDirectory } from '../domain/errand-kinds.ts';
import { findSkills } from './find-skills.ts';
import { sayReady, showContext } from './say.ts';

/** A conversation that needs somebody, and why. */
export interface Needy {
  readonly cause: Transaction;
  readonly conversation: Conversation;
  readonly channel: Channel | undefined;
}

/**
 * These conversations need somebody: who wrote is found out, and routing hears of them with all that is known. The built-in directory answers
 * for all of them at once; while one over HTTP is asked, routing waits, but no longer than 1.5 s (product.md 18.1). While the channel is
 * unknown nothing happens: it does when the channel is known. `inForce`: the settings, where the caller has read them already.
 */
export async function makeReady(tx: Transaction, needy: readonly Needy[], inForce?: SettingsInForce): Promise<void> {
  const routable = needy.filter(({ conversation, channel }) => channel && conversation.workstreamId);
  if (routable.length === 0) return;
  const known = await contexts(tx).of(routable.map(({ conversation }) => conversation.id));
  const fresh = routable.filter(({ conversation }) => !known.has(conversation.id));
  const begun = await begin(tx, fresh, inForce);
  await beginBotSessions(tx, routable, (id) => known.get(id) ?? begun.get(id)!);
  for (const { cause, conversation, channel } of routable) {
    const context = known.get(conversation.id) ?? begun.get(conversation.id)!;
    if (context.readyHeld) continue;
    sayReady(cause, conversation, channel!, context);
  }
  for (const { conversation } of fresh) {
    const context = begun.get(conversation.id)!;
    if (isTelling(context)) showContext(tx, conversation, context);
  }
}

/** Bots have these from now on; also what is reopened that a bot had when it was closed. */
async function beginBotSessions(
  tx: Transaction,
  needy: readonly Needy[],
  contextOf: (id: ConversationId) => ConversationContext,
): Promise<void> {
  const begun = needy.flatMap(({ conversation }) => {
    const { botId, botState } = contextOf(conversation.id);
    return botId && botState === 'with-bot' ? [botSession(conversation, { id: tx.newId(), botId, now: tx.now })] : [];
  });
  if (begun.length > 0) await sessions(tx).save(begun);
}

/** A desk that has heard nothing shows nothing. */
const isTelling = ({ contact, account, candidates, botId, outbound }: ConversationContext): boolean =>
  Boolean(contact ?? account ?? botId ?? outbound) || candidates.length > 0;

async function begin(
  tx: Transaction,
  fresh: readonly Needy[],
  known?: SettingsInForce,
): Promise<Map<ConversationId, ConversationContext>> {
  if (fresh.length === 0) return new Map();
  const inForce = known ?? (await settings(tx).inForce(workstreamsOf(fresh)));
  const isFelt = inForce.organisation.sentiment.enabled;
  const [opening, botOf, answers] = await atOnce(
    readOpening(
      tx.manager,
      fresh.map(({ conversation }) => ({ workstreamId: conversation.workstreamId!, customer: conversation.customer })),
      tx.now,
    ),
    botsFor(tx, fresh, inForce),
    outbound(tx).answeredBy(
      fresh.map(({ conversation: { channelId, customer, lastCustomerTextAt: at } }) => ({ channelId, customer, at })),
      tx.now,
    ),
  );
  const [found, runs] = await atOnce(
    opening.source
      ? Promise.resolve(null)
      : directory(tx).numbered(fresh.map(({ conversation }) => conversation.customer)),
    outbound(tx).runsOf([...answers.values()].map(({ runId }) => runId)),
  );
  const begun = fresh.map(({ conversation, channel }) => {
    const { id, customer, workstreamId } = conversation;
    const answered = answers.get(`${conversation.channelId} ${customer}`);
    const context = answering(
      newContext({ conversationId: id, customer, language: channel!.language, startedBy: 'customer' }, tx.now, isFelt),
      answered,
      runs.get(answered?.runId ?? ''),
    );
    const bot = botOf(conversation);
    const isAsking = opening.asksForSkills(workstreamId);
    const beginning = bot
      ? { ...context, botId: bot, botState: 'with-bot' as const, readyHeld: true }
      : { ...context, readyHeld: isAsking };
    const records = found ? (found.get(customer) ?? []) : opening.answerOf(customer);
    if (!records) return { ...beginning, readyHeld: true };
    return identifiedAs(beginning, identify(records, opening.ruleOf(workstreamId)), 'number');
  });
  await contexts(tx).save(...begun);
  await outbound(tx).adopt(
    fresh.flatMap(({ conversation }) => {
      const answered = answers.get(`${conversation.channelId} ${conversation.customer}`);
      return answered ? [{ contactId: answered.id, from: answered.threadId, to: conversation.id }] : [];
    }),
  );
  const idsOf = (some: readonly ConversationContext[]) => some.map(({ conversationId }) => conversationId);
  const asking = found ? [] : begun.filter(({ customer }) => !opening.answerOf(customer));
  await errands(tx).add(askDirectory, idsOf(asking));
  await planReady(tx, idsOf(asking.filter(({ botState }) => botState === null)));
  const told = new Set(asking.map(({ conversationId }) => conversationId));
  await findSkills(
    tx,
    begun.filter((one) => one.readyHeld && one.botState === null && !told.has(one.conversationId)),
  );
  await errands(tx).add(askBot, idsOf(begun.filter(({ botState }) => botState !== null)));
  return new Map(begun.map((context) => [context.conversationId, context]));
}

/** What a customer answers to stays known, for days (product.md 43, G34). */
function answering(
  context: ConversationContext,
  answered: Answered | undefined,
  run: OutboundRun | undefined,
): ConversationContext {
  if (!answered?.sentAt) return context;
  const { runId, text, sentAt, context: variables } = answered;
  return {
    ...context,
    startedBy: 'campaign',
    wanted: run ? wantedBy(run) : null,
    variables: { ...variables },
    outbound: { runId, text: text ?? '', sentAt: sentAt.toISOString() },
  };
}

const workstreamsOf = (needy: readonly Needy[]) => [
  ...new Set(needy.flatMap(({ conversation }) => conversation.workstreamId ?? [])),
];

/** Which bot has a conversation first: the workstream's, where work is offered and the bot is active (product.md 25). */
async function botsFor(
  tx: Transaction,
  fresh: readonly Needy[],
  inForce: SettingsInForce,
): Promise<(one: Conversation) => string | null> {
  const ids = workstreamsOf(fresh);
  const named = ids.flatMap((id) => inForce.workstream(id).botId ?? []);
  if (named.length === 0) return () => null;
  const bots = await definitions(tx).some(botKind, named);
  const workstreams = await tx.manager.getRepository(WorkstreamTable).findBy({ workstreamId: In(ids), mode: 'push' });
  const push = new Set(workstreams.map(({ workstreamId }) => workstreamId));
  return ({ workstreamId }) => {
    const botId = workstreamId && push.has(workstreamId) ? inForce.workstream(workstreamId).botId : null;
    return botId && bots.get(botId)?.active ? botId : null;
  };
}
