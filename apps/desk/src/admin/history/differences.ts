import { definitionWords as words } from '../../words/en-definitions.ts';
import { wordsOfField } from '../../words/en-fields.ts';
import { spoken } from '../patterns/controls.ts';
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
export function written(value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null || value === '') return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return nameOf(value);
  if (Array.isArray(value)) {
    const plain = value.every((one) => typeof one !== 'object');
    return value.map((one) => written(one, nameOf)).join(plain ? ', ' : '; ') || words.nothing;
  }
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .filter(([name]) => name !== 'id')
    .map(([name, inner]) => `${wordsOfField(name).name ?? spoken(name)}: ${written(inner, nameOf)}`)
    .join(', ');
}

/** `shifts.0.times.opens` is "Shifts › 1 › Times › Opens". */
const named = (path: string): string =>
  path
    .split('.')
    .map((step, index, steps) =>
      /^\d+$/.test(step)
        ? words.entry(Number(step) + 1)
        : (wordsOfField(steps.slice(0, index + 1).join('.')).name ?? spoken(step)),
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

/** What differs at these paths; two that read the same are left out. */
export const differencesOf = (
  before: unknown,
  after: unknown,
  paths: readonly string[],
  nameOf: NameOf,
): readonly Difference[] =>
  paths.flatMap((path) => {
    // by which an entry of a list is known to the form: nothing that anybody set
    if (path.endsWith('.id')) return [];
    const [one, other] = [at(before, path), at(after, path)];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    return [{ path, name: named(path), before: written(one, nameOf), after: written(other, nameOf) }];
  });
