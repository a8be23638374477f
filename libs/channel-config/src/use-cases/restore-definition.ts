import { type Defined, type DefinitionId, type DefinitionKind, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { definedBy, type Definition } from '../domain/definition.ts';
import { isSame } from '../domain/differences.ts';
import { refuseOtherVersion } from '../domain/version.ts';
import { changes } from '../storage/changes.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { definitionNotFound, keepDefinition, refuseBuiltIn } from './save-definition.ts';

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
  refuseOtherVersion(kind.title, known, from);
  const was = await changes(tx).at(id, version);
  if (!was) throw new Refusal('version-not-found', `Nothing is known of version ${version}, or it was removed then.`);
  const read = kind.request.safeParse(was);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Refusal('outdated', `What it was at version ${version} is not allowed any more: ${issue!.message}.`);
  }
  const asked: Defined = read.data;
  if (known.removedAt === null && isSame(definedBy(known), asked)) return known;
  return keepDefinition(tx, kind, person, id, known, asked, 'restored');
}
