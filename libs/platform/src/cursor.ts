import { Refusal } from '#contracts';
import type { z } from 'zod';

/** Where the next page of a list begins, as an opaque word in the address. `schema` describes the keys the list is sorted by. */
export const cursorOf = <Schema extends z.ZodType>(schema: Schema) => ({
  /** Of a whole row, only the keys that the schema names. */
  write: (keys: z.input<Schema>): string => Buffer.from(JSON.stringify(schema.parse(keys))).toString('base64url'),
  read: (cursor: string | undefined): z.output<Schema> | null => {
    if (cursor === undefined) return null;
    try {
      return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    } catch {
      throw new Refusal('unreadable', 'The cursor is not one that this list gave.', 'cursor');
    }
  },
});
