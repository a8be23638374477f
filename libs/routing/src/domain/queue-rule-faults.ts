import type { CustomAssignment } from '#contracts';
import { agentFields, calendarSource, check, conditionFields, pathsOf } from '#conditions';
import { calendarFaultsIn, type RuleFault, variableFaultsIn } from './rule-faults.ts';

/** Skills and types of skills that there are. */
export interface KnownSkills {
  readonly skills: readonly { readonly slug: string; readonly name: string }[];
  readonly typeIds: ReadonlySet<string>;
}

/** What rules of a queue may name. */
export interface Nameable extends KnownSkills {
  /** Of the variables of all workstreams: a queue may have work of any. Null: they may be heard of later. */
  readonly variables: ReadonlySet<string> | null;
  /** The slugs of calendars; null: they may be heard of later. */
  readonly calendars: ReadonlySet<string> | null;
}

const ofWork = conditionFields();

/** Everything that is wrong with the rules of a queue, by its place in them. */
export function faultsInQueueRules(
  { prioritisation, selection, rulesets }: CustomAssignment,
  { skills, typeIds, variables, calendars }: Nameable,
): readonly RuleFault[] {
  const ofAgents = agentFields(skills);
  const ordering = ofAgents.filter(({ type }) => type !== 'calendar');
  const known = new Set(skills.map(({ slug }) => `skill.${slug}`));
  const unreadable = (path: string, message: string): RuleFault => ({ path, message, code: 'unreadable' });
  const missing = (path: string, message: string): RuleFault => ({ path, message, code: 'unknown-reference' });

  const overWork = (conditions: CustomAssignment['selection'][number]['conditions'], at: string): RuleFault[] => [
    ...check(conditions, ofWork).map((fault) => unreadable(`${at}.conditions.${fault.path}`, fault.message)),
    ...variableFaultsIn(conditions, at, variables),
  ];
  const overAgents = (conditions: CustomAssignment['selection'][number]['conditions'], at: string): RuleFault[] => [
    ...pathsOf(conditions)
      .filter((path) => path.startsWith('skill.') && !known.has(path))
      .map((path) => missing(`${at}.conditions`, `names the skill ${path.slice(6)}, which is not there`)),
    ...check(conditions, [...ofWork, ...ofAgents], ['skill', calendarSource]).map((fault) =>
      unreadable(`${at}.conditions.${fault.path}`, fault.message),
    ),
    ...variableFaultsIn(conditions, at, variables),
    ...calendarFaultsIn(conditions, at, calendars),
  ];
  const isKnown = (field: string, fields: readonly { name: string }[], open: readonly string[]) =>
    fields.some(({ name }) => name === field) || open.includes(field.split('.')[0]!);

  return [
    ...(prioritisation?.rules ?? []).flatMap(({ conditions, orderBy }, n) => {
      const at = `prioritisation.rules.${n}`;
      const readable =
        !orderBy || isKnown(orderBy.field, ofWork, ['contact', 'account', 'case', 'context', 'classified']);
      return [
        ...overWork(conditions, at),
        ...(readable ? [] : [unreadable(`${at}.orderBy.field`, 'is nothing that work can be ordered by')]),
      ];
    }),
    ...selection.flatMap(({ conditions }, n) => overWork(conditions, `selection.${n}`)),
    ...rulesets.flatMap(({ rules }, set) =>
      rules.flatMap(({ conditions, orderBy }, n) => {
        const at = `rulesets.${set}.rules.${n}`;
        const orders = orderBy.flatMap((order, step): RuleFault[] => {
          const place = `${at}.orderBy.${step}`;
          if (order.by === 'attribute' && !isKnown(order.field, ordering, []))
            return [unreadable(`${place}.field`, 'is nothing that agents can be ordered by')];
          if ('typeId' in order && order.typeId !== null && !typeIds.has(order.typeId))
            return [missing(`${place}.typeId`, 'is no type of skills')];
          return [];
        });
        return [...overAgents(conditions, at), ...orders];
      }),
    ),
  ];
}

/** Rules that look at one of these know when an agent has enough. */
const limiting = ['agent.hasRoom', 'agent.availableUnits', 'agent.usedUnits', 'agent.sessions', 'agent.presence'];

/** What is allowed and yet is seldom meant: rulesets that never run, rules that give agents more and more. */
export function warningsOf({ rulesets, selection, defaultRulesetId }: CustomAssignment) {
  const chosen = new Set([...selection.map(({ rulesetId }) => rulesetId), defaultRulesetId]);
  const unchosen =
    rulesets.length > 1 && selection.length === 0
      ? [{ field: 'selection', message: 'names no criterion: only the default ruleset ever runs' }]
      : rulesets.flatMap(({ id, name }, index) =>
          rulesets.length > 1 && !chosen.has(id)
            ? [{ field: `rulesets.${index}`, message: `“${name}” is chosen by no criterion` }]
            : [],
        );
  const unlimited = rulesets.flatMap(({ rules }, set) =>
    rules.flatMap(({ name, conditions }, n) =>
      pathsOf(conditions).some((path) => limiting.includes(path))
        ? []
        : [
            {
              field: `rulesets.${set}.rules.${n}`,
              message: `“${name}” looks at neither capacity nor presence: its agents are offered work without end`,
            },
          ],
    ),
  );
  return [...unchosen, ...unlimited];
}
