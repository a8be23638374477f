import { z } from 'zod';

/** One page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    /** In the order of the list, at most `limit` of them. */
    items: z.array(item),
    /** Asks for the page after this one, as `cursor`; null: this is the last. */
    next: z.string().nullable(),
  });

export const pageRequest = z.object({
  /** `next` of the page before; left out: the first page. */
  cursor: z.string().max(500).optional(),
  /** How many a page has at most. */
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type PageRequest = z.output<typeof pageRequest>;

/** RFC 9457. `code` is stable and part of the contract; `errors` names each field that could not be read. */
export const problem = z
  .object({
    /** `urn:parley:problem:` and the code. */
    type: z.string(),
    /** The status in words, such as `Not Found`. */
    title: z.string(),
    /** The status of the answer. */
    status: z.number().int(),
    /** What is wrong, in a sentence for people. */
    detail: z.string(),
    /** What is wrong, in a word that stays: what a script goes by. */
    code: z.string(),
    /** In our log, and on everything that followed from the request. */
    correlationId: z.string(),
    /** Each field that is wrong, by its path (`numbers.0.number`), and what is wrong with it. */
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problem>;
