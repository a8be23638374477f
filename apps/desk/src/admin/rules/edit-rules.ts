import { v7 } from 'uuid';
import type { Classification, Condition, ConditionGroup, CustomAssignment, RouteRule } from '#contracts';

export type Ruleset = Classification['rulesets'][number];
export type ClassificationRule = Ruleset['rules'][number];
export type WorkRule = NonNullable<CustomAssignment['prioritisation']>['rules'][number];
export type AgentRuleset = CustomAssignment['rulesets'][number];
export type AgentRule = AgentRuleset['rules'][number];
export type Criterion = CustomAssignment['selection'][number];
/** What rules of every kind have. */
export interface AnyRule {
  readonly id: string;
  readonly name: string;
  readonly conditions: ConditionGroup;
}

export const isGroup = (rule: Condition | ConditionGroup): rule is ConditionGroup => 'rules' in rule;

/** Every condition and group under a name for the editor, which keeps its place while somebody types. Those that have one keep it. */
export const withIds = (group: ConditionGroup): ConditionGroup => ({
  ...group,
  id: group.id ?? v7(),
  rules: group.rules.map((rule) => (isGroup(rule) ? withIds(rule) : { ...rule, id: rule.id ?? v7() })),
});

/** The rules of a list, ready for the editor. */
export const editable = <Rule extends AnyRule>(rules: readonly Rule[]): Rule[] =>
  rules.map((rule) => ({ ...rule, conditions: withIds(rule.conditions) }));

/** Under new names: a copy is something of its own. */
const renamed = (group: ConditionGroup): ConditionGroup => ({
  ...group,
  id: v7(),
  rules: group.rules.map((rule) => (isGroup(rule) ? renamed(rule) : { ...rule, id: v7() })),
});

const always = (): ConditionGroup => ({ id: v7(), combinator: 'and', rules: [] });

export const newClassificationRule = (name: string): ClassificationRule => ({
  id: v7(),
  name,
  conditions: always(),
  outputs: { attributes: [], skills: [], capacityProfileId: null },
});
export const newRouteRule = (name: string): RouteRule => ({
  id: v7(),
  name,
  conditions: always(),
  queues: [],
  overflow: null,
});
export const newWorkRule = (name: string): WorkRule => ({ id: v7(), name, conditions: always(), orderBy: null });
export const newAgentRule = (name: string): AgentRule => ({ id: v7(), name, conditions: always(), orderBy: [] });
/** An empty ruleset is none: it begins with a rule. */
export const newAgentRuleset = (name: string, rule: string): AgentRuleset => ({
  id: v7(),
  name,
  rules: [newAgentRule(rule)],
});
export const newCriterion = (name: string, rulesetId: string): Criterion => ({
  id: v7(),
  name,
  conditions: always(),
  rulesetId,
});
export const newRuleset = (name: string, type: Ruleset['type'] = 'rules'): Ruleset => ({
  ...{ id: v7(), name, description: '', type, skillFinderId: null, rules: [] },
});

export const copyOfRule = <Rule extends AnyRule>(rule: Rule, name: string): Rule => ({
  ...rule,
  id: v7(),
  name,
  conditions: renamed(rule.conditions),
});
interface AnyRuleset {
  readonly id: string;
  readonly name: string;
  readonly rules: readonly AnyRule[];
}
export const copyOfRuleset = <Set extends AnyRuleset>(ruleset: Set, name: string): Set => ({
  ...ruleset,
  id: v7(),
  name,
  rules: ruleset.rules.map((rule) => copyOfRule(rule, rule.name)),
});

/** The list with what stood at `from` at `to`; places outside are the nearest ones inside. */
export function moved<One>(list: readonly One[], from: number, to: number): readonly One[] {
  const wanted = Math.min(list.length - 1, Math.max(0, to));
  const one = list[from];
  if (one === undefined) return list;
  const others = list.filter((_, index) => index !== from);
  return [...others.slice(0, wanted), one, ...others.slice(wanted)];
}

export const replaced = <One>(list: readonly One[], at: number, one: One): readonly One[] =>
  list.map((other, index) => (index === at ? one : other));
export const without = <One>(list: readonly One[], at: number): readonly One[] =>
  list.filter((_, index) => index !== at);
export const withAfter = <One>(list: readonly One[], at: number, one: One): readonly One[] => [
  ...list.slice(0, at + 1),
  one,
  ...list.slice(at + 1),
];
