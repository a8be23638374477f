import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { agentId, conversationId } from '../ids.ts';

/** Wrap-up of a conversation began, and it takes its agent's capacity until a time of the workstream's own (product.md 6.2, 17.4). */
export const wrapUpBlocked = defineEvent(
  'routing.wrap-up-blocked.v1',
  z.object({ conversationId, agentId, until: z.iso.datetime() }),
);
