import { z } from 'zod';
import { textWith } from '../placeholders.ts';
import { locale } from '../vocabulary.ts';
import { defineDefinition } from './definition.ts';
import { inEachLanguageOnce } from './fields.ts';

const fields = {
  channelKind: z.literal('sms').default('sms'),
  /** Who reads a language that is not among the texts gets this one. */
  defaultLocale: locale,
  texts: z
    .array(z.object({ locale, text: textWith('message-template') }))
    .min(1, 'needs at least one')
    .max(60),
};

/** What is sent to customers who did not write first (product.md 29.1). */
export const messageTemplateKind = defineDefinition('message-template', {
  path: 'message-templates',
  title: 'message templates',
  fields,
  rules({ texts, defaultLocale }, context) {
    if (texts.length > 0) inEachLanguageOnce(texts, defaultLocale, context);
  },
  filters: ['defaultLocale'],
});
