import { type Person, Refusal, type WebhookRequest } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Seal } from '#secrets';
import { callWebhook } from '../domain/errand-kinds.ts';
import { mostFailures } from '../domain/webhooks.ts';
import { webhookViewOf } from '../queries/webhooks.ts';
import { heedWebhooks } from '../timers/heed-webhooks.ts';
import { errands } from '../storage/errands.ts';
import { outsideSecretEntries } from '../storage/outside-secret-entries.ts';
import { outsideSecrets } from '../storage/outside-secrets.ts';
import { type Webhook, type WebhookDelivery, WebhookDeliveryTable, WebhookTable } from '../storage/webhook.tables.ts';
import { refuseSecretUngranted, setOutsideSecret } from './outside-secret.ts';

const notFound = () => new Refusal('webhook-not-found', 'There is no such webhook.');

/**
 * Makes one under the caller's id, with a secret that is shown this once, or changes it from a version. Turned on again, it begins afresh, and
 * what waited when it was turned off is told now. Refuses
 * with `not-allowed` (its secret may not be set), `unavailable` (there are no keys to seal with), `version-required`, `version-mismatch`.
 */
export async function saveWebhook(
  tx: Transaction,
  person: Person,
  { id, asked, from, seal }: { id: string; asked: WebhookRequest; from: number | null; seal: Seal | null },
): Promise<{ webhook: Webhook; secret: string | null }> {
  const table = tx.manager.getRepository(WebhookTable);
  const before = await table.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!before && !seal)
    throw new Refusal('unavailable', 'CONVERSATIONS_SECRETS_KEYS is not set: nothing can be sealed.');
  if (!before && from !== null) throw new Refusal('version-mismatch', 'There is no such webhook any more.');
  const { name, address, kinds, active } = asked;
  const isSame =
    before?.name === name &&
    before.address === address &&
    before.active === active &&
    before.kinds.join() === kinds.join();
  if (before && isSame) return { webhook: before, secret: null };
  if (before && from === null)
    throw new Refusal('version-required', 'Say with If-Match which version you change, such as "3".');
  if (before && from !== before.version)
    throw new Refusal('version-mismatch', `Somebody changed it meanwhile: it is at version ${before.version}.`);
  const afresh = active && !before?.active;
  const webhook: Webhook = {
    ...{ id, name, address, kinds, active },
    version: (before?.version ?? 0) + 1,
    turnedOffAt: afresh ? null : (before?.turnedOffAt ?? null),
    turnedOffWhy: afresh ? null : (before?.turnedOffWhy ?? null),
    failures: afresh ? 0 : (before?.failures ?? 0),
    createdAt: before?.createdAt ?? tx.now,
    changedAt: tx.now,
  };
  await table.save(webhook);
  if (before && afresh) await tellWhatWaited(tx, id);
  tx.wake(heedWebhooks);
  if (before) return { webhook, secret: null };
  const { secret } = await setOutsideSecret(tx, person, { seal, kind: 'webhook', id, secret: null, graceHours: 0 });
  return { webhook, secret };
}

/** How much of what waited is told at once when a webhook is turned on again; the rest can be replayed. */
const mostWaiting = 10_000;

async function tellWhatWaited(tx: Transaction, webhookId: string): Promise<void> {
  const waiting: { id: string }[] = await tx.manager.query(
    `SELECT id FROM webhook_delivery WHERE webhook_id = $1 AND state = 'pending' ORDER BY id LIMIT $2`,
    [webhookId, mostWaiting],
  );
  const ids = waiting.map(({ id }) => id);
  if (ids.length > 0) await errands(tx).add(callWebhook, ids);
}

/** The desks of administrators are alerted: it was turned off by itself. */
const showWebhook = (tx: Transaction, webhook: Webhook): void =>
  tx.show(
    { agents: [], supervisors: false, administrators: true },
    { kind: 'webhook', id: webhook.id, version: webhook.version, view: webhookViewOf(webhook) },
  );

/** It is told no more, and what it was told is forgotten. Refuses with `webhook-not-found`. */
export async function removeWebhook(tx: Transaction, id: string): Promise<void> {
  const { affected } = await tx.manager.delete(WebhookTable, { id });
  if (!affected) throw notFound();
  await tx.manager.delete(WebhookDeliveryTable, { webhookId: id });
  await outsideSecrets(tx).remove('webhook', id);
  tx.wake(heedWebhooks);
}

/** The same is told once more, under the same id: who has heard it may forget it. Somebody has its secret
 * used, which is granted apart. Refuses with `delivery-not-found`, `not-allowed`. */
export async function replayDelivery(
  tx: Transaction,
  person: Person,
  webhookId: string,
  id: string,
): Promise<WebhookDelivery> {
  const table = tx.manager.getRepository(WebhookDeliveryTable);
  const before = await table.findOne({ where: { id, webhookId }, lock: { mode: 'pessimistic_write' } });
  if (!before) throw new Refusal('delivery-not-found', 'There is no such delivery.');
  await refuseSecretUngranted(tx, person, 'webhook', 'read');
  const use = { secret: 'webhook', subject: webhookId, purpose: 'checking', times: 1, since: tx.now, lastAt: tx.now };
  await outsideSecretEntries(tx).used([use], person);
  const delivery: WebhookDelivery = { ...before, state: 'pending', endedAt: null };
  await table.save(delivery);
  await errands(tx).add(callWebhook, [id]);
  return delivery;
}

/** It was heard. */
export async function recordDelivered(tx: Transaction, webhookId: string, id: string, outcome: string): Promise<void> {
  await tx.manager.query(
    `UPDATE webhook_delivery SET state = 'delivered', attempts = attempts + 1, outcome = $2, ended_at = $3 WHERE id = $1`,
    [id, outcome, tx.now],
  );
  await tx.manager.query(`UPDATE webhook SET failures = 0 WHERE id = $1 AND failures > 0`, [webhookId]);
}

/** It was not heard; for good, when it was tried often enough. A system that hears nothing ten times in a row is turned off; its record says why, and administrators are alerted. */
export async function recordNotDelivered(
  tx: Transaction,
  webhookId: string,
  id: string,
  outcome: string,
  forGood: boolean,
): Promise<void> {
  await tx.manager.query(
    `UPDATE webhook_delivery SET attempts = attempts + 1, outcome = $2, state = CASE WHEN $3 THEN 'failed' ELSE state END,
       ended_at = CASE WHEN $3 THEN $4::timestamptz END WHERE id = $1`,
    [id, outcome, forGood, tx.now],
  );
  if (!forGood) return;
  const [[after]]: [{ justTurnedOff: boolean }[]] = await tx.manager.query(
    `UPDATE webhook SET failures = failures + 1, version = version + 1,
       active = active AND failures + 1 < $2,
       turned_off_at = CASE WHEN active AND failures + 1 >= $2 THEN $3 ELSE turned_off_at END,
       turned_off_why = CASE WHEN active AND failures + 1 >= $2 THEN $4 ELSE turned_off_why END
     WHERE id = $1 RETURNING coalesce(NOT active AND turned_off_at = $3, false) AS "justTurnedOff"`,
    [webhookId, mostFailures, tx.now, `${mostFailures} deliveries in a row failed, the last with: ${outcome}`],
  );
  tx.wake(heedWebhooks);
  if (after?.justTurnedOff) showWebhook(tx, await tx.manager.findOneByOrFail(WebhookTable, { id: webhookId }));
}
