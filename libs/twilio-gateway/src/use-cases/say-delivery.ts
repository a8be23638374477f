import { deliveryChanged, type MessageId } from '#contracts';
import type { Cause, Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import { meaningOf } from '../domain/error-codes.ts';
import { wholeOf, type Whole } from '../domain/whole.ts';
import { deliveries } from '../storage/deliveries.ts';

/**
 * Says how far texts have come, of which these deliveries were just saved: each change of a text that is one delivery, and once what those
 * of several come to. `cause`: why, where that is not the transaction's. `expected`: when those that wait will presumably leave.
 */
export async function sayDeliveries(
  tx: Transaction,
  changed: readonly { readonly after: Delivery; readonly cause?: Cause }[],
  expected: ReadonlyMap<MessageId, Date> = new Map(),
): Promise<void> {
  const several = new Set(changed.filter(({ after }) => !isAlone(after)).map(({ after }) => after.wholeId));
  const causes = new Map(changed.map(({ after: { wholeId }, cause }) => [wholeId, cause]));
  const single = changed.filter(({ after }) => !several.has(after.wholeId));
  const wholes = several.size > 0 ? await readWholes(tx, [...several]) : [];
  for (const { whole, cause } of [
    ...single.map(({ after, cause }) => ({ whole: wholeOf([after]), cause })),
    ...wholes.map((whole) => ({ whole, cause: causes.get(whole.messageId) })),
  ])
    publish(cause ? tx.withCause(cause) : tx, whole, expected.get(whole.messageId) ?? null);
}

/** Whether a text can have no other delivery than this one. */
const isAlone = ({ parts, round, errorCode }: Delivery) =>
  parts === 1 &&
  round === 1 &&
  (errorCode === null || !(meaningOf(errorCode).resending || meaningOf(errorCode).isAboutFiles));

/** Parts change in transactions of their own: the one that says the whole last has seen all of them. */
async function readWholes(tx: Transaction, wholeIds: readonly MessageId[]): Promise<Whole[]> {
  await lockWholes(tx, wholeIds);
  const byWhole = Map.groupBy(await deliveries(tx).ofWholes(wholeIds), ({ wholeId }) => wholeId);
  return [...byWhole.values()].map(wholeOf);
}

/** Until the transaction ends nobody else says, or sends again, one of these texts. */
export async function lockWholes({ manager }: Transaction, wholeIds: readonly MessageId[]): Promise<void> {
  await manager.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT DISTINCT hashtextextended('gateway.whole ' || id, 0) AS key FROM unnest($1::text[]) AS asked (id) ORDER BY key
     ) AS keys`,
    [wholeIds],
  );
}

function publish(
  tx: Transaction,
  { changedAt, asLinks, expectedAt: againAt, triedUntil, ...whole }: Whole,
  planned: Date | null,
): void {
  const expectedAt = planned ?? againAt;
  tx.publish(deliveryChanged, {
    ...whole,
    changedAt: changedAt.toISOString(),
    ...(asLinks && { asLinks }),
    ...(expectedAt && { expectedAt: expectedAt.toISOString() }),
    ...(triedUntil && { triedUntil: triedUntil.toISOString() }),
  });
}
