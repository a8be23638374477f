import { sentimentChanged } from '#contracts';
import { atOnce, type Transaction } from '#event-bus';
import type { SentimentReader } from '#sentiment';
import { alerts, feelingOf } from '../domain/sentiment.ts';
import { settings } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { type Felt, sentimentsOf } from '../storage/sentiments.ts';
import { showContext } from './say.ts';

/**
 * Customers wrote: how they feel by their latest texts, in the language of each conversation, and whether somebody is alerted (product.md 33). Up to
 * `most` texts, and one load and one save for all. Reads the thread, so that it does not matter in which order texts were heard of, or how
 * often; waits for nobody and locks only conversations whose customer feels otherwise than before. Answers how many texts that were; null: another replica does it.
 */
export async function feelTexts(tx: Transaction, reader: SentimentReader, most: number): Promise<number | null> {
  const sentiments = sentimentsOf(tx);
  if (!(await sentiments.oneAtATime())) return null;
  const unfelt = await sentiments.takeUnfelt(most);
  if (unfelt.length === 0) return 0;
  const [texts, { organisation }] = await atOnce(sentiments.latest([...new Set(unfelt)]), settings(tx).inForce());
  const { enabled, agentAlertFrom, supervisorAlertFrom } = organisation.sentiment;
  if (!enabled) return unfelt.length;
  const read = texts.map((text) => ({ ...text, sounds: text.score ?? reader.read(text.body, text.language) }));
  await sentiments.add(
    read.flatMap(({ messageId, score, sounds }) =>
      score === null && sounds !== 0 ? [{ messageId, score: sounds }] : [],
    ),
  );
  const felt = [...Map.groupBy(read, (text) => text.conversationId)].flatMap(([conversationId, told]): Felt[] => {
    const sentiment = feelingOf(told.map(({ sounds }) => sounds));
    const alertsAgent = alerts(sentiment, agentAlertFrom);
    const alertsSupervisor = alerts(sentiment, supervisorAlertFrom);
    const [was] = told;
    const isSame =
      was!.sentiment === sentiment && was!.alertsAgent === alertsAgent && was!.alertsSupervisor === alertsSupervisor;
    return isSame ? [] : [{ conversationId, sentiment, alertsAgent, alertsSupervisor }];
  });
  if (felt.length === 0) return unfelt.length;
  const before = await conversations(tx).find(felt.map(({ conversationId }) => conversationId));
  const [known, changed] = await atOnce(
    contexts(tx).of([...before.keys()]),
    sentiments.save(felt.filter(({ conversationId }) => before.has(conversationId))),
  );
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
  return unfelt.length;
}
