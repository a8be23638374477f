import { z } from 'zod';
import { defineDefinition } from './definition.ts';

/** As it is typed, without slashes and flags. Whether it is quick enough is found out where it is saved, by trying it. */
export const maskingExpression = z
  .string()
  .min(1, 'is required')
  .max(500)
  .refine((typed) => {
    try {
      return new RegExp(typed, 'u') instanceof RegExp;
    } catch {
      return false;
    }
  }, 'is not a regular expression');

/** Each character that a rule finds becomes this. */
export const mask = '#';

/** Tries an expression before it is a rule: what would be left of this text. */
export const maskingTestRequest = z.object({ expression: maskingExpression, text: z.string().max(1600) });
export const maskingTestView = z.object({ masked: z.string(), found: z.int() }).meta({ id: 'MaskingTest' });

const rule = (id: number, slug: string, name: string, expression: string) => ({
  id: `01990000-0000-7000-8000-00000000e00${id}`,
  slug,
  name,
  description: 'There from the beginning.',
  expression,
  active: true,
});

/**
 * What is not shown to whom it is none of their business (product.md 32), as many as wanted (43 G29). Whose text is masked for whom is an
 * organisation's setting.
 */
export const maskingRuleKind = defineDefinition('masking-rule', {
  path: 'masking-rules',
  title: 'masking rules',
  fields: { expression: maskingExpression, active: z.boolean().default(true) },
  readers: ['administrator'],
  initial: [
    rule(1, 'credit-card', 'Credit card', String.raw`\b(?:\d[ \-]?){12,18}\d\b`),
    rule(2, 'e-mail', 'E-mail', String.raw`[\p{L}\p{N}._%+\-]{1,64}@[\p{L}\p{N}.\-]{1,255}\.\p{L}{2,24}`),
    rule(3, 'ssn', 'Social security number', String.raw`\b(?!000|666|9\d\d)\d{3}[ \-](?!00)\d\d[ \-](?!0000)\d{4}\b`),
  ],
});
