import { z } from 'zod';
import { conversationId, messageId } from '../ids.ts';
import { sentiments } from './customers.ts';

const label = z.enum(sentiments);

/** How a customer feels, and which of their texts told (product.md 33). */
export const sentimentView = z
  .object({
    conversationId,
    /** Neutral before anything was read; null: it is turned off. */
    label: label.nullable(),
    alertsAgent: z.boolean(),
    alertsSupervisor: z.boolean(),
    /** Those that sounded of something, in the order of the thread: what is neutral is left out. */
    texts: z.array(z.object({ messageId, label })),
  })
  .meta({ id: 'Sentiment' });
export type SentimentView = z.output<typeof sentimentView>;

/**
 * Conversations that are not closed and whose customers feel so badly that supervisors are to know, oldest first. A desk alerts with them only who is
 * Available or Busy and serves a queue (product.md 33).
 */
export const sentimentAlertsView = z.object({
  items: z.array(z.object({ conversationId, label, alertsAgent: z.boolean(), alertsSupervisor: z.boolean() })),
});
export type SentimentAlertsView = z.output<typeof sentimentAlertsView>;
