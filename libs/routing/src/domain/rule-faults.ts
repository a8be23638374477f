import type { Classification, ConditionGroup, QueueId, RouteToQueue } from '#contracts';
import { calendarsIn, calendarSource, check, conditionFields, pathsOf, placesOf, variablesAmong } from '#conditions';
import type { WorkstreamRules } from './place.ts';
import { transfersOf } from './queue.ts';

/** What is wrong with rules, and where. */
export interface RuleFault {
  readonly path: string;
  readonly message: string;
  readonly code: 'unreadable' | 'unknown-reference';
}

const fields = conditionFields();

const ofConditions = (conditions: ConditionGroup, at: string): readonly RuleFault[] =>
  check(conditions, fields, [calendarSource]).map(({ path, message }) => ({
    path: `${at}.conditions.${path}`,
    message,
    code: 'unreadable' as const,
  }));

const rulesOf = (kind: 'classification' | 'route-to-queue', body: Classification | RouteToQueue) =>
  kind === 'route-to-queue'
    ? (body as RouteToQueue).rules.map(({ conditions }, n) => ({ conditions, at: `rules.${n}` }))
    : (body as Classification).rulesets.flatMap(({ rules }, set) =>
        rules.map(({ conditions }, n) => ({ conditions, at: `rulesets.${set}.rules.${n}` })),
      );

/** Conditions that could never mean anything, by their place. */
export const conditionFaultsIn = (
  kind: 'classification' | 'route-to-queue',
  body: Classification | RouteToQueue,
): readonly RuleFault[] => rulesOf(kind, body).flatMap(({ conditions, at }) => ofConditions(conditions, at));

/** Conditions of a rule over variables that there are not, by their place. `variables`: null where any may be heard of later. */
export const variableFaultsIn = (
  conditions: ConditionGroup,
  at: string,
  variables: ReadonlySet<string> | null,
): readonly RuleFault[] =>
  placesOf(conditions).flatMap(([place, path]) =>
    variables !== null && path.startsWith('context.') && !variables.has(path.slice('context.'.length))
      ? [{ path: `${at}.conditions.${place}`, message: 'is no variable here', code: 'unknown-reference' as const }]
      : [],
  );

/** Conditions over calendars that there are not, by their place. `calendars`: their slugs; null where any may be heard of later. */
export const calendarFaultsIn = (
  conditions: ConditionGroup,
  at: string,
  calendars: ReadonlySet<string> | null,
): readonly RuleFault[] =>
  placesOf(conditions).flatMap(([place, path]) =>
    calendars !== null && path.startsWith(`${calendarSource}.`) && !calendars.has(path.slice(calendarSource.length + 1))
      ? [{ path: `${at}.conditions.${place}`, message: 'is no calendar here', code: 'unknown-reference' as const }]
      : [],
  );

/** Variables and calendars that there are not, in all rules of a kind. */
export const unknownNamesIn = (
  kind: 'classification' | 'route-to-queue',
  body: Classification | RouteToQueue,
  { variables, calendars }: { readonly variables: ReadonlySet<string>; readonly calendars: ReadonlySet<string> },
): readonly RuleFault[] =>
  rulesOf(kind, body).flatMap(({ conditions, at }) => [
    ...variableFaultsIn(conditions, at, variables),
    ...calendarFaultsIn(conditions, at, calendars),
  ]);

const calendarsSeen = new WeakMap<object, readonly string[]>();

/** The calendars that rules of a kind look at, by their slugs. */
export function calendarsNamedBy(
  kind: 'classification' | 'route-to-queue',
  body: Classification | RouteToQueue,
): readonly string[] {
  const known = calendarsSeen.get(body);
  if (known) return known;
  const slugs = rulesOf(kind, body).flatMap(({ conditions }) => calendarsIn(conditions));
  calendarsSeen.set(body, slugs);
  return slugs;
}

/** The context variables that rules of a kind look at, by their names, each once. */
export const variablesNamedBy = (
  kind: 'classification' | 'route-to-queue',
  body: Classification | RouteToQueue,
): readonly string[] => [
  ...new Set(rulesOf(kind, body).flatMap(({ conditions }) => variablesAmong(pathsOf(conditions)))),
];

/** The calendars that rules of a workstream look at, by their slugs. */
export const calendarsSeenBy = ({ classification, routeToQueue }: WorkstreamRules): readonly string[] => [
  ...calendarsNamedBy('classification', classification),
  ...calendarsNamedBy('route-to-queue', routeToQueue),
];

/** The models that fill rulesets, each once. */
export const modelsNamedBy = ({ rulesets }: Classification): readonly string[] => [
  ...new Set(rulesets.flatMap(({ skillFinderId }) => skillFinderId ?? [])),
];

/** Whether a model fills one of the rulesets. */
export const asksModels = ({ classification }: WorkstreamRules): boolean =>
  classification.rulesets.some(({ type }) => type === 'model');

/** Models that there are not, by their place. */
export const unknownModelsIn = ({ rulesets }: Classification, there: ReadonlySet<string>): readonly RuleFault[] =>
  rulesets.flatMap(({ skillFinderId }, set) =>
    skillFinderId === null || there.has(skillFinderId)
      ? []
      : [missing(`rulesets.${set}.skillFinderId`, 'is no skill finder')],
  );

/** What rules of classification may ask of agents. */
export interface KnownNeeds {
  /** The values that each skill can be rated. */
  readonly ratings: ReadonlyMap<string, readonly number[]>;
  readonly profileIds: ReadonlySet<string>;
}

/** Every skill and capacity profile that rules say work needs. */
export function needsNamedBy({ rulesets }: Classification) {
  const outputs = rulesets.flatMap(({ rules }) => rules.map((rule) => rule.outputs));
  return {
    skillIds: outputs.flatMap(({ skills }) => skills.map(({ skillId }) => skillId)),
    profileIds: outputs.flatMap(({ capacityProfileId }) => capacityProfileId ?? []),
  };
}

/** Skills, ratings and capacity profiles that there are not, by their place. */
export const unknownNeedsIn = (
  { rulesets }: Classification,
  { ratings, profileIds }: KnownNeeds,
): readonly RuleFault[] =>
  rulesets.flatMap(({ rules }, set) =>
    rules.flatMap(({ outputs: { skills, capacityProfileId: profileId } }, n): RuleFault[] => {
      const at = `rulesets.${set}.rules.${n}.outputs`;
      const ofSkills = skills.flatMap(({ skillId, rating }, index): RuleFault[] => {
        const values = ratings.get(skillId);
        if (!values) return [missing(`${at}.skills.${index}.skillId`, 'is no skill')];
        if (values.includes(rating)) return [];
        const message = `is no rating of this skill: ${values.join(', ')}`;
        return [{ path: `${at}.skills.${index}.rating`, message, code: 'unreadable' }];
      });
      const isMissing = profileId !== null && !profileIds.has(profileId);
      return isMissing ? [...ofSkills, missing(`${at}.capacityProfileId`, 'is no capacity profile')] : ofSkills;
    }),
  );

const missing = (path: string, message: string): RuleFault => ({ path, message, code: 'unknown-reference' });

/** Every queue that these rules send work to, by its place. */
export const queuesNamedBy = ({ rules }: RouteToQueue): readonly (readonly [path: string, QueueId])[] =>
  rules.flatMap(({ queues, overflow }, n) => [
    ...queues.map(({ queueId }, index) => [`rules.${n}.queues.${index}.queueId`, queueId] as const),
    ...(overflow ? transfersOf({ overflow }).map(([path, id]) => [`rules.${n}.${path}`, id] as const) : []),
  ]);
