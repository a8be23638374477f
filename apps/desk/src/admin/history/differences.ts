import { definitionWords as words } from '../../words/en-definitions.ts';
import { figure } from '../../words/plural.ts';
import { nameOfField } from '../patterns/field-names.ts';
import { spokenTime, unitIn } from '../../parts/units.ts';
import type { NameOf } from './names.ts';

/** One setting of two versions, as a person reads it. */
export interface Difference {
  readonly path: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What stands at a path such as `shifts.0.times.opens`. */
const at = (tree: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], tree);

/** A value as a person reads it: what it names by its name, what it is made of one after the other. */
export function written(value: unknown, nameOf: NameOf, path = '', about?: string): string {
  if (value === undefined || value === null || value === '') return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return nameOf(value);
  const unit = unitIn(path);
  if (typeof value === 'number') return unit ? spokenTime(value, unit) : figure(value);
  if (Array.isArray(value)) {
    const plain = value.every((one) => typeof one !== 'object');
    return value.map((one) => written(one, nameOf, path, about)).join(plain ? ', ' : '; ') || words.nothing;
  }
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .filter(([name]) => name !== 'id')
    .map(([name, inner]) => `${nameOfField(name, about)}: ${written(inner, nameOf, name, about)}`)
    .join(', ');
}

/** `shifts.0.times.opens` is "Shifts › 1 › Times › Opens". */
const named = (path: string, about?: string): string =>
  path
    .split('.')
    .map((step, index, steps) =>
      /^\d+$/.test(step) ? words.entry(Number(step) + 1) : nameOfField(steps.slice(0, index + 1).join('.'), about),
    )
    .join(' › ');

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  (!Array.isArray(value) || value.some((one) => typeof one === 'object'));

/** Every setting of two versions, by its path: `shifts.0.times.opens`. Lists of words are one setting. */
export const pathsIn = (one: unknown, other: unknown, at = ''): readonly string[] =>
  isTree(one) || isTree(other)
    ? [...new Set([...Object.keys(isTree(one) ? one : {}), ...Object.keys(isTree(other) ? other : {})])].flatMap(
        (step) =>
          pathsIn(
            (one as Record<string, unknown> | null | undefined)?.[step],
            (other as Record<string, unknown> | null | undefined)?.[step],
            at === '' ? step : `${at}.${step}`,
          ),
      )
    : [at];

/** What differs at these paths; two that read the same are left out. `about`: what they are of, where names mean something of their own. */
export const differencesOf = (
  before: unknown,
  after: unknown,
  paths: readonly string[],
  nameOf: NameOf,
  about?: string,
): readonly Difference[] =>
  paths.flatMap((path) => {
    // by which an entry of a list is known to the form: nothing that anybody set
    if (path.endsWith('.id')) return [];
    const [one, other] = [at(before, path), at(after, path)];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    const say = (value: unknown) => written(value, nameOf, path, about);
    return [{ path, name: named(path, about), before: say(one), after: say(other) }];
  });
