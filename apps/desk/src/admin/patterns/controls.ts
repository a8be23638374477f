import { v7 } from 'uuid';
import { z } from 'zod';
import type { References } from '#contracts';
import { here, timeZones } from '../../parts/time.ts';

/** How a field of a contract is shown and typed. */
export type Control =
  | { readonly as: 'text'; readonly longest?: number; readonly input: 'text' | 'date' | 'time' | 'url' | 'password' }
  | { readonly as: 'paragraph'; readonly longest?: number }
  | { readonly as: 'number'; readonly min?: number; readonly max?: number; readonly isWhole: boolean }
  | { readonly as: 'switch' }
  | { readonly as: 'choice'; readonly of: readonly string[] }
  | { readonly as: 'choices'; readonly of: readonly string[] }
  | { readonly as: 'words' }
  | { readonly as: 'reference'; readonly to: string }
  | { readonly as: 'references'; readonly to: string }
  | { readonly as: 'group'; readonly fields: readonly NamedControl[] }
  | { readonly as: 'list'; readonly item: Control }
  /** Shapes that one field decides between: a switch where it says yes or no. */
  | { readonly as: 'variants'; readonly by: string; readonly of: readonly Variant[] }
  /** Not typed: an id that an entry keeps. */
  | { readonly as: 'id' }
  /** Not typed: it can say only this. */
  | { readonly as: 'fixed'; readonly value: unknown }
  /** Something that may be missing altogether. */
  | { readonly as: 'maybe'; readonly none: null | undefined; readonly inner: Control }
  /** What no control fits: the words of the contract, as JSON. */
  | { readonly as: 'json' };

export interface NamedControl {
  readonly name: string;
  readonly control: Control;
  /** What a new one says. */
  readonly empty: unknown;
}

interface Variant {
  readonly value: string | number | boolean;
  readonly fields: readonly NamedControl[];
}

const paragraphFrom = 200;
/** Long, but never more than a line. */
const isLine = /(^|\.)(address|email|firstName|lastName|nickname|company|inputs\[\])$/;
const inputOf: Readonly<Record<string, 'date' | 'time' | 'url'>> = { date: 'date', time: 'time', url: 'url' };

/** The control for a schema of the contract. `at` is its path in the definition, with `[]` for the entries of a list. */
export function controlOf(schema: z.ZodType, references: References = {}, at = ''): Control {
  const inside = (field: z.ZodType, path: string) => controlOf(field, references, path);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodReadonly)
    return inside(schema.unwrap() as z.ZodType, at);
  if (schema instanceof z.ZodPipe) return inside(schema.in as z.ZodType, at);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    const inner = inside(schema.unwrap() as z.ZodType, at);
    return inner.as === 'maybe'
      ? inner
      : { as: 'maybe', none: schema instanceof z.ZodNullable ? null : undefined, inner };
  }
  if (at === 'authToken') return { as: 'text', input: 'password' };
  if (at.endsWith('timeZone')) return { as: 'choice', of: timeZones };
  if (references[at]) return { as: 'reference', to: references[at] };
  if (schema instanceof z.ZodLiteral) return { as: 'fixed', value: schema.value };
  if (schema instanceof z.ZodBoolean) return { as: 'switch' };
  if (schema instanceof z.ZodNumber) return number(schema);
  if (schema instanceof z.ZodEnum) return { as: 'choice', of: schema.options.map(String) };
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType;
    const to = references[`${at}[]`];
    if (to) return { as: 'references', to };
    const item = inside(element, `${at}[]`);
    if (item.as === 'choice') return { as: 'choices', of: item.of };
    return item.as === 'text' && item.input === 'text' ? { as: 'words' } : { as: 'list', item };
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const of = schema.options.flatMap((option): Variant[] => {
      if (!(option instanceof z.ZodObject)) return [];
      const decides = option.shape[discriminator] as z.ZodLiteral<string | number | boolean>;
      const fields = fieldsOf(option, references, at).filter(({ name }) => name !== discriminator);
      return [...decides.values].map((value) => ({ value, fields }));
    });
    return { as: 'variants', by: discriminator, of };
  }
  if (schema instanceof z.ZodObject) return { as: 'group', fields: fieldsOf(schema, references, at) };
  return text(schema, at) ?? { as: 'json' };
}

/** The fields of an object, in the order of the contract. */
export const fieldsOf = (schema: z.ZodObject, references: References = {}, at = ''): readonly NamedControl[] =>
  Object.entries(schema.shape).map(([name, field]) => {
    const control = controlOf(field as z.ZodType, references, at === '' ? name : `${at}.${name}`);
    return { name, control, empty: emptyOf(field as z.ZodType, control) };
  });

function number(schema: z.ZodNumber): Control {
  const { minValue, maxValue } = schema;
  return {
    as: 'number',
    isWhole: schema.isInt,
    ...(minValue !== null && Number.isFinite(minValue) && { min: minValue }),
    ...(maxValue !== null && Number.isFinite(maxValue) && { max: maxValue }),
  };
}

function text(schema: z.ZodType, at: string): Control | null {
  const { type, format } = schema.def as { readonly type: string; readonly format?: string };
  if (type !== 'string') return null;
  if (format === 'uuid' || format === 'guid') return { as: 'id' };
  const longest = (schema as z.ZodString).maxLength ?? undefined;
  const limit = longest === undefined ? {} : { longest };
  const input = inputOf[format ?? ''];
  const isLong =
    !isLine.test(at) &&
    (longest === undefined
      ? /(^|\.)(text|message|body|expression)$/i.test(at)
      : longest >= paragraphFrom && at !== 'name');
  if (!input && isLong) return { as: 'paragraph', ...limit };
  return { as: 'text', input: input ?? 'text', ...limit };
}

/** What a new one says before anybody typed: the contract's default where it has one. */
export function emptyOf(schema: z.ZodType | null, control: Control): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.def.defaultValue;
  switch (control.as) {
    case 'text':
    case 'paragraph':
    case 'reference':
      return '';
    case 'number':
      return Math.ceil(control.min ?? 0); // the least fraction is nobody’s first choice
    case 'switch':
      return false;
    case 'choice':
      if (control.of === timeZones) return here;
      return control.of.includes('en-US') ? 'en-US' : control.of[0];
    case 'choices':
    case 'words':
    case 'references':
    case 'list':
      return [];
    case 'group':
      return emptyGroup(control.fields);
    case 'variants': {
      const first = control.of.at(-1)!;
      return { [control.by]: first.value, ...emptyGroup(first.fields) };
    }
    case 'id':
      return v7();
    case 'fixed':
      return control.value;
    case 'maybe':
      return control.none;
    case 'json':
      return {};
  }
}

/** New ones are made each time: ids in them differ. */
export const emptyGroup = (fields: readonly NamedControl[]): Record<string, unknown> =>
  Object.fromEntries(fields.map(({ name, control, empty }) => [name, control.as === 'id' ? v7() : empty]));

/** A short name for what is called so: `Seattle office` is `seattle-office`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);

/** A name of the contract as a person reads it: `timeZone` is "Time zone". */
export function spoken(name: string): string {
  const words = name
    .replace(/Ids?$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase();
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return sentence.replaceAll(/\b(sms|url|api|csat|nps|id|sid)\b/gi, (short) => short.toUpperCase());
}
