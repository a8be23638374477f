import type { EntityManager } from 'typeorm';
import { staffKinds } from '#contracts';
import type { ConfigurationEntry } from '#platform';
import {
  assignmentSection,
  assignmentThing,
  distributionThing,
  queueRuleReferences,
  queueRulesSection,
  queueThing,
  ruleReferences,
  rulesThing,
} from '../domain/configuration.ts';
import { isDefault } from '../domain/queue.ts';
import { agentThing, staffThing } from '../domain/staff-configuration.ts';
import { readAgents, readConfiguration } from '../storage/configuration.ts';
import type { RulesKind } from '../storage/routing-rules.ts';

/**
 * The staff, queues and their rules, how workstreams distribute their work and by which rules, and what holds for all work, as a file says it.
 * `ids`: whether queues say theirs.
 */
export async function configurationEntries(
  db: EntityManager,
  { ids }: { ids: boolean },
): Promise<ConfigurationEntry[]> {
  const { queues, queueRules, distributions, rules, staff, assignment, nameOf } = await readConfiguration(db);
  const people = await readAgents(db);
  const ofKind = (kind: RulesKind, section: string) =>
    rules
      .filter((one) => one.kind === kind)
      .map(({ workstreamId, body }) => ({
        section,
        slug: workstreamId,
        thing: rulesThing(ruleReferences, body, nameOf),
      }));
  return [
    ...staffKinds.flatMap((kind) =>
      staff
        .filter((one) => one.kind === kind.kind)
        .map((one) => ({ section: kind.section, slug: one.slug, thing: staffThing(kind, one, nameOf) })),
    ),
    ...queues.map((queue) => ({
      section: 'queues',
      slug: queue.slug,
      // by its id another installation knows its own default queue
      thing: { ...((ids || isDefault(queue)) && { id: queue.id }), ...queueThing(queue, nameOf) },
    })),
    ...queueRules.map(({ queueId, body }) => ({
      section: queueRulesSection,
      slug: nameOf('queue', queueId),
      thing: rulesThing(queueRuleReferences, body, nameOf),
    })),
    ...distributions.map((one) => ({
      section: 'distributions',
      slug: one.workstreamId,
      thing: distributionThing(one, nameOf),
    })),
    ...ofKind('classification', 'classification'),
    ...ofKind('route-to-queue', 'routeToQueue'),
    ...people.map((one) => ({
      section: 'agents',
      slug: one.id,
      thing: { name: one.name, ...agentThing(one, nameOf) },
    })),
    // what holds for all is always there
    { ...assignmentSection, thing: assignmentThing(assignment.settings) },
  ];
}
