import type { conversationContextChanged, DataOf, Envelope, messageReceived } from '#contracts';
import { forgottenCustomers } from '#copies';
import type { Transaction } from '#event-bus';
import { aboutOf, customerOf } from '../domain/webhooks.ts';
import { callWebhook } from '../domain/errand-kinds.ts';
import { nobody } from '../storage/blank.ts';
import { settings } from '../storage/configuration-copies.ts';
import { errands } from '../storage/errands.ts';
import { inBulk } from '../storage/in-bulk.ts';
import { type Webhook, type WebhookDelivery, WebhookDeliveryTable } from '../storage/webhook.tables.ts';
import { maskedWords } from './hide-words.ts';

/**
 * Facts happened that other systems may want to know: a delivery is planned for each who does. One load and one save for all. Nobody is told
 * of customers who were forgotten since (decisions R).
 */
export async function tellOthers(tx: Transaction, kind: string, heard: readonly Envelope[]): Promise<void> {
  const told: Pick<Webhook, 'id'>[] = await tx.manager.query(
    `SELECT id FROM webhook WHERE active AND $1 = ANY(kinds) ORDER BY id`,
    [kind],
  );
  if (told.length === 0) return;
  const events = await forgottenCustomers(tx).exclude(await ofSomebody(tx, kind, heard), customerOf);
  if (events.length === 0) return;
  const shown = kind === 'message-received' ? await masked(tx, events) : events;
  const deliveries = shown.flatMap((event) =>
    told.map(({ id: webhookId }): WebhookDelivery => {
      const { id, occurredAt, data } = event;
      return {
        id: tx.newId(),
        webhookId,
        kind,
        body: JSON.stringify({ type: kind, timestamp: occurredAt, eventId: id, data }),
        about: aboutOf(event),
        state: 'pending',
        attempts: 0,
        outcome: null,
        createdAt: tx.now,
        endedAt: null,
      };
    }),
  );
  await inBulk(tx.manager, WebhookDeliveryTable).insert(deliveries);
  await errands(tx).add(
    callWebhook,
    deliveries.map(({ id }) => id),
  );
}

/** What is known of a customer is said of their conversation alone: whose it was is forgotten there. */
async function ofSomebody(tx: Transaction, kind: string, events: readonly Envelope[]): Promise<readonly Envelope[]> {
  if (kind !== 'conversation-context-changed') return events;
  const idOf = ({ data }: Envelope) => (data as DataOf<typeof conversationContextChanged>).conversationId;
  const found: { id: string }[] = await tx.manager.query(
    `SELECT id FROM conversation WHERE id = ANY($1) AND customer = $2`,
    [events.map(idOf), nobody],
  );
  const forgotten = new Set(found.map(({ id }) => id));
  return events.filter((event) => !forgotten.has(idOf(event)));
}

/** What agents must not read of a customer's texts other systems must not, either (product.md 32). Our own texts were masked before they left. */
async function masked(tx: Transaction, events: readonly Envelope[]): Promise<readonly Envelope[]> {
  const { organisation } = await settings(tx).inForce();
  if (!organisation.masking.customersFromAgents) return events;
  const texts = events as readonly Envelope<DataOf<typeof messageReceived>>[];
  const bodies = await maskedWords(
    tx,
    texts.map(({ data }) => data.body),
  );
  return texts.map((event, n) => ({ ...event, data: { ...event.data, body: bodies[n]! } }));
}
