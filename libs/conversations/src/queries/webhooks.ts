import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Refusal, type WebhookDeliveriesRequest, type WebhookDeliveryView, type WebhookView } from '#contracts';
import { cursorOf, page } from '#platform';
import { type Webhook, type WebhookDelivery, WebhookDeliveryTable, WebhookTable } from '../storage/webhook.tables.ts';

const byId = cursorOf(z.uuid());

export const webhookViewOf = (webhook: Webhook, secret: string | null = null): WebhookView => {
  const { turnedOffAt, turnedOffWhy, createdAt, changedAt, ...shown } = webhook;
  return {
    ...shown,
    turnedOff: turnedOffAt && { at: turnedOffAt.toISOString(), why: turnedOffWhy ?? '' },
    secret,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
};

export const deliveryViewOf = ({
  body: _body,
  createdAt,
  endedAt,
  ...shown
}: WebhookDelivery): WebhookDeliveryView => ({
  ...shown,
  createdAt: createdAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

/** All webhooks, by name. */
export async function listWebhooks(db: EntityManager): Promise<{ items: WebhookView[] }> {
  const found = await db.find(WebhookTable, { order: { name: 'ASC', id: 'ASC' }, take: 200 });
  return { items: found.map((one) => webhookViewOf(one)) };
}

/** Refuses with `webhook-not-found`. */
export async function readWebhook(db: EntityManager, id: string): Promise<WebhookView> {
  const found = await db.findOneBy(WebhookTable, { id });
  if (!found) throw new Refusal('webhook-not-found', 'There is no such webhook.');
  return webhookViewOf(found);
}

/** One page of what a system was told, newest first. Refuses with `webhook-not-found`. */
export async function listDeliveries(
  db: EntityManager,
  webhookId: string,
  { cursor, limit, state }: WebhookDeliveriesRequest,
) {
  const after = byId.read(cursor);
  await readWebhook(db, webhookId);
  const query = db
    .getRepository(WebhookDeliveryTable)
    .createQueryBuilder('d')
    .where('d.webhookId = :webhookId', { webhookId })
    .orderBy('d.id', 'DESC')
    .limit(limit + 1);
  if (state) query.andWhere('d.state = :state', { state });
  if (after) query.andWhere('d.id < :after', { after });
  const found = await query.getMany();
  return page(found, limit, ({ id }) => byId.write(id), deliveryViewOf);
}
