import { z } from 'zod';
import { adminWords } from '../../words/en-admin.ts';

/** Errors by the path of their field, in the contract's own words. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Limits in words, where the contract gives only the number; its own words win. */
function limit(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'too_small') return adminWords.form.atLeast(Number(issue.minimum));
  if (issue.code === 'too_big') return adminWords.form.atMost(Number(issue.maximum));
  return issue.code === 'invalid_type' ? adminWords.form.required : undefined;
}

/** What the contract says against these values; empty when nothing. The first word on a field counts. */
export function errorsOf(schema: z.ZodType, values: unknown): FieldErrors {
  const { error } = schema.safeParse(values, { error: limit });
  const errors: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) errors[path.map(String).join('.')] ??= message;
  return errors;
}

/** Whether something is wrong with what is none of these values: at no field of theirs would anybody read it. */
export const areElsewhere = (errors: FieldErrors, values: object): boolean =>
  Object.keys(errors).some((path) => !(path.split('.', 1)[0]! in values));

const inner = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? inner(schema.unwrap() as z.ZodType)
    : schema;

/** The least and the most that a number of the contract may be: no limit is written a second time. */
export function limitsOf(schema: z.ZodType): { readonly min?: number; readonly max?: number } {
  const number = inner(schema);
  if (!(number instanceof z.ZodNumber)) return {};
  const { minValue, maxValue } = number;
  return {
    ...(minValue !== null && Number.isFinite(minValue) ? { min: minValue } : {}),
    ...(maxValue !== null && Number.isFinite(maxValue) ? { max: maxValue } : {}),
  };
}

/** A contract that is known to be an object: its fields can be asked for. */
export function objectOf(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema;
  throw new TypeError('This contract is no object, and has no fields.');
}

/** The longest a text of the contract may be. */
export function longestOf(schema: z.ZodType): number | undefined {
  const text = inner(schema);
  return text instanceof z.ZodString ? (text.maxLength ?? undefined) : undefined;
}

const areWords = (list: readonly unknown[]): list is readonly string[] => list.every((one) => typeof one === 'string');

/** Whether two sets of values say the same; the order of a list of ids does not matter. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return false;
    if (areWords(one) && areWords(other)) return [...one].sort().join('\n') === [...other].sort().join('\n');
    return one.every((entry, at) => isSame(entry, other[at]));
  }
  if (typeof one === 'object' && typeof other === 'object' && one && other) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names.every((name) => isSame(one[name as keyof typeof one], other[name as keyof typeof other]));
  }
  return one === other;
}
