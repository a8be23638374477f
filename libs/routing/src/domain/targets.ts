import type { AssignmentSettings, ConditionGroup, TargetFilter } from '#contracts';
import { agentTargetFields, check, holds, pathsOf, queueTargetFields, type Sources } from '#conditions';
import type { RuleFault } from './rule-faults.ts';
import type { KnownSkills } from './queue-rule-faults.ts';

type Group = ConditionGroup;
/** The queue that the work is in. */
export interface CurrentQueue {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

const placeholder = /\{queue\.queueid\}/gi;

/** The conditions with the id of this queue for `{queue.queueid}` (product.md 18.2). */
export const inQueue = (group: Group, queueId: string): Group => ({
  ...group,
  rules: group.rules.map((rule) => {
    if ('rules' in rule) return inQueue(rule, queueId);
    const filled = (value: unknown) => (typeof value === 'string' ? value.replace(placeholder, queueId) : value);
    const value = Array.isArray(rule.value) ? rule.value.map(filled) : filled(rule.value);
    return { ...rule, value } as typeof rule;
  }),
});

/** Those of these targets that are offered for work of this queue; all, where the filter is off. */
export function offeredOf<Target>(
  { enabled, conditions }: TargetFilter,
  targets: readonly Target[],
  queue: CurrentQueue,
  sourcesOf: (target: Target) => Sources,
): readonly Target[] {
  if (!enabled) return targets;
  const asked = inQueue(conditions, queue.id);
  return targets.filter((target) => holds(asked, { ...sourcesOf(target), queue }));
}

/** Everything that is wrong with the filters, by its place in the settings. */
export function faultsInTargets(
  targets: AssignmentSettings['targets'],
  { skills }: Pick<KnownSkills, 'skills'>,
): readonly RuleFault[] {
  const known = new Set(skills.map(({ slug }) => `skill.${slug}`));
  return Object.entries(targets).flatMap(([name, { conditions }]): RuleFault[] => {
    const at = `targets.${name}.conditions`;
    const fields = name.endsWith('Queues') ? queueTargetFields() : agentTargetFields(skills);
    const missing = pathsOf(conditions).filter((path) => path.startsWith('skill.') && !known.has(path));
    return [
      ...missing.map((path): RuleFault => ({
        path: at,
        message: `names the skill ${path.slice(6)}, which is not there`,
        code: 'unknown-reference',
      })),
      ...check(conditions, fields, ['skill']).map(({ path, message }): RuleFault => ({
        path: `${at}.${path}`,
        message,
        code: 'unreadable',
      })),
    ];
  });
}
