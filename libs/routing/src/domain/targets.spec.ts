import { assignmentSettings, type ConditionGroup } from '#contracts';
import { faultsInTargets, inQueue, offeredOf } from './targets.ts';

const billing = { id: 'q1', slug: 'billing', name: 'Billing' };
const when = (field: string, operator: string, value: unknown, valueSource?: 'field') =>
  ({ combinator: 'and', rules: [{ field, operator, value, ...(valueSource && { valueSource }) }] }) as ConditionGroup;
const queues = [
  { id: 'q1', name: 'Billing', priority: 100 },
  { id: 'q2', name: 'Billing, second line', priority: 50 },
  { id: 'q3', name: 'Returns', priority: 10 },
];
const offered = (conditions: ConditionGroup, enabled = true) =>
  offeredOf({ enabled, conditions }, queues, billing, (target) => ({ target })).map(({ id }) => id);

describe('targets that are offered', () => {
  it('are all while the filter is off, or has no condition', () => {
    expect(offered(when('target.name', '=', 'Returns'), false)).toEqual(['q1', 'q2', 'q3']);
    expect(offered({ combinator: 'and', rules: [] })).toEqual(['q1', 'q2', 'q3']);
  });

  it('are those that the conditions hold for', () => {
    expect(offered(when('target.name', 'contains', 'billing'))).toEqual(['q1', 'q2']);
    expect(offered(when('target.priority', '<', 100))).toEqual(['q2', 'q3']);
  });

  it('are compared with the queue of the work, as a field or as {queue.queueid}', () => {
    expect(offered(when('target.id', '!=', '{queue.queueid}'))).toEqual(['q2', 'q3']);
    expect(offered(when('target.name', 'beginsWith', 'queue.name', 'field'))).toEqual(['q1', 'q2']);
    const agents = [{ queues: ['q1', 'q9'] }, { queues: ['q2'] }];
    const mates = { enabled: true, conditions: when('agent.queues', '=', '{queue.queueid}') };
    expect(offeredOf(mates, agents, billing, (agent) => ({ agent }))).toEqual([agents[0]]);
  });

  it('find the placeholder in groups in groups, and in lists', () => {
    const group = { combinator: 'or', rules: [when('target.id', 'in', ['x', '{Queue.QueueId}'])] } as ConditionGroup;
    expect(inQueue(group, 'q1')).toEqual({ combinator: 'or', rules: [when('target.id', 'in', ['x', 'q1'])] });
  });
});

describe('filters that can mean nothing', () => {
  const faults = (name: string, conditions: ConditionGroup) =>
    faultsInTargets(assignmentSettings.parse({ targets: { [name]: { enabled: true, conditions } } }).targets, {
      skills: [{ slug: 'french', name: 'French' }],
    }).map(({ path }) => path);

  it.each([
    ['transferQueues', when('agent.name', '=', 'Ada'), 'targets.transferQueues.conditions.rules.0.field'],
    ['consultAgents', when('target.name', '=', 'Returns'), 'targets.consultAgents.conditions.rules.0.field'],
    ['transferAgents', when('skill.polish', '>', 3), 'targets.transferAgents.conditions'],
    ['consultQueues', when('target.priority', '<', 'low'), 'targets.consultQueues.conditions.rules.0.value'],
  ])('in %s are told by their place', (name, conditions, at) => expect(faults(name, conditions)).toContain(at));

  it('are not those that look at what there is', () => {
    expect(faults('transferAgents', when('skill.french', '>', 3))).toEqual([]);
    expect(faults('transferQueues', when('target.id', '=', 'queue.id', 'field'))).toEqual([]);
  });
});
