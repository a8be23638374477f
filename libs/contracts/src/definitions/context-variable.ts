import { z } from 'zod';
import { workstreamId } from '../ids.ts';
import { defineDefinition } from './definition.ts';

const fields = {
  /** As rules and texts write it: `{$Order$}`, `{OCContext.Order}`. Its case counts. */
  name: z
    .string()
    .trim()
    .min(1, 'is required')
    .max(100)
    .regex(/^\w*$/, 'may have letters from A to Z, digits and underscores'),
  type: z.enum(['text', 'number']),
  workstreamId,
};

/** What is known of a conversation besides its texts, given by whoever begins it or by a bot (product.md 27). */
export const contextVariableKind = defineDefinition('context-variable', {
  path: 'context-variables',
  title: 'context variables',
  fields,
  references: { workstreamId: 'workstream' },
  filters: ['workstreamId', 'type'],
  oneFor: ['workstreamId', 'name'],
});
