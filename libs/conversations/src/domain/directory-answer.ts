import { agentId, knownRecord } from '#contracts';
import { z } from 'zod';
import type { Known } from './directory.ts';
import type { Found } from './identification.ts';

const record = knownRecord.extend({
  id: z.string().min(1).max(200),
  name: z.string().max(200),
  preferredAgentIds: z.array(agentId).max(3).default([]),
});

/** What a directory of one's own answers about a number (docs/bots.md, Directories). */
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

type Told = z.output<typeof record>;
const known = (kind: Known['kind'], { id, name, attributes, preferredAgentIds }: Told): Known => ({
  id,
  kind,
  name,
  attributes,
  preferredAgentIds,
});

/** The same as our own directory would have found. Which columns count was the directory's to decide. */
export const foundIn = ({ contacts, accounts }: z.output<typeof directoryAnswer>): Found[] => [
  ...contacts.map((contact) => ({
    column: null,
    contact: known('contact', contact),
    account: contact.account && known('account', contact.account),
    cases: contact.cases.map((one) => known('case', one)),
  })),
  ...accounts.map((account) => ({
    column: null,
    contact: null,
    account: known('account', account),
    cases: account.cases.map((one) => known('case', one)),
  })),
];
