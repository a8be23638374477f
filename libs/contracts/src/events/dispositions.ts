import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { address, agentId, channelId, conversationId, definitionId, workstreamId } from '../ids.ts';
import { openEnum } from '../vocabulary.ts';

/** A conversation was closed, and this is what it came to (product.md 35). Said once for each choice. */
export const dispositionsRecorded = defineEvent(
  'conversations.dispositions-recorded.v1',
  z.object({
    conversationId,
    workstreamId: workstreamId.nullable(),
    channelId,
    /** Our number. */
    number: address,
    customer: address,
    dispositions: z
      .array(
        z.object({
          id: definitionId,
          name: z.string(),
          category: z.string(),
          /** `do-not-contact`: the customer is not to be texted from this number any more. */
          effect: openEnum(['none', 'do-not-contact']),
          by: z.object({ agentId, name: z.string() }),
        }),
      )
      .min(1),
    recordedAt: z.iso.datetime(),
  }),
);
