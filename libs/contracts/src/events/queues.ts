import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { agentId, conversationId, queueId, workItemId } from '../ids.ts';
import { openEnum } from '../vocabulary.ts';

/**
 * A conversation that just began came into a queue outside its operating hours, and waits there (product.md 20, 21.2). Said only then:
 * where a queue is open, or has no hours, there is nothing to say.
 */
export const queueFoundClosed = defineEvent(
  'routing.queue-found-closed.v1',
  z.object({ conversationId, workItemId, queueId, foundAt: z.iso.datetime() }),
);

/**
 * A conversation came into a queue that nobody serves, and waits there (product.md 9.5, 21.2): one that just began, or that was passed on or overflowed into it.
 * Said of no queue that is closed, too.
 */
export const queueFoundEmpty = defineEvent(
  'routing.queue-found-empty.v1',
  z.object({
    conversationId,
    workItemId,
    queueId,
    /** As in `offer-made`: who had it before this has it no more. */
    version: z.number().int().positive(),
    foundAt: z.iso.datetime(),
  }),
);

/** An agent wanted to pass a conversation on into a queue that does not take it: it stays with them (product.md 18.2, 21.2). */
export const transferRefused = defineEvent(
  'routing.transfer-refused.v1',
  z.object({
    conversationId,
    workItemId,
    queueId,
    /** Who wanted it. */
    byAgentId: agentId,
    reason: openEnum(['queue-closed', 'queue-not-found']),
    refusedAt: z.iso.datetime(),
  }),
);
