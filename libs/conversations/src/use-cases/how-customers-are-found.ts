import { Refusal } from '#contracts';
import type { Transaction } from '#event-bus';

/** Until the transaction ends nobody else changes how customers are found. */
export async function oneAtATime({ manager }: Transaction): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('conversations.how-customers-are-found'))`);
}

/** Refuses with `version-required`, `version-mismatch`. */
export function expectVersion(from: number | null, known: number): void {
  if (from === null) throw new Refusal('version-required', `Say which version you change: If-Match: "${known}".`);
  if (from !== known)
    throw new Refusal('version-mismatch', `Somebody changed it meanwhile: it is at version ${known}.`);
}
