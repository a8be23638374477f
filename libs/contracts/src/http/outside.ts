import { z } from 'zod';
import { agentId } from '../ids.ts';
import { knownRecord } from './customers.ts';

/*
 * What systems of an installation's own answer when they are asked over HTTP (docs/bots.md).
 */

const record = knownRecord.extend({
  id: z.string().min(1).max(200),
  name: z.string().max(200),
  preferredAgentIds: z.array(agentId).max(3).default([]),
});

/** What a directory of one's own answers about a number. */
export const directoryAnswer = z.object({
  contacts: z
    .array(record.extend({ account: record.nullable().default(null), cases: z.array(record).max(20).default([]) }))
    .max(20)
    .default([]),
  accounts: z
    .array(record.extend({ cases: z.array(record).max(20).default([]) }))
    .max(20)
    .default([]),
});

export type DirectoryAnswer = z.output<typeof directoryAnswer>;
