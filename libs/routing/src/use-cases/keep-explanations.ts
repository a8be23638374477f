import type { Transaction } from '#event-bus';

const day = 86_400_000;
/** How long it can be told why work went where it went (product.md 40). */
export const explainedDays = 30;
/** Partitions are opened this many days ahead, so that a process which cannot do it for a while harms nothing. */
const daysAhead = 7;

/** Opens the coming days' partitions of explanations, and drops those that were kept long enough. */
export async function keepExplanations({ manager, now }: Transaction): Promise<void> {
  const dayFromNow = (days: number) => new Date(now.getTime() + days * day).toISOString().slice(0, 10);
  await manager.query('SELECT keep_partitions($1::date, $2::date, $3::date)', [
    dayFromNow(-explainedDays),
    dayFromNow(0),
    dayFromNow(daysAhead),
  ]);
}
