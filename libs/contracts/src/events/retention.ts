import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { address, messageId } from '../ids.ts';

/** These texts were kept as long as they may be (product.md 34): what others keep of their words and files is to be forgotten, too. */
export const textsExpired = defineEvent(
  'conversations.texts-expired.v1',
  z.object({
    messageIds: z.array(messageId).min(1).max(1000),
    /** Whom they were from or to: what they are found by. */
    customers: z.array(address).max(200),
    expiredAt: z.iso.datetime(),
  }),
);
