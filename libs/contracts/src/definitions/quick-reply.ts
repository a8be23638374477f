import { z } from 'zod';
import { workstreamId } from '../ids.ts';
import { textWith } from '../placeholders.ts';
import { locale } from '../vocabulary.ts';
import { defineDefinition } from './definition.ts';

/** One word that replies are found by. People type `#refund`; what is kept is `refund` (product.md 28). */
const tag = z
  .string()
  .trim()
  .overwrite((typed) => typed.replace(/^#/, ''))
  .min(1, 'is required')
  .max(50)
  .regex(/^[^\s#,]*$/u, 'must be one word, with # in front of it at most');

const isOnce = (all: readonly string[]) => new Set(all.map((one) => one.toLowerCase())).size === all.length;

/** What a quick reply is, whoever keeps it. */
export const quickReplyFields = {
  /** The language it is written in. It is not translated: another language is another reply. */
  locale,
  message: textWith('quick-reply'),
  tags: z.array(tag).max(20).refine(isOnce, 'names the same one twice').default([]),
};

/** A reply that agents send with a few keys (product.md 28). Its name is the title that they see. */
export const quickReplyKind = defineDefinition('quick-reply', {
  path: 'quick-replies',
  title: 'quick replies',
  fields: {
    ...quickReplyFields,
    /** For whom it is; empty: for everybody. */
    workstreamIds: z.array(workstreamId).max(1000).refine(isOnce, 'names the same one twice').default([]),
  },
  references: { 'workstreamIds[]': 'workstream' },
  filters: ['locale', 'tags', 'workstreamIds'],
  readers: ['administrator', 'supervisor', 'agent'],
  editors: ['administrator', 'supervisor'],
});
