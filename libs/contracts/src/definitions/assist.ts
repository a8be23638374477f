import { z } from 'zod';
import { checkProtocol, reached } from './bot.ts';
import { defineDefinition } from './definition.ts';
import { eachOnce } from './fields.ts';

export const assistCards = ['knowledge-article', 'similar-case', 'next-best-step', 'macro'] as const;

/** Who listens to a conversation and puts cards before the agent, never before the customer (product.md 26). */
export const assistKind = defineDefinition('assist', {
  path: 'assists',
  title: 'smart assists',
  fields: {
    ...reached,
    /** How long it has for its cards; later ones are not shown. It never holds up the agent. */
    timeoutSeconds: z.int().min(1).max(30).default(5),
    /** How many conversations it follows at once. */
    capacity: z.int().min(1).max(1_000_000).default(10_000),
    /** Which cards of it are shown. */
    cards: z
      .array(z.enum(assistCards))
      .min(1, 'needs at least one')
      .refine((all) => eachOnce(all), 'names the same one twice')
      .default([...assistCards]),
    /** It begins with the customer's first text, or once the agent has written; with what a bot handed over, once an agent has taken it (product.md 26). */
    begins: z.enum(['at-once', 'after-agent']).default('at-once'),
    active: z.boolean().default(true),
  },
  rules: checkProtocol,
  filters: ['protocol'],
});
