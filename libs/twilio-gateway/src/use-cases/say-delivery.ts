import { deliveryChanged, type MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Delivery } from '../domain/delivery.ts';
import { meaningOf } from '../domain/error-codes.ts';
import { wholeOf, type Whole } from '../domain/whole.ts';
import { deliveries } from '../storage/deliveries.ts';

/**
 * Says how far texts have come, of which these deliveries were just saved. `expected`: when those that wait will presumably leave.
 */
export async function sayDeliveries(
  tx: Transaction,
  changed: readonly Delivery[],
  expected: ReadonlyMap<MessageId, Date> = new Map(),
): Promise<void> {
  const several = new Set(changed.filter((one) => !isAlone(one)).map(({ wholeId }) => wholeId));
  const single = changed.filter(({ wholeId }) => !several.has(wholeId));
  const wholes = several.size > 0 ? await readWholes(tx, [...several]) : [];
  for (const whole of [...single.map((one) => wholeOf([one])), ...wholes])
    publish(tx, whole, expected.get(whole.messageId) ?? null);
}

/** Whether a text can have no other delivery than this one. */
const isAlone = ({ parts, round, errorCode }: Delivery) =>
  parts === 1 && round === 1 && (errorCode === null || !meaningOf(errorCode).resending);

/** Parts change in transactions of their own: the one that says the whole last has seen all of them. */
async function readWholes(tx: Transaction, wholeIds: readonly MessageId[]): Promise<Whole[]> {
  await tx.manager.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT DISTINCT hashtextextended('gateway.whole ' || id, 0) AS key FROM unnest($1::text[]) AS asked (id) ORDER BY key
     ) AS keys`,
    [wholeIds],
  );
  const byWhole = Map.groupBy(await deliveries(tx).ofWholes(wholeIds), ({ wholeId }) => wholeId);
  return [...byWhole.values()].map(wholeOf);
}

function publish(tx: Transaction, { changedAt, ...whole }: Whole, expectedAt: Date | null): void {
  tx.publish(deliveryChanged, {
    ...whole,
    changedAt: changedAt.toISOString(),
    ...(expectedAt && { expectedAt: expectedAt.toISOString() }),
  });
}
