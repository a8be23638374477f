import type { Condition, ConditionGroup, ConditionOperator } from '#contracts';
import { isGroup } from './paths.ts';
import { listOf } from './values.ts';

/** What conditions look at: by source, and inside it by attribute or by related record. Not there is the same as `null`. */
export interface Sources {
  readonly [source: string]: unknown;
}

/** The value at a path; `undefined` where anything on the way is not there. Never a property that every object has. */
export function valueAt(sources: Sources, path: string): unknown {
  let value: unknown = sources;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Sources)[name];
  }
  return value;
}

/** Whether the conditions hold. Texts are compared without regard to case; a value that is a list meets what one of its parts meets. */
export function holds(group: ConditionGroup, sources: Sources): boolean {
  const each = (rule: Condition | ConditionGroup) =>
    isGroup(rule) ? holds(rule, sources) : isMet(rule, valueAt(sources, rule.field), sources);
  const together =
    group.rules.length === 0 || (group.combinator === 'or' ? group.rules.some(each) : group.rules.every(each));
  return group.not === true ? !together : together;
}

function isMet({ operator, value, valueSource }: Condition, actual: unknown, sources: Sources): boolean {
  const asked = valueSource === 'field' ? valueAt(sources, String(value)) : value;
  const negated = opposites[operator];
  return negated ? !meets[negated](actual, asked) : meets[operator as Plain](actual, asked);
}

type Plain =
  '=' | '<' | '<=' | '>' | '>=' | 'contains' | 'beginsWith' | 'endsWith' | 'in' | 'between' | 'null' | 'isWorking';
type Meets = (actual: unknown, asked: unknown) => boolean;

/** Each of these holds exactly when its opposite does not, also for a value that is not there. */
const opposites: Partial<Record<ConditionOperator, Plain>> = {
  '!=': '=',
  doesNotContain: 'contains',
  doesNotBeginWith: 'beginsWith',
  doesNotEndWith: 'endsWith',
  notIn: 'in',
  notBetween: 'between',
  notNull: 'null',
  isNotWorking: 'isWorking',
};

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const folded = (value: unknown): string => String(value).toLowerCase();

/** Which comes first, or that nobody can say: numbers as numbers, times as times, texts by their letters. */
function order(actual: unknown, asked: unknown): number {
  if (isNothing(actual) || isNothing(asked)) return NaN;
  const [one, other] = [numberOf(actual), numberOf(asked)];
  if (one !== null && other !== null) return one - other;
  if (typeof actual !== 'string' || typeof asked !== 'string') return NaN;
  const [then, than] = [timeOf(actual), timeOf(asked)];
  if (then !== null && than !== null) return then - than;
  const [text, limit] = [folded(actual), folded(asked)];
  return text < limit ? -1 : text > limit ? 1 : 0;
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

function timeOf(value: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

function isEqual(actual: unknown, asked: unknown): boolean {
  if (isNothing(actual) || isNothing(asked)) return false;
  // a number and the text a form made of it are the same; two texts only by their letters: +1 is not 1
  if (typeof actual === 'number' || typeof asked === 'number') return order(actual, asked) === 0;
  return folded(actual) === folded(asked);
}

const some =
  (meet: Meets): Meets =>
  (actual, asked) =>
    Array.isArray(actual) ? actual.some((one) => meet(one, asked)) : meet(actual, asked);

/** Of two texts, where neither is nothing. */
const texts = (compare: (actual: string, asked: string) => boolean): Meets =>
  some((actual, asked) => !isNothing(actual) && !isNothing(asked) && compare(folded(actual), folded(asked)));

const meets: Record<Plain, Meets> = {
  '=': some(isEqual),
  '<': some((actual, asked) => order(actual, asked) < 0),
  '<=': some((actual, asked) => order(actual, asked) <= 0),
  '>': some((actual, asked) => order(actual, asked) > 0),
  '>=': some((actual, asked) => order(actual, asked) >= 0),
  contains: texts((actual, asked) => actual.includes(asked)),
  beginsWith: texts((actual, asked) => actual.startsWith(asked)),
  endsWith: texts((actual, asked) => actual.endsWith(asked)),
  in: some((actual, asked) => listOf(asked).some((one) => isEqual(actual, one))),
  between: some((actual, asked) => {
    const [from, to] = listOf(asked);
    return order(actual, from) >= 0 && order(actual, to) <= 0;
  }),
  null: (actual) => isNothing(actual),
  // of a calendar that is not there nobody says that it works
  isWorking: (actual) => actual === true,
};
