import {
  agentId,
  agentName,
  type AgentSettings,
  agentSettings,
  builtInPresences,
  type DefinitionId,
  nameInFile,
  operatingHoursKind,
  ratingModelKind,
  renamedFields,
  skillKind,
  type StaffKind,
  staffKinds,
  usualRatingModel,
  withIds,
} from '#contracts';
import { definedAs, definedBy, type Definition } from '#definitions';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { changing, type ConfigurationReader, type Planned, planned } from '#platform';
import type { NameOf } from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import {
  agentFromThing,
  agentReferences,
  agentThing,
  type ConfiguredAgent,
  staffThing,
} from '../domain/staff-configuration.ts';
import { readAgents } from '../storage/configuration.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { staffUse } from '../storage/staff-use.ts';
import { applyToAgents } from './apply-to-agents.ts';
import { expectAgents } from './expect-agents.ts';
import { setAgents } from './set-agents.ts';

/** What a file makes of the definitions of the staff, and how they can be named. */
export interface StaffPlan {
  readonly plans: readonly Planned<Definition>[];
  /** The id of what is called so; what is not there is a fault at this path. */
  idOf(kind: string, slug: string, path: string): string;
  readonly nameOf: NameOf;
  /** As they will be, by id. */
  readonly definitions: ReadonlyMap<string, Definition>;
  /** The values that each skill can be rated. */
  readonly ratings: ReadonlyMap<string, readonly number[]>;
}

/** Reads the definitions of the staff, each kind after those that it names. */
export async function planStaff(
  tx: Transaction,
  reader: ConfigurationReader,
  known: readonly Definition[],
): Promise<StaffPlan> {
  const ids = new Map(
    staffKinds.map(({ kind, builtIn }) => {
      const ofKind = known.filter((one) => one.kind === kind);
      return [kind, new Map<string, string>([...builtIn, ...ofKind].map(({ slug, id }) => [slug, id]))];
    }),
  );
  const definitions = new Map<string, Definition>(known.map((one) => [one.id, one]));
  const plans: Planned<Definition>[] = [];
  const idOf = (kind: string, slug: string, path: string) => {
    const id = ids.get(kind)?.get(slug);
    const { title } = staffKinds.find((one) => one.kind === kind)!;
    if (!id) reader.fault(path, `There are no ${title} called ${slug}.`, 'unknown-reference');
    return id ?? slug;
  };
  const nameOf: NameOf = (kind, id) => [...(ids.get(kind) ?? [])].find(([, one]) => one === id)?.[0] ?? id;
  for (const kind of staffKinds) {
    for (const [slug, thing] of reader.section(kind.section) ?? []) {
      const path = `${kind.section}.${slug}`;
      if (kind.builtIn.some((one) => one.slug === slug)) reader.fault(path, 'is built in', 'built-in');
      refuseRenamed(reader, kind.references, thing, path);
      const said = withIds(kind.references, thing, (named, other, at) => idOf(named, other, `${path}.${at}`));
      const asked = reader.read(kind.request, { ...said, slug }, path, kind.references);
      const ofKind = ids.get(kind.kind)!;
      const before = definitions.get(ofKind.get(slug) ?? '') ?? null;
      if (!before) ofKind.set(slug, tx.newId());
      if (!asked) continue;
      const id = ofKind.get(slug) as DefinitionId;
      const after = definedAs(kind, id, asked, before, tx.now);
      const differing = before ? differences(staffThing(kind, before, nameOf), staffThing(kind, after, nameOf)) : [];
      const stands = before && differing.length === 0 ? before : after;
      definitions.set(id, stands);
      plans.push(planned(kind.section, slug, before, stands, differing));
      if (before) await refuseUnconfirmed(tx, reader, kind, before, after, path);
    }
  }
  return { plans, idOf, nameOf, definitions, ratings: ratingsIn(definitions) };
}

const ratingsIn = (definitions: ReadonlyMap<string, Definition>): ReadonlyMap<string, readonly number[]> =>
  new Map(
    [...definitions.values()].flatMap(({ id, kind, body }) => {
      if (kind !== skillKind.kind) return [];
      const model = definitions.get(body['ratingModelId'] as string)?.body['values'] ?? usualRatingModel.values;
      return [[id, (model as readonly { value: number }[]).map(({ value }) => value)] as const];
    }),
  );

/** Fields that name something are called otherwise in a file. */
export function refuseRenamed(
  reader: ConfigurationReader,
  references: Parameters<typeof renamedFields>[0],
  thing: object,
  path: string,
): void {
  for (const field of renamedFields(references))
    if (field in thing) reader.fault(`${path}.${field}`, `is called ${nameInFile(field)} in a file`);
}

async function refuseUnconfirmed(
  tx: Transaction,
  reader: ConfigurationReader,
  kind: StaffKind,
  before: Definition,
  after: Definition,
  path: string,
): Promise<void> {
  const field = kind.confirmed.find((one) => before.body[one] !== after.body[one]);
  if (field && (await staffUse(tx).of(kind, before.id)).length > 0)
    reader.fault(
      `${path}.${field}`,
      'While agents have it, this is changed at its own door, which asks for confirmation.',
      'confirmation-required',
    );
}

/** Stores them, and what follows for agents. */
export async function keepStaff(tx: Transaction, by: By, plans: readonly Planned<Definition>[]): Promise<void> {
  if (plans.length === 0) return;
  await staffDefinitions(tx).saveAll(plans.map(({ after }) => after));
  await changes(tx).recordAll(
    by,
    plans.map(({ before, after }) => ({
      kind: after.kind,
      subjectId: after.id,
      version: after.version,
      action: before ? 'changed' : 'created',
      before: before && definedBy(before),
      after: definedBy(after),
    })),
  );
  for (const { before, after } of plans)
    if (before)
      await applyToAgents(
        tx,
        staffKinds.find(({ kind }) => kind === after.kind)!,
        after,
      );
}

const settingsInFile = agentSettings.omit({ queueIds: true });

/** Reads what a file says of agents; of who has not signed in yet, it says also the name. */
export async function planAgents(
  tx: Transaction,
  reader: ConfigurationReader,
  staff: StaffPlan,
): Promise<Planned<ConfiguredAgent>[]> {
  const section = reader.section('agents') ?? [];
  const known = new Map<string, ConfiguredAgent>(
    (
      await readAgents(
        tx.manager,
        section.flatMap(([id]) => agentId.safeParse(id).data ?? []),
      )
    ).map((one) => [one.id, one]),
  );
  return section.flatMap(([key, { name, ...thing }]) => {
    const path = `agents.${key}`;
    const id = reader.read(agentId, key, path);
    refuseRenamed(reader, agentReferences, thing, path);
    // operating hours are called by their ids, which another service gives them
    const idOf = (kind: string, slug: string, at: string) =>
      kind === operatingHoursKind.kind ? slug : staff.idOf(kind, slug, `${path}.${at}`);
    const presenceCalled = (slug: string) => presenceIn(staff, slug, `${path}.defaultPresence`);
    const said = agentFromThing(thing, idOf, presenceCalled);
    const asked = reader.read(settingsInFile, said, path, agentReferences);
    const before = (id && known.get(id)) ?? null;
    const called = before?.name ?? reader.read(agentName, name ?? '', `${path}.name`);
    if (!id || !asked || called === undefined) return [];
    refuseWrong(reader, staff, asked, path);
    const after = { id, name: called, settings: asked };
    const differing = before ? differences(agentThing(before, staff.nameOf), agentThing(after, staff.nameOf)) : [];
    return [planned('agents', key, before, before && differing.length === 0 ? before : after, differing)];
  });
}

/** A built-in presence is called by what it stands for; another one stands for what it says. */
function presenceIn(staff: StaffPlan, slug: string, path: string): AgentSettings['defaultPresence'] | undefined {
  const builtIn = builtInPresences.find((one) => one.slug === slug);
  if (builtIn) return { presence: builtIn['base'] as never, presenceId: null };
  const id = staff.idOf('presence', slug, path);
  const found = staff.definitions.get(id);
  return found && { presence: found.body['base'] as never, presenceId: id as never };
}

function refuseWrong(
  reader: ConfigurationReader,
  { ratings }: StaffPlan,
  { skills, presenceIds, defaultPresence }: ConfiguredAgent['settings'],
  path: string,
): void {
  skills.forEach(({ skillId, rating }, n) => {
    if (ratings.get(skillId)?.includes(rating) === false)
      reader.fault(`${path}.skills.${n}.rating`, `is no value of its ${ratingModelKind.title}`);
  });
  const { presenceId } = defaultPresence;
  if (presenceId !== null && !presenceIds.includes(presenceId))
    reader.fault(`${path}.defaultPresence`, 'is not a presence of this agent');
}

/** Sets them. Who has not signed in yet is there from now on, away, and serves the default queue (product.md 9.3). */
export async function keepAgents(tx: Transaction, by: By, plans: readonly Planned<ConfiguredAgent>[]): Promise<void> {
  if (plans.length === 0) return;
  await expectAgents(
    tx,
    plans.filter(({ before }) => before === null).map(({ after }) => after),
  );
  await setAgents(
    tx,
    by,
    changing(plans).map(({ after }) => ({
      agentId: after.id,
      change: ({ queueIds }) => ({ ...after.settings, queueIds }),
    })),
  );
}
