import { z } from 'zod';
import type { pageRequest } from '#contracts';
import { cursorOf } from '#platform';

export type PageAsked = z.output<typeof pageRequest>;

/** Lists of names are sorted by name; the id settles equal ones. */
export const byName = cursorOf(z.object({ name: z.string(), id: z.uuid() }));
/** Lists of work are sorted by age; the id settles equal ones. */
export const byAge = cursorOf(z.object({ since: z.iso.datetime(), id: z.uuid() }));
