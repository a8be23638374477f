import { z } from 'zod';
import { workstreamId } from '../ids.ts';
import { locale } from '../vocabulary.ts';
import { defineDefinition } from './definition.ts';
import { defaultLocale, faultAt, inEachLanguageOnce } from './fields.ts';

const seconds = { minutes: 60, hours: 3600, days: 86_400 } as const;
const longestDays = 365;

const fields = {
  active: z.boolean().default(true),
  workstreamId,
  /** Whose silence counts. A customer's clock runs while the last text is the agent's, and the other way round. */
  trigger: z.enum(['customer-silent', 'agent-silent']),
  /** Acts when the silence is longer than this. */
  after: z.object({ value: z.int().min(1).max(525_600), unit: z.enum(['minutes', 'hours', 'days']) }),
  /** Says something, closes the conversation, or moves an active one to waiting. */
  action: z.enum(['send-message', 'close', 'wait']),
  /** Who is told. The customer gets it from the agent; the agent sees it as a line of the system. Null: nobody. */
  recipient: z.enum(['agent', 'customer']).nullable().default(null),
  texts: z
    .array(z.object({ locale, text: z.string().trim().min(1, 'is required').max(1600) }))
    .max(60)
    .default([]),
  /** Taken where a customer's language is not among the texts. */
  defaultLocale,
  /** The lowest acts when several of one workstream would. */
  priority: z.int().min(1).max(1000).default(100),
};

/** What happens when nobody writes any more (product.md 17.5). */
export const timeOutRuleKind = defineDefinition('time-out-rule', {
  path: 'time-out-rules',
  title: 'time-out rules',
  fields,
  rules({ after, action, recipient, texts, defaultLocale: fallback }, context) {
    if (after.value * seconds[after.unit] > longestDays * seconds.days)
      faultAt(context, 'after.value', `must not be more than ${longestDays} days`);
    if (action === 'send-message') {
      if (recipient === null) faultAt(context, 'recipient', 'is required');
      if (texts.length === 0) faultAt(context, 'texts', 'needs at least one');
      inEachLanguageOnce(texts, fallback, context);
    } else {
      if (recipient !== null) faultAt(context, 'recipient', 'is for rules that send a message');
      if (texts.length > 0) faultAt(context, 'texts', 'are for rules that send a message');
    }
  },
  references: { workstreamId: 'workstream' },
  filters: ['workstreamId', 'trigger', 'action'],
});

/** How long a silence a rule waits for, in seconds. */
export const silenceOf = ({ value, unit }: { readonly value: number; readonly unit: keyof typeof seconds }): number =>
  value * seconds[unit];
