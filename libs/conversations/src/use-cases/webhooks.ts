import { type Person, Refusal, type WebhookRequest, webhookRequest } from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes, lastVersionOf } from '#history';
import { refuseOtherVersion } from '#platform';
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
/** What its history calls it. */
export const webhookKind = 'webhook';
/** Who turns one off that hears nothing. */
const byItself: By = { subject: 'conversations', name: 'conversations' };

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
  const before = await lockWebhook(tx, id);
  if (!before && !seal)
    throw new Refusal('unavailable', 'CONVERSATIONS_SECRETS_KEYS is not set: nothing can be sealed.');
  if (!before && from !== null) throw new Refusal('version-mismatch', 'There is no such webhook any more.');
  const isSame =
    before?.name === asked.name &&
    before.address === asked.address &&
    before.active === asked.active &&
    before.kinds.join() === asked.kinds.join();
  if (before && isSame) return { webhook: before, secret: null };
  if (before) refuseOtherVersion(before.version, from);
  const last = before?.version ?? (await lastVersionOf(tx.manager, webhookKind, id));
  return keepWebhook(tx, person, {
    before,
    asked,
    seal,
    id,
    version: last + 1,
    action: before ? 'changed' : 'created',
  });
}

/**
 * Makes one again what it was at a version; that is a change like any other. One that was removed since gets a secret anew, which is shown this
 * once: the one before is gone. Refuses as saving does, and with `webhook-not-found`, `version-not-found`, `outdated` (what it was is not
 * allowed any more).
 */
export async function restoreWebhook(
  tx: Transaction,
  person: Person,
  { id, wanted, from, seal }: { id: string; wanted: number; from: number | null; seal: Seal | null },
): Promise<{ webhook: Webhook; secret: string | null }> {
  const before = await lockWebhook(tx, id);
  const version = before?.version ?? (await lastVersionOf(tx.manager, webhookKind, id));
  if (version === 0) throw notFound();
  refuseOtherVersion(version, from);
  const asked = await changes(tx).at(webhookRequest, { kind: webhookKind, subjectId: id, version: wanted });
  return keepWebhook(tx, person, { before, asked, seal, id, version: version + 1, action: 'restored' });
}

/** Until the transaction ends nobody else changes the webhook of this id, also where there is none (any more). */
async function lockWebhook({ manager }: Transaction, id: string): Promise<Webhook | null> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('conversations.webhook'), hashtext($1))`, [id]);
  return manager.findOne(WebhookTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

interface Kept {
  readonly id: string;
  readonly before: Webhook | null;
  readonly asked: WebhookRequest;
  readonly version: number;
  readonly action: 'created' | 'changed' | 'restored';
  readonly seal: Seal | null;
}

/** Stores what was asked, whatever there was, and writes down who did. */
async function keepWebhook(
  tx: Transaction,
  person: Person,
  { id, before, asked, version, action, seal }: Kept,
): Promise<{ webhook: Webhook; secret: string | null }> {
  const afresh = asked.active && !before?.active;
  const webhook: Webhook = {
    ...{ id, version, ...settingsOf(asked) },
    turnedOffAt: afresh ? null : (before?.turnedOffAt ?? null),
    turnedOffWhy: afresh ? null : (before?.turnedOffWhy ?? null),
    failures: afresh ? 0 : (before?.failures ?? 0),
    createdAt: before?.createdAt ?? tx.now,
    changedAt: tx.now,
  };
  await tx.manager.getRepository(WebhookTable).save(webhook);
  await record(tx, person, action, before, webhook);
  if (before && afresh) await tellWhatWaited(tx, id);
  tx.wake(heedWebhooks);
  if (before) return { webhook, secret: null };
  const { secret } = await setOutsideSecret(tx, person, { seal, kind: 'webhook', id, secret: null, graceHours: 0 });
  return { webhook, secret };
}

/** What people set of one: all of it that its history keeps. */
const settingsOf = ({ name, address, kinds, active }: WebhookRequest): WebhookRequest => ({
  name,
  address,
  kinds,
  active,
});

const record = (
  tx: Transaction,
  by: By,
  action: Kept['action'] | 'removed',
  before: Webhook | null,
  after: Webhook | null,
): Promise<void> =>
  changes(tx).record(by, {
    kind: webhookKind,
    subjectId: (after ?? before!).id,
    version: after?.version ?? before!.version + 1,
    action,
    before: before && settingsOf(before),
    after: after && settingsOf(after),
  });

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

/** It is told no more, and what it was told is forgotten; its history stays. Refuses with `webhook-not-found`. */
export async function removeWebhook(tx: Transaction, person: Person, id: string): Promise<void> {
  const known = await lockWebhook(tx, id);
  if (!known) throw notFound();
  await tx.manager.delete(WebhookTable, { id });
  await record(tx, person, 'removed', known, null);
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
  if (!after?.justTurnedOff) return;
  const webhook = await tx.manager.findOneByOrFail(WebhookTable, { id: webhookId });
  await record(tx, byItself, 'changed', { ...webhook, active: true }, webhook);
  showWebhook(tx, webhook);
}
