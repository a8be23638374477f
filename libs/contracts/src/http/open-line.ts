import { z } from 'zod';
import { queueId } from '../ids.ts';

/** What waits in one queue, for who serves it: small, as it is told to all of them whenever it moves. */
export const openLineView = z.object({
  queueId,
  waiting: z.int(),
  longestWaitSince: z.iso.datetime().nullable(),
});
export type OpenLineView = z.output<typeof openLineView>;
