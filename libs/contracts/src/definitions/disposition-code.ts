import { z } from 'zod';
import { workstreamId } from '../ids.ts';
import { defineDefinition } from './definition.ts';
import { eachOnce } from './fields.ts';

/** What a conversation came to, as an agent says it when it ends (product.md 35). Conversations keep the names of codes that are gone. */
export const dispositionCodeKind = defineDefinition('disposition-code', {
  path: 'disposition-codes',
  title: 'disposition codes',
  fields: {
    /** Codes of one category are chosen from together. */
    category: z.string().trim().max(100).default(''),
    /** Where it can be chosen; none: everywhere. */
    workstreamIds: z
      .array(workstreamId)
      .max(200)
      .refine((ids) => eachOnce(ids), 'names the same one twice')
      .default([]),
    active: z.boolean().default(true),
    /** `do-not-contact`: the customer gets no text of ours any more (product.md 30). */
    effect: z.enum(['none', 'do-not-contact']).default('none'),
  },
  references: { 'workstreamIds[]': 'workstream' },
  filters: ['category', 'effect', 'workstreamIds'],
  readers: ['administrator', 'supervisor', 'agent'],
});
