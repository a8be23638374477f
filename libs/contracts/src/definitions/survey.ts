import { z } from 'zod';
import { locale } from '../vocabulary.ts';
import { defineDefinition } from './definition.ts';
import { defaultLocale, faultAt, httpsAddress, inEachLanguageOnce } from './fields.ts';

const fields = {
  /** Satisfaction (1 to 5), recommendation (0 to 10), effort (1 to 7), or a survey that is kept elsewhere. */
  type: z.enum(['csat', 'nps', 'effort', 'link']),
  /** Where the survey is that is kept elsewhere; the customer's own link is made of it. */
  address: httpsAddress.nullable().default(null),
  /** `link`: the text carries a link to the question; `reply`: the customer answers by text. */
  mode: z.enum(['link', 'reply']).default('link'),
  texts: z
    .array(
      z.object({
        locale,
        /** The text before the link, or before the question (product.md 22). */
        message: z.string().trim().min(1, 'is required').max(200),
        /** What is asked; empty where the survey is kept elsewhere. */
        question: z.string().trim().max(300).default(''),
        /** What is said to an answer; empty: nothing. */
        thanks: z.string().trim().max(200).default(''),
      }),
    )
    .min(1, 'needs at least one')
    .max(60),
  /** Taken where a customer's language is not among the texts. */
  defaultLocale,
  /** Whether a customer may add words of their own. */
  asksForComment: z.boolean().default(false),
  /** How long the link works or a reply counts as the answer, in hours. */
  expiresAfterHours: z.int().min(1).max(2160).default(72),
};

/** What a customer is asked when a conversation is over (product.md 22). */
export const surveyKind = defineDefinition('survey', {
  path: 'surveys',
  title: 'surveys',
  fields,
  rules({ type, address, mode, texts, defaultLocale: fallback, asksForComment }, context) {
    inEachLanguageOnce(texts, fallback, context);
    if (type === 'link') {
      if (address === null) faultAt(context, 'address', 'is required');
      if (mode === 'reply') faultAt(context, 'mode', 'must be link where the survey is kept elsewhere');
      if (asksForComment) faultAt(context, 'asksForComment', 'must be off where the survey is kept elsewhere');
      return;
    }
    if (address !== null) faultAt(context, 'address', 'is for surveys that are kept elsewhere');
    texts.forEach(({ question }, index) => {
      if (question === '') faultAt(context, `texts.${index}.question`, 'is required');
    });
  },
  filters: ['type', 'mode'],
});
