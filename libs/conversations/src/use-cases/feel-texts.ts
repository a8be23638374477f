import type { EntityManager } from 'typeorm';
import { type ConversationId, sentimentChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import type { SentimentReader } from '#sentiment';
import { alerts, feelingOf } from '../domain/sentiment.ts';
import { settings } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { type Felt, type LatestText, sentimentsOf } from '../storage/sentiments.ts';
import { showContext } from './say.ts';

/** One of a customer's latest texts, and how it sounds. */
export interface ReadText extends LatestText {
  readonly score: number;
  readonly isNew: boolean;
}

/**
 * How the latest texts of these conversations' customers sound, in the language of each. Reads the thread, so that it does not matter in which
 * order texts were heard of, or how often.
 */
export async function readTexts(
  db: EntityManager,
  ids: readonly ConversationId[],
  reader: SentimentReader,
): Promise<ReadText[]> {
  const known = await contexts({ manager: db }).of(ids);
  const texts = await sentimentsOf({ manager: db }).latest([...known.keys()]);
  return texts.map((text) => ({
    ...text,
    score: text.score ?? reader.read(text.body, known.get(text.conversationId)!.language),
    isNew: text.score === null,
  }));
}

/** Customers wrote: how they feel, and whether somebody is alerted (product.md 33). One load and one save for all. */
export async function recordFeelings(tx: Transaction, texts: readonly ReadText[]): Promise<void> {
  const { sentiment: set } = (await settings(tx).inForce()).organisation;
  if (!set.enabled || texts.length === 0) return;
  const byConversation = Map.groupBy(texts, ({ conversationId }) => conversationId);
  const before = await conversations(tx).find([...byConversation.keys()]);
  const known = await contexts(tx).of([...before.keys()]);
  await sentimentsOf(tx).add(texts.filter(({ isNew }) => isNew).map(({ messageId, score }) => ({ messageId, score })));
  const felt = [...byConversation].map(([conversationId, told]): Felt => {
    const sentiment = feelingOf(told.map(({ score }) => score));
    const alertsAgent = alerts(sentiment, set.agentAlertFrom);
    return { conversationId, sentiment, alertsAgent, alertsSupervisor: alerts(sentiment, set.supervisorAlertFrom) };
  });
  const changed = await sentimentsOf(tx).save(felt);
  const moved = felt
    .filter(({ conversationId }) => changed.has(conversationId))
    .map((one) => ({ one, was: before.get(one.conversationId)!, context: known.get(one.conversationId)! }))
    .map(({ was, ...rest }) => ({ ...rest, was, conversation: { ...was, version: was.version + 1 } }));
  await conversations(tx).saveChanges(moved.map(({ was, conversation }) => ({ before: was, conversation })));
  for (const { one, context, conversation } of moved) {
    showContext(tx, conversation, { ...context, ...one });
    tx.publish(sentimentChanged, {
      ...one,
      version: conversation.version,
      workstreamId: conversation.workstreamId,
      agentId: conversation.agentId,
      changedAt: tx.now.toISOString(),
    });
  }
}
