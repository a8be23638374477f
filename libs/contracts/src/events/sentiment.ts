import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { sentiments } from '../http/customers.ts';
import { agentId, conversationId, workstreamId } from '../ids.ts';
import { openEnum } from '../vocabulary.ts';

/** A customer feels otherwise than before, and whom that should alert (product.md 33). */
export const sentimentChanged = defineEvent(
  'conversations.sentiment-changed.v1',
  z.object({
    conversationId,
    version: z.int().positive(),
    workstreamId: workstreamId.nullable(),
    agentId: agentId.nullable(),
    sentiment: openEnum(sentiments),
    alertsAgent: z.boolean(),
    alertsSupervisor: z.boolean(),
    changedAt: z.iso.datetime(),
  }),
  { heard: false },
);
