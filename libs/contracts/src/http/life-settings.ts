import { z } from 'zod';
import { defaultLocale, eachOnce, faultAt, inEachLanguageOnce } from '../definitions/fields.ts';
import { workstreamId } from '../ids.ts';
import { locale } from '../vocabulary.ts';

const yearInMinutes = 525_600;
const minutes = z.int().min(1).max(yearInMinutes);

/** What carriers take for opting out, opting in and help (product.md 30): no word of ours. */
const carriersWords = /^(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|yes|unstop|help|info)$/i;
/** What a customer may send to end a conversation. */
const endWord = z
  .string()
  .trim()
  .toUpperCase()
  .max(20)
  .regex(/^[\p{L}\p{N}]+$/u, 'must be one word');

/** A closed conversation goes on for no longer than a month after its end, in hours. */
export const longestReopenHours = 720;

/** As they are kept. An end word may have become one of the carriers' since. */
export const lifeSettings = z.object({
  /** How long a conversation waits for the customer before it is closed, in minutes; null: for ever (product.md 17.4, 46). */
  waitingMinutes: minutes.nullable().default(40_320),
  /** How long wrap-up lasts at most, in minutes; null: as everywhere in the organisation (product.md 43 G10). */
  wrapUpMinutes: minutes.nullable().default(null),
  /** A text that comes this soon after the end goes on in the closed conversation, in hours; 0: it opens a new one (product.md 46, G11). */
  reopenWithinHours: z.int().min(0).max(longestReopenHours).default(0),
  /** A text that is nothing but one of these ends the conversation, and after its end opens no other (G18); none: customers cannot end one. */
  endWords: z
    .array(endWord)
    .max(10)
    .refine((words) => eachOnce(words), 'names the same word twice')
    .default([]),
  /** How many automated messages one conversation gets at most (G41); null: as many as there are. What ends it for overflow is always sent. */
  automatedTexts: z.int().min(0).max(100).nullable().default(10),
  /** How long what was said is kept after a conversation is closed, in days (product.md 34); null: for ever. Counts and times stay. */
  keepDays: z.int().min(1).max(3650).nullable().default(null),
  /** What is said while nobody has taken the conversation, so often and no oftener (G19). */
  waitMessage: z
    .object({
      enabled: z.boolean().default(false),
      everyMinutes: z.int().min(1).max(1440).default(15),
      atMost: z.int().min(1).max(10).default(2),
      texts: z
        .array(z.object({ locale, text: z.string().trim().min(1, 'is required').max(320) }))
        .max(60)
        .default([]),
      /** Taken where a customer's language is not among the texts. */
      defaultLocale,
    })
    .superRefine(({ enabled, texts, defaultLocale: fallback }, context) => {
      if (enabled && texts.length === 0) faultAt(context, 'texts', 'needs at least one');
      inEachLanguageOnce(texts, fallback, context);
    })
    .prefault({}),
});
export const lifeSettingsRequest = lifeSettings.superRefine(({ endWords }, context) =>
  endWords.forEach((word, index) => {
    if (carriersWords.test(word))
      context.addIssue({ code: 'custom', path: ['endWords', index], message: 'is a word of the carriers' });
  }),
);
export type LifeSettings = z.output<typeof lifeSettings>;

export const lifeSettingsView = lifeSettings
  .extend({
    workstreamId,
    workstreamName: z.string(),
    /** 0: as it came, nobody has changed anything. */
    version: z.int(),
    changedAt: z.iso.datetime().nullable(),
    /** What is allowed and seldom meant, by its field. */
    warnings: z.array(z.object({ field: z.string(), message: z.string() })),
  })
  .meta({ id: 'LifeSettings' });
export type LifeSettingsView = z.output<typeof lifeSettingsView>;
