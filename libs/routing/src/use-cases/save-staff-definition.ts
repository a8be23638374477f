import {
  alreadyExists,
  type DefinitionId,
  isSame,
  type Person,
  Refusal,
  type Defined,
  type StaffKind,
  staffKinds,
} from '#contracts';
import { definedAs, definedBy, type Definition, definitionNotFound, refuseBuiltIn, removedAsOf } from '#definitions';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { profileUse } from '../storage/profile-use.ts';
import { staffUse } from '../storage/staff-use.ts';
import { applyToAgents } from './apply-to-agents.ts';

/**
 * Creates one, or changes it (`from`: the version that the change starts from; null creates). Refuses with `already-exists`,
 * `definition-not-found`, `version-mismatch`, `slug-taken`, `in-use` (another slug where something goes by it), `unknown-reference`, `built-in`, and `confirmation-required` where what agents have counts
 * otherwise afterwards (product.md 43 G32).
 */
export async function saveStaffDefinition(
  tx: Transaction,
  kind: StaffKind,
  person: Person,
  id: DefinitionId,
  asked: Defined,
  from: number | null,
  isConfirmed = false,
): Promise<Definition> {
  refuseBuiltIn(kind, id);
  await staffDefinitions(tx).oneAtATime();
  const known = await staffDefinitions(tx).find(kind, id);
  const standing = known?.removedAt === null ? known : null;
  if (from !== null) expectAt(from, standing, kind);
  if (standing && isSame(definedBy(standing), asked)) return standing;
  if (from === null && known) throw alreadyExists(known);
  return keepStaffDefinition(tx, kind, person, { id, known, asked, isConfirmed }, known ? 'changed' : 'created');
}

/** Takes one out of use, for good unless it is restored. Removing it again changes nothing. Refuses with `in-use` while something names it. */
export async function removeStaffDefinition(
  tx: Transaction,
  kind: StaffKind,
  person: Person,
  id: DefinitionId,
  from: number | null,
): Promise<void> {
  refuseBuiltIn(kind, id);
  await staffDefinitions(tx).oneAtATime();
  const known = await staffDefinitions(tx).find(kind, id);
  if (known && known.removedAt !== null) return;
  expectAt(from, known, kind);
  const users = await staffUse(tx).of(kind, id);
  if (users.length > 0) throw new Refusal('in-use', `It is used: ${users.slice(0, 5).join(', ')}.`);
  const removed = removedAsOf(known, tx.now);
  await staffDefinitions(tx).save(removed);
  const { version } = removed;
  const before = definedBy(known);
  await changes(tx).record(person, { kind: kind.kind, subjectId: id, version, action: 'removed', before, after: null });
}

/** Makes one again what it was at `version`, also when it was removed since: a change like any other. */
export async function restoreStaffDefinition(
  tx: Transaction,
  kind: StaffKind,
  person: Person,
  id: DefinitionId,
  version: number,
  from: number | null,
  isConfirmed = false,
): Promise<Definition> {
  refuseBuiltIn(kind, id);
  await staffDefinitions(tx).oneAtATime();
  const known = await staffDefinitions(tx).find(kind, id);
  expectAt(from, known, kind);
  const asked: Defined = await changes(tx).at(kind.request, { kind: kind.kind, subjectId: id, version });
  if (known.removedAt === null && isSame(definedBy(known), asked)) return known;
  return keepStaffDefinition(tx, kind, person, { id, known, asked, isConfirmed }, 'restored');
}

interface Kept {
  readonly id: DefinitionId;
  readonly known: Definition | null;
  readonly asked: Defined;
  readonly isConfirmed: boolean;
}

async function keepStaffDefinition(
  tx: Transaction,
  kind: StaffKind,
  person: Person,
  { id, known, asked, isConfirmed }: Kept,
  action: 'created' | 'changed' | 'restored',
): Promise<Definition> {
  if (await staffDefinitions(tx).isSlugTaken(kind, asked.slug, id))
    throw new Refusal('slug-taken', `Another one is called ${asked.slug}.`, 'slug');
  await refuseUnknown(tx, kind, asked);
  const before = known?.removedAt === null ? definedBy(known) : null;
  if (before && before.slug !== asked.slug) {
    const namers = await staffUse(tx).bySlug(kind, id);
    if (namers.length > 0) throw new Refusal('in-use', `It is called so by ${namers.slice(0, 5).join(', ')}.`, 'slug');
  }
  if (before && !isConfirmed) await refuseUnconfirmed(tx, kind, id, before, asked);
  const definition = definedAs(kind, id, asked, known, tx.now);
  await staffDefinitions(tx).save(definition);
  const { version } = definition;
  const after = definedBy(definition);
  await changes(tx).record(person, { kind: kind.kind, subjectId: id, version, action, before, after });
  if (before) await applyToAgents(tx, kind, definition);
  return definition;
}

async function refuseUnknown(tx: Transaction, kind: StaffKind, asked: Defined): Promise<void> {
  for (const [field, named] of Object.entries(kind.references)) {
    const id = asked[field];
    const other = staffKinds.find((one) => one.kind === named)!;
    if (typeof id !== 'string' || other.builtIn.some((one) => one.id === id)) continue;
    if (!(await staffDefinitions(tx).some(other, [id])).has(id))
      throw new Refusal('unknown-reference', `There are no such ${other.title}.`, field);
  }
}

async function refuseUnconfirmed(
  tx: Transaction,
  kind: StaffKind,
  id: DefinitionId,
  before: Defined,
  asked: Defined,
): Promise<void> {
  const field = kind.confirmed.find((one) => before[one] !== asked[one]);
  if (!field) return;
  const { agents, items } = await profileUse(tx).count(id);
  if (agents === 0) return;
  throw new Refusal(
    'confirmation-required',
    `Agents who have it: ${agents}. Conversations that count in it now: ${items}. They go on counting, and what is over counts as it is ` +
      'said from now on. Say confirmed=true to change it.',
    field,
  );
}

/** Goes on with what there is, at the version that was said. */
function expectAt(from: number | null, known: Definition | null, kind: StaffKind): asserts known is Definition {
  if (!known) throw definitionNotFound(kind);
  refuseOtherVersion(known.version, from);
}
