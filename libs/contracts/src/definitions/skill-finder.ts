import { z } from 'zod';
import { defineDefinition } from './definition.ts';
import { eachOnce, httpsAddress } from './fields.ts';

/** What a model can be told of a conversation: as conditions name it, one of their sources and a name in it. */
const input = z
  .string()
  .trim()
  .max(200)
  .regex(/^(conversation|sms|contact|account|case|context)(\.[^.\s]+)+$/, 'must be such as contact.tier');

/** A machine-learned model that tells what skills work needs, before it is queued (product.md 7.8). */
export const skillFinderKind = defineDefinition('skill-finder', {
  path: 'skill-finders',
  title: 'skill finders',
  fields: {
    address: httpsAddress,
    /** How long it has; then work goes on without it. */
    timeoutSeconds: z.int().min(1).max(10).default(3),
    /** What it is told, put together in this order. */
    inputs: z
      .array(input)
      .min(1, 'needs at least one')
      .max(20)
      .refine((all) => eachOnce(all), 'names the same one twice')
      .default(['conversation.text']),
    active: z.boolean().default(true),
  },
});
