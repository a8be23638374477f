import { type Defined, type DefinitionId, type DefinitionKind, type Person } from '#contracts';
import { definedBy, type Definition, definitionNotFound, refuseBuiltIn } from '#definitions';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { isSame } from '../domain/differences.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { keepDefinition } from './save-definition.ts';

/**
 * Makes a definition again what it was at `version`, also when it was removed since; that is a change like any other, with a version of its
 * own. Refuses as saving does, and with `version-not-found`, `outdated` (what it was then is not allowed any more).
 */
export async function restoreDefinition(
  tx: Transaction,
  kind: DefinitionKind,
  person: Person,
  id: DefinitionId,
  version: number,
  from: number | null,
): Promise<Definition> {
  refuseBuiltIn(kind, id);
  await oneAtATime(tx);
  const known = await definitions(tx).find(kind, id);
  if (!known) throw definitionNotFound(kind);
  refuseOtherVersion(known.version, from);
  const asked: Defined = await changes(tx).at(kind.request, { kind: kind.kind, subjectId: id, version });
  if (known.removedAt === null && isSame(definedBy(known), asked)) return known;
  return keepDefinition(tx, kind, person, id, known, asked, 'restored');
}
