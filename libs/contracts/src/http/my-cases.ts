import { z } from 'zod';
import { channelId } from '../ids.ts';
import { conversationView } from './conversations.ts';
import { caseSort } from './list-views.ts';
import { pageOf, pageRequest } from './page.ts';

/** A case that conversations of the person asking are about (product.md 19.2). */
export const myCaseView = z
  .object({
    /** The directory's. */
    id: z.string(),
    /** Its number, and its title where it has one. */
    name: z.string(),
    /** Where it is shown, such as a page of the CRM. */
    address: z.string().nullable(),
    /** Whose it is; null: nobody of the directory is linked to the latest conversation. */
    customerName: z.string().nullable(),
    /** How many conversations about it are or were theirs. */
    conversations: z.int().positive(),
    /** Texts of the customer in those that are not closed which they have not seen. */
    unread: z.int().nonnegative(),
    /** The conversation about it that began last. */
    latest: conversationView,
  })
  .meta({ id: 'MyCase' });
export type MyCaseView = z.output<typeof myCaseView>;

export const myCasesRequest = pageRequest.extend({
  sort: caseSort.default('newest'),
  /** With texts that were not seen, or without. */
  read: z.enum(['unread', 'read']).optional(),
  /** With a conversation on this line. */
  channelId: channelId.optional(),
  /** Whose number, title, customer or customer's number has this in it. */
  q: z.string().trim().max(100).optional(),
});
export type MyCasesRequest = z.output<typeof myCasesRequest>;
export const myCasesView = pageOf(myCaseView);
export type MyCasesView = z.output<typeof myCasesView>;
