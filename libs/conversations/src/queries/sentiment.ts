import type { EntityManager } from 'typeorm';
import { type ConversationId, type Person, type SentimentAlertsView, sentiments, type SentimentView } from '#contracts';
import { alerts, stepOf } from '../domain/sentiment.ts';
import { settings } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { sentimentsOf } from '../storage/sentiments.ts';
import { seenConversation } from './read-conversation.ts';

/** How the customer feels. Refuses with `conversation-not-found` and `not-allowed`. */
export async function readSentiment(db: EntityManager, person: Person, id: ConversationId): Promise<SentimentView> {
  await seenConversation(db, person, id);
  const known = (await contexts({ manager: db }).of([id])).get(id);
  const { organisation } = await settings({ manager: db }).inForce();
  const texts = await sentimentsOf({ manager: db }).ofTexts(id);
  return {
    conversationId: id,
    // neutral at the start (product.md 33)
    label: known?.sentiment ?? (organisation.sentiment.enabled ? 'neutral' : null),
    alertsAgent: known?.alertsAgent ?? false,
    alertsSupervisor: known?.alertsSupervisor ?? false,
    texts: texts.map(({ messageId, score }) => ({ messageId, label: stepOf(score) })),
  };
}

/** Where supervisors are to look by what is set now, oldest first; at most 200. */
export async function sentimentAlerts(db: EntityManager): Promise<SentimentAlertsView> {
  const { enabled, supervisorAlertFrom } = (await settings({ manager: db }).inForce()).organisation.sentiment;
  const telling = sentiments.filter((label) => enabled && alerts(label, supervisorAlertFrom));
  const items: SentimentAlertsView['items'] = await db.query(
    `SELECT conversation_id AS "conversationId", sentiment AS label, alerts_agent AS "alertsAgent", alerts_supervisor AS "alertsSupervisor"
     FROM conversation_context known JOIN conversation c ON c.id = known.conversation_id AND c.status <> 'closed'
     WHERE (alerts_agent OR alerts_supervisor) AND alerts_supervisor AND sentiment = ANY($1) ORDER BY conversation_id LIMIT 200`,
    [telling],
  );
  return { items };
}
