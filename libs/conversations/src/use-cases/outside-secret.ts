import { type OutsideSecretView, type Person, Refusal, theOrganisation } from '#contracts';
import type { Transaction } from '#event-bus';
import { newSecret } from '#outside';
import type { Seal } from '#secrets';
import { outsideSecrets, placeOf } from '../storage/outside-secrets.ts';

/**
 * Seals what calls to another system are signed with. Without a secret one is made up, and shown this once. Refuses with `unavailable`
 * where this installation has no keys to seal with, and with `bot-not-found` and the like what nobody has heard of.
 */
export async function setOutsideSecret(
  tx: Transaction,
  person: Person,
  { seal, kind, id, secret }: { seal: Seal | null; kind: string; id: string; secret: string | null },
): Promise<OutsideSecretView> {
  if (!seal) throw new Refusal('unavailable', 'CONVERSATIONS_SECRETS_KEYS is not set: nothing can be sealed.');
  await mustBeThere(tx, kind, id);
  const made = secret === null ? newSecret() : null;
  const sealed = seal.seal(secret ?? made!, placeOf(kind, id));
  await outsideSecrets(tx).save({ kind, subject: id, sealed, changedAt: tx.now, changedBy: person.name });
  return { kind, id: id as never, secret: made, changedAt: tx.now.toISOString() };
}

export async function removeOutsideSecret(tx: Transaction, kind: string, id: string): Promise<void> {
  await mustBeThere(tx, kind, id);
  await outsideSecrets(tx).remove(kind, id);
}

async function mustBeThere({ manager }: Transaction, kind: string, id: string): Promise<void> {
  if (kind === 'directory' || kind === 'translator') {
    if (id === theOrganisation) return;
  } else {
    const [known]: unknown[] = await manager.query(
      `SELECT 1 FROM definition_copy WHERE kind = $1 AND id = $2 AND defined IS NOT NULL`,
      [kind, id],
    );
    if (known) return;
  }
  throw new Refusal(`${kind}-not-found`, `There is no such ${kind}.`);
}
