import {
  hourMs,
  type OutsideSecretKind,
  type OutsideSecretStateView,
  type OutsideSecretView,
  type Person,
  Refusal,
  refuseUngranted,
  type SecretAction,
  theOrganisation,
} from '#contracts';
import { secretGrantsOf } from '#copies';
import type { Transaction } from '#event-bus';
import { newSecret } from '#outside';
import type { Seal } from '#secrets';
import { outsideSecretEntries } from '../storage/outside-secret-entries.ts';
import { type OutsideSecret, outsideSecrets, placeOf } from '../storage/outside-secrets.ts';

interface Asked {
  readonly seal: Seal | null;
  readonly kind: OutsideSecretKind;
  readonly id: string;
  /** Null: one is made up. */
  readonly secret: string | null;
  /** How long calls are signed with the one before as well. */
  readonly graceHours: number;
}

/**
 * Seals what calls to another system are signed with. Without a secret one is made up, and shown this once. Calls are signed with the one
 * before as well until the grace is over, so that the other side can change in its own time. Refuses with `not-allowed`, `unavailable` where this
 * installation has no keys to seal with, and with `bot-not-found` and the like what nobody has heard of.
 */
export async function setOutsideSecret(
  tx: Transaction,
  person: Person,
  { seal, kind, id, secret, graceHours }: Asked,
): Promise<OutsideSecretView> {
  if (!seal) throw new Refusal('unavailable', 'CONVERSATIONS_SECRETS_KEYS is not set: nothing can be sealed.');
  await mustBeThere(tx, kind, id);
  const before = await outsideSecrets(tx).lock(kind, id);
  await refuseSecretUngranted(tx, person, kind, before ? 'update' : 'create');
  const made = secret === null ? newSecret() : null;
  await outsideSecrets(tx).save({
    kind,
    subject: id,
    sealed: seal.seal(secret ?? made!, placeOf(kind, id)),
    previousSealed: before && graceHours > 0 ? before.sealed : null,
    previousUntil: before && graceHours > 0 ? new Date(tx.now.getTime() + graceHours * hourMs) : null,
    changedAt: tx.now,
    changedBy: person.name,
    lastUsedAt: before?.lastUsedAt ?? null,
  });
  await outsideSecretEntries(tx).write(person, [{ kind, subject: id, action: before ? 'replaced' : 'set' }]);
  return { kind, id, secret: made, changedAt: tx.now.toISOString() };
}

/** Calls are not signed any more. Refuses with `not-allowed`, and with `bot-not-found` and the like. */
export async function removeOutsideSecret(
  tx: Transaction,
  person: Person,
  kind: OutsideSecretKind,
  id: string,
): Promise<void> {
  await mustBeThere(tx, kind, id);
  if (!(await outsideSecrets(tx).lock(kind, id))) return;
  await refuseSecretUngranted(tx, person, kind, 'update');
  await outsideSecrets(tx).remove(kind, id);
  await outsideSecretEntries(tx).write(person, [{ kind, subject: id, action: 'removed' }]);
}

/** Whether one is set, since when, and when it was last used. Refuses with `bot-not-found` and the like. */
export async function readOutsideSecret(
  tx: Pick<Transaction, 'manager' | 'now'>,
  kind: OutsideSecretKind,
  id: string,
): Promise<OutsideSecretStateView> {
  await mustBeThere(tx, kind, id);
  const known = await outsideSecrets(tx).find(kind, id);
  const isUsed = known?.lastUsedAt && known.lastUsedAt >= known.changedAt;
  const isBefore = known?.previousUntil && known.previousUntil > tx.now;
  return {
    kind,
    id,
    isSet: known !== null,
    lastRotatedAt: known?.changedAt.toISOString() ?? null,
    changedBy: known?.changedBy ?? null,
    lastUsedAt: isUsed ? known.lastUsedAt.toISOString() : null,
    previousValidUntil: isBefore ? known.previousUntil.toISOString() : null,
  };
}

/**
 * Seals again, with the key that seals now, every secret that an older key closed. What masking hides stays as it is closed, so the older
 * key stays at hand for that. Answers how many secrets it were; again is none.
 */
export async function resealOutsideSecrets(
  tx: Transaction,
  seal: Seal | null,
  person: Person,
): Promise<{ resealed: number }> {
  if (!seal) throw new Refusal('unavailable', 'CONVERSATIONS_SECRETS_KEYS is not set: nothing can be sealed.');
  const isStale = (sealed: string | null) => sealed !== null && !seal.isCurrent(sealed);
  const stale = (await outsideSecrets(tx).lockAll()).filter(
    ({ sealed, previousSealed }) => isStale(sealed) || isStale(previousSealed),
  );
  const again = stale.map((secret): OutsideSecret => {
    const place = placeOf(secret.kind, secret.subject);
    const anew = (sealed: string) => seal.seal(seal.open(sealed, place), place);
    return {
      ...secret,
      sealed: anew(secret.sealed),
      previousSealed: secret.previousSealed && anew(secret.previousSealed),
    };
  });
  if (again.length > 0) await outsideSecrets(tx).save(...again);
  await outsideSecretEntries(tx).write(
    person,
    again.map(({ kind, subject }) => ({ kind, subject, action: 'resealed' })),
  );
  return { resealed: again.length };
}

/** Refuses with `not-allowed` who has no grant on secrets of this kind (product.md 36). */
export async function refuseSecretUngranted(
  tx: Pick<Transaction, 'manager'>,
  person: Person,
  kind: OutsideSecretKind,
  action: SecretAction,
): Promise<void> {
  const column = `${kind}-key` as const;
  const field = action === 'read' ? {} : { field: 'secret' };
  refuseUngranted(await secretGrantsOf(tx, column), { column, action, ...field }, person);
}

async function mustBeThere({ manager }: Pick<Transaction, 'manager'>, kind: OutsideSecretKind, id: string) {
  if (kind === 'directory' || kind === 'translator') {
    if (id === theOrganisation) return;
  } else {
    const [known]: unknown[] =
      kind === 'webhook'
        ? await manager.query(`SELECT 1 FROM webhook WHERE id = $1`, [id])
        : await manager.query(`SELECT 1 FROM definition_copy WHERE kind = $1 AND id = $2 AND defined IS NOT NULL`, [
            kind,
            id,
          ]);
    if (known) return;
  }
  throw new Refusal(`${kind}-not-found`, `There is no such ${kind}.`);
}
