import type { Condition, ConditionField, ConditionGroup } from '#contracts';
import { operatorsOf } from './fields.ts';
import { calendarSource, isGroup, needsNoValue } from './paths.ts';
import { listOf } from './values.ts';

/** What is wrong with a condition, and where: `rules.0.rules.2.value`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

const isCalendar = (path: unknown) => typeof path === 'string' && path.startsWith(`${calendarSource}.`);

const sources = ['conversation', 'sms', 'contact', 'account', 'case', 'context', 'classified'];

/**
 * Everything that could never mean anything: a source that there is not, a comparison or value that does not fit the type of its
 * field. Attributes of customers, accounts, cases and variables may be any; of `alsoFrom` sources, too.
 */
export function check(
  group: ConditionGroup,
  fields: readonly ConditionField[],
  alsoFrom: readonly string[] = [],
): readonly Fault[] {
  const known = new Map(fields.map((field) => [field.name, field]));
  const closed = ['conversation', 'sms'];
  const open = [...sources.filter((source) => !closed.includes(source)), ...alsoFrom];

  const missing = (path: unknown, at: string): Fault[] => {
    if (typeof path === 'string' && (known.has(path) || open.includes(path.split('.')[0]!))) return [];
    return [{ path: at, message: 'is nothing that conditions can look at' }];
  };
  const ofRule = (rule: Condition, at: string): Fault[] => {
    const { field, operator, value, valueSource } = rule;
    const faults = missing(field, `${at}.field`);
    const type = known.get(field)?.type ?? (isCalendar(field) ? 'calendar' : undefined);
    if (type ? !operatorsOf[type].includes(operator) : operatorsOf.calendar.includes(operator))
      return [...faults, { path: `${at}.operator`, message: `does not fit a ${type ?? 'text'} field` }];
    if (needsNoValue(operator)) return faults;
    if (valueSource === 'field' && isCalendar(value))
      return [...faults, { path: `${at}.value`, message: 'is nothing to compare with' }];
    if (valueSource === 'field') return [...faults, ...missing(value, `${at}.value`)];
    const wrong = valueFault(rule, type);
    return wrong ? [...faults, { path: `${at}.value`, message: wrong }] : faults;
  };
  const ofGroup = ({ rules }: ConditionGroup, at: string): Fault[] =>
    rules.flatMap((rule, index) =>
      (isGroup(rule) ? ofGroup : ofRule)(rule as never, `${at}rules.${index}`.concat(isGroup(rule) ? '.' : '')),
    );
  return ofGroup(group, '');
}

function valueFault({ operator, value }: Condition, type: ConditionField['type'] | undefined): string | null {
  const isRange = operator === 'between' || operator === 'notBetween';
  const isList = isRange || operator === 'in' || operator === 'notIn';
  const values = isList ? listOf(value) : [value];
  if (isRange && values.length !== 2) return 'needs two values, from and to';
  if (isList && values.length === 0) return 'needs at least one value';
  if (!isList && Array.isArray(value)) return 'must be one value';
  if (values.some((one) => one === undefined || one === null || one === '')) return 'is required';
  if (type === 'number' && values.some((one) => one === true || one === false || Number.isNaN(Number(one))))
    return 'must be a number';
  if (type === 'yes-no' && values.some((one) => !/^(true|false)$/.test(String(one)))) return 'must be true or false';
  if (type === 'time' && values.some((one) => Number.isNaN(Date.parse(String(one))))) return 'must be a time';
  return null;
}
