import { type DefinitionId, type DefinitionKind, definitionRemoved, type Person } from '#contracts';
import { definedBy, definitionNotFound, refuseBuiltIn, removedAsOf } from '#definitions';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { enoughUsers, refuseInUse } from '../domain/in-use.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { rulesOf } from './definition-rules.ts';

/**
 * Removes a definition that nothing names any more; its history stays, and it can be restored. Removing it again changes nothing. Refuses
 * with `in-use` (naming who uses it), `definition-not-found`, `version-required`, `version-mismatch`, `built-in`.
 */
export async function removeDefinition(
  tx: Transaction,
  kind: DefinitionKind,
  person: Person,
  id: DefinitionId,
  from: number | null,
): Promise<void> {
  refuseBuiltIn(kind, id);
  await oneAtATime(tx);
  const known = await definitions(tx).find(kind, id);
  if (!known) throw definitionNotFound(kind);
  if (known.removedAt !== null) return;
  refuseOtherVersion(known.version, from);
  await rulesOf(kind).beforeRemoved?.(tx, known);
  refuseInUse(await definitions(tx).usersOf(id, enoughUsers));
  const removed = removedAsOf(known, tx.now);
  await definitions(tx).save(removed);
  await definitions(tx).saveUses(removed, []);
  const { version } = removed;
  await changes(tx).record(person, {
    kind: kind.kind,
    subjectId: id,
    version,
    action: 'removed',
    before: definedBy(known),
    after: null,
  });
  tx.publish(definitionRemoved, { kind: kind.kind, id, version });
}
