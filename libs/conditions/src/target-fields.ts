import type { ConditionField } from '#contracts';
import { agentFields, type OfferedSkill } from './agent-fields.ts';
import { operatorsOf } from './fields.ts';

const field = (group: string, name: string, label: string, type: ConditionField['type']): ConditionField => ({
  ...{ name, label, group, type },
  operators: [...operatorsOf[type]],
});

/** The queue that the work is in, to compare with. */
const current = [
  field('Queue of the conversation', 'queue.id', 'queue id', 'text'),
  field('Queue of the conversation', 'queue.slug', 'queue slug', 'text'),
  field('Queue of the conversation', 'queue.name', 'queue name', 'text'),
];

/** What decides whether a queue is offered to who passes work on or asks for advice (product.md 18.2). */
export const queueTargetFields = (): readonly ConditionField[] => [
  field('Queue', 'target.id', 'id', 'text'),
  field('Queue', 'target.slug', 'slug', 'text'),
  field('Queue', 'target.name', 'name', 'text'),
  field('Queue', 'target.priority', 'priority', 'number'),
  field('Queue', 'target.waiting', 'items that wait', 'number'),
  field('Queue', 'target.open', 'is open', 'yes-no'),
  ...current,
];

/** The same of an agent. */
export const agentTargetFields = (skills: readonly OfferedSkill[] = []): readonly ConditionField[] => [
  ...agentFields(skills),
  field('Agent', 'agent.id', 'id', 'text'),
  field('Agent', 'agent.queues', 'ids of their queues', 'text'),
  ...current,
];
