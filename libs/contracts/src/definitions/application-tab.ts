import { z } from 'zod';
import { defineDefinition } from './definition.ts';
import { deskText, faultsOfDeskText } from './desk-placeholders.ts';
import { uniqueName } from './fields.ts';

/** An address in which placeholders may stand behind the host: `https://crm.example/customers/{customerRecordId}`. */
const pageAddress = z
  .string()
  .trim()
  .max(1000)
  .regex(/^https:\/\/[^\s/?#{}@]+([/?#]\S*)?$/, 'must begin with https:// and a host; placeholders come after it')
  .superRefine((text, context) => {
    for (const message of faultsOfDeskText(text)) context.addIssue({ code: 'custom', message });
  });

export const recordEntities = ['customer', 'account', 'case'] as const;
export type RecordEntity = (typeof recordEntities)[number];

const fields = {
  uniqueName,
  /** On the tab. */
  title: deskText(200).default(''),
  /** What the tab shows (product.md 16, the reduced set). */
  page: z.discriminatedUnion('type', [
    z.object({ type: z.literal('conversation') }),
    z.object({
      type: z.literal('record'),
      entity: z.enum(recordEntities),
      /** Which one; usually a placeholder. */
      recordId: deskText(200).default('{customerRecordId}'),
    }),
    z.object({ type: z.literal('search'), query: deskText(500).default('') }),
    z.object({ type: z.literal('external'), address: pageAddress }),
  ]),
};

const description = 'There from the beginning.';

/** By what they show. */
export const builtInApplicationTabs = {
  conversation: {
    id: '01990000-0000-7000-8000-00000000b001',
    slug: 'active-conversation',
    name: 'Active conversation',
    description,
    uniqueName: 'parley_active_conversation',
    title: 'Conversation',
    page: { type: 'conversation' },
  },
  customer: {
    id: '01990000-0000-7000-8000-00000000b002',
    slug: 'customer',
    name: 'Customer',
    description,
    uniqueName: 'parley_customer',
    title: 'Customer',
    page: { type: 'record', entity: 'customer', recordId: '{customerRecordId}' },
  },
  case: {
    id: '01990000-0000-7000-8000-00000000b003',
    slug: 'case',
    name: 'Case',
    description,
    uniqueName: 'parley_case',
    title: '{caseTitle}',
    page: { type: 'record', entity: 'case', recordId: '{caseId}' },
  },
  search: {
    id: '01990000-0000-7000-8000-00000000b004',
    slug: 'search',
    name: 'Search',
    description,
    uniqueName: 'parley_search',
    title: 'Search',
    page: { type: 'search', query: '' },
  },
} as const;

/** What opens beside a conversation (product.md 16). */
export const applicationTabKind = defineDefinition('application-tab', {
  path: 'application-tabs',
  title: 'application tabs',
  fields,
  oneFor: ['uniqueName'],
  readers: ['administrator', 'supervisor', 'agent'],
  builtIn: Object.values(builtInApplicationTabs),
});
