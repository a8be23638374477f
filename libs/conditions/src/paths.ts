import type { Condition, ConditionGroup, ConditionOperator } from '#contracts';

/** Where conditions find calendars, by their slugs. */
export const calendarSource = 'calendar';

/** The calendars that these conditions look at, by their slugs, each once. */
export const calendarsIn = (group: ConditionGroup): readonly string[] =>
  pathsOf(group).flatMap((path) =>
    path.startsWith(`${calendarSource}.`) ? [path.slice(calendarSource.length + 1)] : [],
  );

/** Where conditions find context variables, by their names. */
const variableSource = 'context.';

/** The context variables among these paths, by their names. */
export const variablesAmong = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => (path.startsWith(variableSource) ? [path.slice(variableSource.length)] : []));

/** Comparisons that need nothing to compare with. */
export const needsNoValue = (operator: ConditionOperator): boolean =>
  ['null', 'notNull', 'isWorking', 'isNotWorking'].includes(operator);

/** Whether this is a group of conditions and no single one. */
export const isGroup = (rule: Condition | ConditionGroup): rule is ConditionGroup => 'rules' in rule;

/** Every path that these conditions look at, and where it stands: `rules.0.rules.2.field`. */
export const placesOf = (group: ConditionGroup, at = ''): readonly (readonly [place: string, path: string])[] =>
  group.rules.flatMap((rule, index): (readonly [string, string])[] => {
    const place = `${at}rules.${index}`;
    if (isGroup(rule)) return [...placesOf(rule, `${place}.`)];
    const { field, value, valueSource } = rule;
    const other = valueSource === 'field' && typeof value === 'string' ? [[`${place}.value`, value] as const] : [];
    return [[`${place}.field`, field], ...other];
  });

/** Every path that these conditions look at, each once. */
export const pathsOf = (group: ConditionGroup): readonly string[] => [
  ...new Set(placesOf(group).map(([, path]) => path)),
];
