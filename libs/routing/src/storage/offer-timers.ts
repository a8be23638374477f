import type { OfferId } from '#contracts';
import type { Transaction } from '#event-bus';

/** The kind of timer that looks at a standing offer. */
export const offerDueKind = 'offer-due';

/**
 * The timers of offers, many at a time. What another replica is firing right now is passed over instead of waited for:
 * it fires late, finds the offer over, and that is harmless.
 */
export const offerTimers = ({ manager, now }: Transaction) => ({
  /** Offers that are over need no timer. */
  async forget(ids: readonly OfferId[]): Promise<void> {
    await manager.query(
      `DELETE FROM timer WHERE kind = $1 AND subject = ANY(ARRAY(
         SELECT subject FROM timer WHERE kind = $1 AND subject = ANY($2) FOR UPDATE SKIP LOCKED))`,
      [offerDueKind, ids],
    );
  },
  /** Takes the timers that are due besides this one, so that many offers that end together end in one transaction. */
  async takeOthersDue(than: string, limit: number): Promise<OfferId[]> {
    const [rows]: [{ subject: OfferId }[], number] = await manager.query(
      `DELETE FROM timer WHERE kind = $1 AND subject = ANY(ARRAY(
         SELECT subject FROM timer WHERE kind = $1 AND subject <> $2 AND due_at <= $3 ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED))
       RETURNING subject`,
      [offerDueKind, than, now, limit],
    );
    return rows.map(({ subject }) => subject);
  },
});
