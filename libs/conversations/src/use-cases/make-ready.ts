import type { ConversationId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type ConversationContext, identifiedAs, newContext } from '../domain/context.ts';
import type { Conversation } from '../domain/conversation.ts';
import { identify } from '../domain/identification.ts';
import { contexts } from '../storage/contexts.ts';
import type { Channel } from '../storage/copies.table.ts';
import { directory } from '../storage/directory.ts';
import { errands } from '../storage/errands.ts';
import { readOpening } from '../storage/openings.ts';
import { planReady } from '../timers/say-held-ready.ts';
import { askDirectory } from '../domain/errand-kinds.ts';
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
 * unknown nothing happens: it does when the channel is known.
 */
export async function makeReady(tx: Transaction, needy: readonly Needy[]): Promise<void> {
  const routable = needy.filter(({ conversation, channel }) => channel && conversation.workstreamId);
  if (routable.length === 0) return;
  const known = await contexts(tx).of(routable.map(({ conversation }) => conversation.id));
  const fresh = routable.filter(({ conversation }) => !known.has(conversation.id));
  const begun = await begin(tx, fresh);
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

/** A desk that has heard nothing shows nothing. */
const isTelling = ({ contact, account, candidates, botId, outbound }: ConversationContext): boolean =>
  Boolean(contact ?? account ?? botId ?? outbound) || candidates.length > 0;

async function begin(tx: Transaction, fresh: readonly Needy[]): Promise<Map<ConversationId, ConversationContext>> {
  if (fresh.length === 0) return new Map();
  const opening = await readOpening(
    tx.manager,
    fresh.map(({ conversation }) => ({ workstreamId: conversation.workstreamId!, customer: conversation.customer })),
    tx.now,
  );
  const found = opening.source
    ? null
    : await directory(tx).numbered(fresh.map(({ conversation }) => conversation.customer));
  const begun = fresh.map(({ conversation, channel }) => {
    const { id, customer, workstreamId } = conversation;
    const context = newContext(
      { conversationId: id, customer, language: channel!.language, startedBy: 'customer' },
      tx.now,
    );
    const records = found ? (found.get(customer) ?? []) : opening.answerOf(customer);
    if (!records) return { ...context, readyHeld: true };
    return identifiedAs(context, identify(records, opening.ruleOf(workstreamId)), 'number');
  });
  await contexts(tx).save(...begun);
  const held = begun.filter(({ readyHeld }) => readyHeld).map(({ conversationId }) => conversationId);
  await errands(tx).add(askDirectory, held);
  await planReady(tx, held);
  return new Map(begun.map((context) => [context.conversationId, context]));
}
