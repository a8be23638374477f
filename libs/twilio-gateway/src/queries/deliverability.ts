import type { EntityManager } from 'typeorm';
import type { DeliverabilitiesView } from '#contracts';
import { linkOf, meaningOf } from '../domain/error-codes.ts';

interface Row {
  readonly number: string;
  readonly state: string;
  readonly errorCode: string | null;
  readonly count: number;
  readonly segments: number;
  readonly contradicted: number;
}

/** How texts that were handed over in this time fared, by the number they were sent from. */
export async function readDeliverability(manager: EntityManager, from: Date, to: Date): Promise<DeliverabilitiesView> {
  const rows: Row[] = await manager.query(
    `SELECT channel.number, delivery.state, delivery.error_code AS "errorCode", count(*)::int AS count,
       sum(delivery.segments)::int AS segments, count(contradicted.message_id)::int AS contradicted
     FROM delivery JOIN channel ON channel.id = delivery.channel_id
     LEFT JOIN (
       SELECT DISTINCT message_id FROM delivery_observation WHERE effect = 'contradicted' AND observed_at >= $1
     ) AS contradicted USING (message_id)
     WHERE delivery.submitted_at >= $1 AND delivery.submitted_at < $2
     GROUP BY channel.number, delivery.state, delivery.error_code ORDER BY channel.number`,
    [from, to],
  );
  const byNumber = Map.groupBy(rows, ({ number }) => number);
  return {
    items: [...byNumber].map(([number, its]) => {
      const count = (...states: string[]) => sumOf(its.filter(({ state }) => states.includes(state)));
      const codes = Map.groupBy(
        its.filter(({ state, errorCode }) => errorCode !== null && (state === 'undelivered' || state === 'failed')),
        ({ errorCode }) => errorCode!,
      );
      return {
        number,
        sent: sumOf(its),
        segments: its.reduce((sum, { segments }) => sum + segments, 0),
        delivered: count('delivered'),
        undelivered: count('undelivered'),
        failed: count('failed'),
        unknown: count('unknown'),
        underWay: count('queued', 'submitting', 'accepted', 'sent'),
        contradicted: its.reduce((sum, one) => sum + one.contradicted, 0),
        codes: [...codes]
          .map(([errorCode, some]) => ({
            errorCode,
            title: meaningOf(errorCode).title,
            link: linkOf(errorCode),
            count: sumOf(some),
          }))
          .toSorted((one, other) => other.count - one.count),
      };
    }),
  };
}

const sumOf = (rows: readonly Row[]) => rows.reduce((sum, { count }) => sum + count, 0);
