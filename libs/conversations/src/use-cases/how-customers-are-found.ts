import type { Transaction } from '#event-bus';

/** Until the transaction ends nobody else changes how customers are found. */
export async function oneAtATime({ manager }: Transaction): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('conversations.how-customers-are-found'))`);
}
