import {
  type AssignmentSettings,
  assignmentSettings,
  type Classification,
  type ConfiguredThing,
  type CustomAssignment,
  distribution,
  nameInFile,
  type References,
  type RouteToQueue,
  staffKinds,
  withSlugs,
} from '#contracts';
import type { AgentId } from '#contracts';
import { isDefault, type Queue, settingsOf } from './queue.ts';
import type { DistributionSettings } from './workstream.ts';

/** What holds for all work that is assigned: there is one thing in its section. */
export const assignmentSection = { section: 'assignment', slug: 'settings' } as const;
/** By which rules queues order their work and choose their agents, by the slugs of the queues. */
export const queueRulesSection = 'customAssignment';

/**
 * The parts of a file of configuration, in its order. Distributions and rules of workstreams stand under the ids of these, which are another
 * service's.
 */
export const sections = [
  ...staffKinds.map(({ section }) => section),
  'queues',
  queueRulesSection,
  'distributions',
  'classification',
  'routeToQueue',
  'agents',
  assignmentSection.section,
];

/** Agents and operating hours are called by their ids, which other services and the sign-in give them; queues by their slugs. */
export const queueReferences: References = {
  'memberIds[]': 'agent',
  operatingHoursId: 'operating-hours',
  'overflow.outOfHours.queueId': 'queue',
  'overflow.workItemLimit.queueId': 'queue',
  'overflow.waitingTime.queueId': 'queue',
};

/** A queue with those who serve it, in an order of their own. */
export interface QueueWithMembers extends Queue {
  readonly memberIds: readonly AgentId[];
}

export const distributionReferences: References = { capacityProfileId: 'capacity-profile' };
/** Of rules of workstreams, at whatever depth. */
export const ruleReferences: References = {
  queueId: 'queue',
  skillId: 'skill',
  capacityProfileId: 'capacity-profile',
  skillFinderId: 'skill-finder',
};
/** Of rules of queues, at whatever depth. */
export const queueRuleReferences: References = { typeId: 'skill-type' };

/** What something is called in a file, by its kind and id: by a slug where it is ours, or else by the id. */
export type NameOf = (kind: string, id: string) => string;

const distributionFields = Object.keys(distribution.shape);
const pick = (thing: object, fields: readonly string[]): ConfiguredThing =>
  Object.fromEntries(fields.map((field) => [field, (thing as ConfiguredThing)[field]]));

/** A queue as a file says it. Who serves it is a set. */
export function queueThing({ memberIds, ...queue }: QueueWithMembers, nameOf: NameOf): ConfiguredThing {
  // whoever is there serves the default queue, here or elsewhere
  const { slug: _slug, ...settings } = settingsOf(queue, isDefault(queue) ? [] : [...memberIds]);
  return withSlugs(queueReferences, settings, nameOf);
}

/** What is set of a distribution. */
export const settingsOfDistribution = (settings: DistributionSettings): ConfiguredThing =>
  pick(settings, distributionFields);

/** The same as a file says it. */
export const distributionThing = (settings: DistributionSettings, nameOf: NameOf): ConfiguredThing =>
  withSlugs(distributionReferences, settingsOfDistribution(settings), nameOf);

/** What holds for all work as a file says it, in the order of its fields, which the database does not keep. */
export const assignmentThing = (settings: AssignmentSettings): ConfiguredThing => assignmentSettings.parse(settings);

type Body = Classification | RouteToQueue | CustomAssignment;

/** Rules as a file says them: what they name by slugs. */
export const rulesThing = (references: References, body: Body, nameOf: NameOf): ConfiguredThing =>
  renamed(body, (field) => {
    const kind = references[field];
    return kind === undefined ? null : [nameInFile(field), (id) => nameOf(kind, id)];
  }) as ConfiguredThing;

/** What reads rules out of a file. */
interface RuleReader {
  idOf(kind: string, slug: string, path: string): string;
  /** There is a field under its own name, which is called otherwise in a file. */
  misnamed(path: string, inFile: string): void;
}

/** The same the other way round: whatever is named gets its id. */
export function rulesFromThing(
  references: References,
  thing: ConfiguredThing,
  { idOf, misnamed }: RuleReader,
): ConfiguredThing {
  const fieldsInFile = new Map(Object.keys(references).map((field) => [nameInFile(field), field]));
  return renamed(thing, (field, at) => {
    if (field in references) misnamed(at, nameInFile(field));
    const own = fieldsInFile.get(field);
    return own === undefined ? null : [own, (slug, path) => idOf(references[own]!, slug, path)];
  }) as ConfiguredThing;
}

type Rename = (
  field: string,
  path: string,
) => readonly [to: string, rename: (named: string, path: string) => string] | null;

/** Everything that names something, at any depth, with its field. */
function renamed(thing: unknown, rename: Rename, path = ''): unknown {
  if (Array.isArray(thing)) return thing.map((one, n) => renamed(one, rename, `${path}.${n}`));
  if (typeof thing !== 'object' || thing === null) return thing;
  return Object.fromEntries(
    Object.entries(thing).map(([field, value]) => {
      const at = path === '' ? field : `${path}.${field}`;
      // conditions name nothing, and whatever else they hold stays as it is
      if (field === 'conditions') return [field, value];
      const other = rename(field, at);
      if (!other) return [field, renamed(value, rename, at)];
      return [other[0], typeof value === 'string' ? other[1](value, at) : value];
    }),
  );
}
