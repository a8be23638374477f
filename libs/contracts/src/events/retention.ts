import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { address, conversationId, messageId } from '../ids.ts';

/** These texts were kept as long as they may be (product.md 34): what others keep of their words and files is to be forgotten, too. */
export const textsExpired = defineEvent(
  'conversations.texts-expired.v1',
  z.object({
    /** None: the conversations that are named had no texts. */
    messageIds: z.array(messageId).max(1000),
    /** Whom they were from or to: what they are found by. */
    customers: z.array(address).max(200),
    /** Which conversations said nothing else that is kept; left out where an event before this one said so. */
    conversationIds: z.array(conversationId).max(200).optional(),
    expiredAt: z.iso.datetime(),
  }),
);
