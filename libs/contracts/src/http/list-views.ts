import { z } from 'zod';
import { channelId, queueId } from '../ids.ts';

/** By what the open list is ordered: by age, oldest first, or by name. */
export const openSort = z.enum(['age', 'customer', 'workstream', 'mode']);
/** By what cases are ordered: by when the latest conversation about each began, or by its customer's number. */
export const caseSort = z.enum(['newest', 'oldest', 'customer']);

const unlike = (values: readonly string[]) => new Set(values).size === values.length;

/** Which conversations of their lists an agent wants to see together, under a name of their own (product.md 19.2). */
export const listView = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1, 'is required').max(40),
  list: z.enum(['mine', 'open', 'closed', 'cases']).default('mine'),
  /** Of one status; null: of any. */
  show: z.enum(['active', 'waiting', 'wrap-up']).nullable().default(null),
  /** With texts that were not seen, or without; null: both. */
  read: z.enum(['unread', 'read']).nullable().default(null),
  /** On one line; null: on any. */
  line: channelId.nullable().default(null),
  /** Whose number, name, line, queue, last text or case has this in it; empty: all. */
  find: z.string().trim().max(100).default(''),
  sort: z.enum(['waiting', 'latest', 'oldest', 'customer']).default('waiting'),
  /** Of the open list: of this queue alone; null: of all that I serve. */
  queue: queueId.nullable().default(null),
  /** Of the open list: its order. */
  order: openSort.default('age'),
  /** Of the cases: their order. */
  caseOrder: caseSort.default('newest'),
});
export type ListView = z.output<typeof listView>;

/** All views of one agent, in the order that they are shown in. */
export const listViewsRequest = z.object({
  views: z
    .array(listView)
    .max(20, 'has room for twenty')
    .refine((all) => unlike(all.map(({ id }) => id)), 'names the same one twice')
    .refine((all) => unlike(all.map(({ name }) => name.toLowerCase())), 'has two of one name'),
});
export type ListViewsRequest = z.output<typeof listViewsRequest>;

/** Version 0: none was kept yet. */
export const listViewsView = listViewsRequest.extend({ version: z.int().nonnegative() }).meta({ id: 'ListViews' });
export type ListViewsView = z.output<typeof listViewsView>;
