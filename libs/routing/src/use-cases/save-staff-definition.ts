import { type DefinitionId, type Person, Refusal, type StaffDefined, type StaffKind, staffKinds } from '#contracts';
import type { Transaction } from '#event-bus';
import { differences } from '../domain/differences.ts';
import { bodyOf, definedBy, type StaffDefinition } from '../domain/staff-definition.ts';
import { staffChanges } from '../storage/staff-changes.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { profileUse } from '../storage/profile-use.ts';
import { staffUse } from '../storage/staff-use.ts';
import { applyToAgents } from './apply-to-agents.ts';

export const staffNotFound = ({ title }: StaffKind): Refusal =>
  new Refusal('definition-not-found', `There are no such ${title}.`);
const isSame = (one: StaffDefined, other: StaffDefined) => differences(one, other).length === 0;

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
  asked: StaffDefined,
  from: number | null,
  isConfirmed = false,
): Promise<StaffDefinition> {
  refuseBuiltIn(kind, id);
  await staffDefinitions(tx).oneAtATime();
  const known = await staffDefinitions(tx).find(kind, id);
  const standing = known?.removedAt === null ? known : null;
  if (from !== null) refuseOtherVersion(kind, standing, from);
  if (standing && isSame(definedBy(standing), asked)) return standing;
  if (from === null && known)
    throw new Refusal(
      'already-exists',
      `There are ${kind.title} with this id and other contents, or there were.`,
      'id',
    );
  return keepStaffDefinition(tx, kind, person, { id, known, asked, isConfirmed }, known ? 'changed' : 'created');
}

/** Takes one out of use, for good unless it is restored. Refuses with `in-use` while something names it. */
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
  refuseOtherVersion(kind, known?.removedAt === null ? known : null, from);
  const users = await staffUse(tx).of(kind, id);
  if (users.length > 0) throw new Refusal('in-use', `It is used: ${users.slice(0, 5).join(', ')}.`);
  const removed = { ...known!, version: known!.version + 1, removedAt: tx.now, changedAt: tx.now };
  await staffDefinitions(tx).save(removed);
  const { version } = removed;
  const change = { kind: kind.kind, subjectId: id, version, action: 'removed', after: null } as const;
  await staffChanges(tx).record(person, [{ ...change, before: definedBy(known!) }]);
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
): Promise<StaffDefinition> {
  refuseBuiltIn(kind, id);
  await staffDefinitions(tx).oneAtATime();
  const known = await staffDefinitions(tx).find(kind, id);
  refuseOtherVersion(kind, known, from);
  const was = await staffChanges(tx).at(id, version);
  if (!was) throw new Refusal('version-not-found', `Nothing is known of version ${version}, or it was removed then.`);
  const read = kind.request.safeParse(was);
  if (!read.success)
    throw new Refusal('outdated', `What it was then is not allowed any more: ${read.error.issues[0]!.message}.`);
  if (known!.removedAt === null && isSame(definedBy(known!), read.data)) return known!;
  return keepStaffDefinition(tx, kind, person, { id, known, asked: read.data, isConfirmed }, 'restored');
}

interface Kept {
  readonly id: DefinitionId;
  readonly known: StaffDefinition | null;
  readonly asked: StaffDefined;
  readonly isConfirmed: boolean;
}

async function keepStaffDefinition(
  tx: Transaction,
  kind: StaffKind,
  person: Person,
  { id, known, asked, isConfirmed }: Kept,
  action: 'created' | 'changed' | 'restored',
): Promise<StaffDefinition> {
  if (await staffDefinitions(tx).isSlugTaken(kind, asked.slug, id))
    throw new Refusal('slug-taken', `Another one is called ${asked.slug}.`, 'slug');
  await refuseUnknown(tx, kind, asked);
  const before = known?.removedAt === null ? definedBy(known) : null;
  if (before && before.slug !== asked.slug) {
    const namers = await staffUse(tx).bySlug(kind, id);
    if (namers.length > 0) throw new Refusal('in-use', `It is called so by ${namers.slice(0, 5).join(', ')}.`, 'slug');
  }
  if (before && !isConfirmed) await refuseUnconfirmed(tx, kind, id, before, asked);
  const definition: StaffDefinition = {
    kind: kind.kind,
    id,
    version: (known?.version ?? 0) + 1,
    slug: asked.slug,
    name: asked.name,
    description: asked.description,
    body: bodyOf(asked),
    createdAt: known?.createdAt ?? tx.now,
    changedAt: tx.now,
    removedAt: null,
  };
  await staffDefinitions(tx).save(definition);
  const { version } = definition;
  await staffChanges(tx).record(person, [
    { kind: kind.kind, subjectId: id, version, action, before, after: definedBy(definition) },
  ]);
  if (before) await applyToAgents(tx, kind, definition);
  return definition;
}

async function refuseUnknown(tx: Transaction, kind: StaffKind, asked: StaffDefined): Promise<void> {
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
  before: StaffDefined,
  asked: StaffDefined,
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

function refuseBuiltIn({ builtIn }: StaffKind, id: DefinitionId): void {
  if (builtIn.some((one) => one.id === id))
    throw new Refusal('built-in', 'This one is built in: copy it under another name to change it.');
}

function refuseOtherVersion(kind: StaffKind, known: StaffDefinition | null, from: number | null): void {
  if (!known) throw staffNotFound(kind);
  if (from === null)
    throw new Refusal('version-required', `Say which version you change: If-Match: "${known.version}".`);
  if (known.version !== from) throw new Refusal('version-mismatch', `This is at version ${known.version} now.`);
}
