import type { EntityManager } from 'typeorm';
import type { AccountId, Address } from '#contracts';
import type { ErrorLogMark, WebhookFailure } from '../domain/error-log.ts';
import { ErrorLogMarkTable, type KeptFailure } from './webhook-failure.tables.ts';

/** Failures of one kind: of one number, with one code. */
export interface FailureCount {
  readonly number: Address | null;
  readonly errorCode: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** What Twilio could not bring us, and how far its error log was read. */
export const webhookFailures = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Keeps those that nobody kept before, and answers them. */
  async keep(failures: readonly KeptFailure[]): Promise<readonly KeptFailure[]> {
    if (failures.length === 0) return [];
    const kept: { sid: string }[] = await manager.query(
      `INSERT INTO webhook_failure (sid, account_id, error_code, number, happened_at)
       SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) AS new (sid) ORDER BY sid
       ON CONFLICT (sid) DO NOTHING RETURNING sid`,
      [
        failures.map(({ sid }) => sid),
        failures.map(({ accountId }) => accountId),
        failures.map(({ errorCode }) => errorCode),
        failures.map(({ number }) => number),
        failures.map(({ happenedAt }) => happenedAt),
      ],
    );
    const fresh = new Set(kept.map(({ sid }) => sid));
    return failures.filter(({ sid }) => fresh.delete(sid));
  },

  /** Those of these that nobody kept. */
  async unknown(failures: readonly WebhookFailure[]): Promise<readonly WebhookFailure[]> {
    const known: { sid: string }[] = await manager.query(`SELECT sid FROM webhook_failure WHERE sid = ANY($1)`, [
      failures.map(({ sid }) => sid),
    ]);
    const kept = new Set(known.map(({ sid }) => sid));
    return failures.filter(({ sid }) => !kept.has(sid));
  },

  /** Of which numbers of ours these were, as far as we know their texts; by the SID of the failure. */
  async numbersOf(failures: readonly WebhookFailure[]): Promise<ReadonlyMap<string, Address>> {
    const found: { sid: string; number: Address }[] = await manager.query(
      `SELECT failure.sid, channel.number FROM unnest($1::text[], $2::text[], $3::uuid[]) AS failure (sid, text_sid, delivery_id)
       LEFT JOIN incoming_message ON incoming_message.sid = failure.text_sid
       LEFT JOIN delivery ON delivery.message_id = failure.delivery_id
       JOIN channel ON channel.id = coalesce(delivery.channel_id, incoming_message.channel_id)`,
      [
        failures.map(({ sid }) => sid),
        failures.map(({ textSid }) => textSid),
        failures.map(({ deliveryId }) => deliveryId),
      ],
    );
    return new Map(found.map(({ sid, number }) => [sid, number]));
  },

  /** How many there were of an account since then, the latest kind first. */
  count: (accountId: AccountId, since: Date): Promise<FailureCount[]> =>
    manager.query(
      `SELECT number, error_code AS "errorCode", count(*)::int AS count, min(happened_at) AS "firstAt", max(happened_at) AS "lastAt"
       FROM webhook_failure WHERE account_id = $1 AND happened_at >= $2
       GROUP BY number, error_code ORDER BY "lastAt" DESC, number, error_code LIMIT 100`,
      [accountId, since],
    ),

  /** The account whose error log is to be read, and how far it was; of those with a number in use the one that has waited longest. */
  async nextDue(now: Date): Promise<{ readonly accountId: AccountId; readonly known: ErrorLogMark | null } | null> {
    const [due]: { id: AccountId }[] = await manager.query(
      `SELECT account.id FROM account LEFT JOIN error_log_mark ON error_log_mark.account_id = account.id
       WHERE account.provider = 'twilio' AND (next_at IS NULL OR next_at <= $1)
         AND EXISTS (SELECT FROM channel WHERE channel.account_id = account.id AND channel.state = 'active')
       ORDER BY next_at NULLS FIRST LIMIT 1`,
      [now],
    );
    if (!due) return null;
    return {
      accountId: due.id,
      known: await manager.getRepository(ErrorLogMarkTable).findOneBy({ accountId: due.id }),
    };
  },

  move: (mark: ErrorLogMark) => manager.getRepository(ErrorLogMarkTable).upsert(mark, ['accountId']),
});
