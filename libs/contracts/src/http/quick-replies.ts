import { z } from 'zod';
import { quickReplyFields } from '../definitions/quick-reply.ts';
import { quickReplyId, workstreamId } from '../ids.ts';
import { type Locale, locale } from '../vocabulary.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();

/** A quick reply of one's own: nobody else sees it, and it is for every workstream (product.md 28). */
export const personalQuickReplyRequest = z.object(quickReplyFields);
export type PersonalQuickReplyRequest = z.output<typeof personalQuickReplyRequest>;

export const personalQuickReplyView = z
  .object({ id: quickReplyId, version: z.int(), ...quickReplyFields, createdAt: at, changedAt: at })
  .meta({ id: 'PersonalQuickReply' });
export type PersonalQuickReplyView = z.output<typeof personalQuickReplyView>;
export const personalQuickRepliesView = pageOf(personalQuickReplyView);

const listed = (text: string) => text.split(',').filter((part) => part !== '');
export const localesListed = (text: string | undefined): readonly Locale[] | null =>
  text === undefined ? null : (listed(text) as readonly Locale[]);
export const tagsListed = (text: string | undefined): readonly string[] =>
  listed(text ?? '').map((one) => one.replace(/^#/, ''));

/** What an agent's panel asks for while somebody types behind `/q`. */
export const usableQuickRepliesRequest = pageRequest.extend({
  /** The channel's language and the agent's own, separated by commas; replies in another country's form of them come after those. Left out: all. */
  locale: z
    .string()
    .max(100)
    .refine((text) => listed(text).every((one) => locale.safeParse(one).success), 'must name languages such as en-US')
    .optional(),
  /** Of the conversation. Left out: only what is for everybody. */
  workstreamId: workstreamId.optional(),
  /** The tab *All* or *Personal*. */
  from: z.enum(['all', 'personal']).default('all'),
  /** As typed: `refund late` (tags first, then words of the title or message), or `#` and the beginning of a tag, which lists tags. */
  q: z.string().max(200).optional(),
  /** Only those with all of these tags, separated by commas. */
  tag: z.string().max(500).optional(),
});
export type UsableQuickRepliesRequest = z.output<typeof usableQuickRepliesRequest>;

export const usableQuickRepliesView = pageOf(
  z.object({
    id: z.uuid(),
    from: z.enum(['shared', 'personal']),
    /** Null: a personal one, which has none. */
    title: z.string().nullable(),
    ...quickReplyFields,
  }),
)
  .extend({
    /** The tags that were asked for with `#`, those with most replies first. */
    tags: z.array(z.object({ tag: z.string(), count: z.int() })),
  })
  .meta({ id: 'UsableQuickReplies' });
export type UsableQuickRepliesView = z.output<typeof usableQuickRepliesView>;
