import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as othersToo } from 'node:timers/promises';
import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { type FieldError, Unreadable } from './problem.ts';
import { unstorable } from './unstorable.ts';
import { wording } from './wording.ts';

/** In the order in which they are told. */
const kinds = ['param', 'query', 'body'] as const;
type Kind = (typeof kinds)[number];
const names: Record<Kind, string> = { param: 'address', query: 'query', body: 'body' };

const nothingRead = (): Record<Kind, FieldError[]> => ({ param: [], query: [], body: [] });
const readings = new AsyncLocalStorage<Record<Kind, FieldError[]>>();

/** One request's parameters are read together, so that its answer names the wrong fields of all of them. */
export const readingTogether = <T>(work: () => T): T => readings.run(nothingRead(), work);

/**
 * Reads each parameter of a route by its zod schema. Fields the schema does not know are dropped; a parameter
 * without a schema is passed on as it is. Throws Unreadable.
 */
@Injectable()
export class ReadingPipe implements PipeTransform {
  async transform(value: unknown, { type, data, schema }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom' || !(schema instanceof z.ZodType)) return value;
    // a path parameter and a single query parameter are called by their own name, a body by its fields
    const at = data === undefined ? [] : [data];
    const kind = kinds.find((one) => one === type) ?? 'body';
    const read = schema.safeParse(value, { error: wording });
    const errors = unstorable(read.success ? read.data : value, at).map(({ field, message }) => ({
      field: field || names[kind],
      message,
    }));
    for (const { path, message } of read.error?.issues ?? []) {
      const field = [...at, ...path.map(String)].join('.') || names[kind];
      if (!errors.some((error) => error.field === field)) errors.push({ field, message });
    }
    if (read.success && errors.length === 0) return read.data;
    const together = readings.getStore() ?? nothingRead();
    together[kind].unshift(...errors); // Nest begins with the last parameter
    await othersToo();
    throw new Unreadable(kinds.flatMap((one) => together[one]));
  }
}
