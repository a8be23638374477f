import { type AgentId, nameInFile, queueId, type QueueId, queueRequest, type Slug, withIds } from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { type ConfigurationReader, type Planned, planned } from '#platform';
import { queueReferences, queueThing, type QueueWithMembers } from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import {
  aDefaultQueue,
  fixedFieldIn,
  isDefault,
  type Queue,
  settingsOf,
  tooManyServing,
  transfersOf,
} from '../domain/queue.ts';
import { type Configuration, saveQueues } from '../storage/configuration.ts';
import { dueOverflows } from '../storage/due-overflows.ts';
import { queues } from '../storage/queues.ts';
import type { Names } from './import-names.ts';
import { refuseRenamed } from './import-staff.ts';
import { followMembers, sayQueue } from './save-queue.ts';

/** The id of every queue that there is or will be, by its slug. */
export function queueIds(reader: ConfigurationReader, known: Configuration, tx: Transaction): Map<string, QueueId> {
  const ids = new Map<string, QueueId>(known.queues.map(({ slug, id }) => [slug, id]));
  const taken = new Map<string, string>(known.queues.map(({ id, slug }) => [id, slug]));
  for (const [slug, { id }] of reader.section('queues') ?? []) {
    const path = `queues.${slug}.id`;
    const given = id === undefined ? undefined : reader.read(queueId, id, path);
    const before = ids.get(slug);
    if (before && given && given !== before) reader.fault(path, `is ${before} here`, 'already-exists');
    if (!before && given && taken.has(given))
      reader.fault(path, `is that of the queue ${taken.get(given)}`, 'already-exists');
    if (!before) ids.set(slug, given ?? (tx.newId() as QueueId));
  }
  return ids;
}

/** What becomes of the queues of a file, with who serves them. What they send work to is looked at when all are known. */
export function planQueues(
  reader: ConfigurationReader,
  known: Configuration,
  ids: ReadonlyMap<string, QueueId>,
  { idOf, nameOf }: Names,
): Planned<QueueWithMembers>[] {
  const bySlug = new Map<string, QueueWithMembers>(known.queues.map((queue) => [queue.slug, queue]));
  const plans = (reader.section('queues') ?? []).flatMap(([slug, { id: _id, ...thing }]) => {
    const path = `queues.${slug}`;
    refuseRenamed(reader, queueReferences, thing, path);
    const said = withIds(queueReferences, thing, (kind, named, at) => idOf(kind, named, `${path}.${at}`));
    const asked = reader.read(queueRequest, { ...said, slug }, path, queueReferences);
    if (!asked) return [];
    const before = bySlug.get(slug) ?? null;
    if (before && before.type !== asked.type)
      reader.fault(`${path}.type`, 'What waits in a queue stays of one type.', 'type-is-fixed');
    const version = (before?.version ?? 0) + 1;
    const id = ids.get(slug)!;
    const memberIds = isDefault({ id }) ? (before?.memberIds ?? []) : asked.memberIds;
    const copiedFrom = before?.copiedFrom ?? null;
    const after = { ...asked, memberIds, id, slug: slug as Slug, version, copiedFrom, removedAt: null };
    const tooMany = tooManyServing(after, new Set(memberIds).size);
    if (tooMany) reader.fault(`${path}.${nameInFile('memberIds')}`, tooMany, 'too-many');
    if (isDefault(after)) {
      const field = fixedFieldIn(before ?? aDefaultQueue(after.slug), after);
      if (field)
        reader.fault(
          `${path}.${field}`,
          'is fixed: of the default queue only the assignment method can be changed',
          'default-queue',
        );
    }
    const differing = before ? differences(queueThing(before, nameOf), queueThing(after, nameOf)) : [];
    return [planned('queues', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
  refuseTargets(reader, plans, queueTypes(known, plans));
  return plans;
}

/** What waits in each queue that there will be. */
export const queueTypes = (
  known: Configuration,
  plans: readonly Planned<QueueWithMembers>[],
): ReadonlyMap<string, Queue['type']> =>
  new Map([...known.queues, ...plans.map(({ after }) => after)].map(({ id, type }) => [id, type]));

/** Work that overflows goes to another queue, for work of the same type. */
function refuseTargets(
  reader: ConfigurationReader,
  plans: readonly Planned<QueueWithMembers>[],
  types: ReadonlyMap<string, Queue['type']>,
): void {
  for (const { path, after } of plans)
    for (const [field, to] of transfersOf(after)) {
      const at = `${path}.${field.replace(/\w+$/, nameInFile)}`;
      if (to === after.id) reader.fault(at, 'is this queue itself', 'unknown-reference');
      else if (types.get(to) !== after.type) reader.fault(at, 'is for work of another type', 'unknown-reference');
    }
}

/** Stores them, says who serves them from now on, and writes down who said so. */
export async function keepQueues(tx: Transaction, by: By, plans: readonly Planned<QueueWithMembers>[]): Promise<void> {
  await saveQueues(
    tx.manager,
    plans.map(({ after }) => after),
  );
  const added = plans.some(({ after }) => isDefault(after)) ? await queues(tx).letServeDefault() : [];
  const ofAll = (which: (plan: Planned<QueueWithMembers>) => readonly AgentId[]) => [...new Set(plans.flatMap(which))];
  // an agent who only goes from one queue of the file to another serves other queues, too: compared queue by queue
  const moved = ofAll(({ before, after }) => {
    const [were, are] = [new Set(before?.memberIds), new Set(after.memberIds)];
    return [...[...were].filter((id) => !are.has(id)), ...[...are].filter((id) => !were.has(id))];
  });
  await followMembers(tx, [], [...new Set([...moved, ...added])]);
  for (const { before, after } of plans) {
    if (before) await dueOverflows(tx).followQueue(after.id);
    sayQueue(tx, after);
  }
  const told = ({ memberIds, ...queue }: QueueWithMembers) => ({ ...settingsOf(queue, [...memberIds]) });
  await changes(tx).recordAll(
    by,
    plans.map(({ before, after }) => ({
      kind: 'queue',
      subjectId: after.id,
      version: after.version,
      action: before ? 'changed' : 'created',
      before: before && told(before),
      after: told(after),
    })),
  );
}
