import { z } from 'zod';
import { slug } from '../ids.ts';

/** What names a definition, the first 200 by kind and name: as long as there is one, it cannot be removed. */
export const usedByView = z
  .object({
    items: z.array(
      z.object({
        /** `channel`, the kind of a definition, `workstream-settings`, or `organisation-settings`. */
        kind: z.string(),
        /** Of settings, that of the workstream which they are about. */
        id: z.uuid(),
        /** Null of what is there once: the organisation. */
        slug: slug.nullable(),
        name: z.string(),
      }),
    ),
    /** There are more than 200. */
    more: z.boolean(),
  })
  .meta({ id: 'UsedBy' });
export type UsedByView = z.output<typeof usedByView>;
