import { z } from 'zod';
import { agentId } from '../ids.ts';
import { conversationId, workstreamId } from '../ids.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();
const line = (most = 200) => z.string().trim().max(most).default('');
const name = z.string().trim().min(1, 'is required').max(200);

export const contactId = z.uuid().brand<'ContactId'>();
export const customerAccountId = z.uuid().brand<'CustomerAccountId'>();
export const caseId = z.uuid().brand<'CaseId'>();
export type ContactId = z.output<typeof contactId>;
export type CustomerAccountId = z.output<typeof customerAccountId>;
export type CaseId = z.output<typeof caseId>;

/** Columns that hold numbers. Which of them tell who wrote is said for each workstream (product.md 18.1). */
export const contactNumberColumns = ['mobile', 'business', 'home', 'other'] as const;
export const accountNumberColumns = ['main', 'other', 'fax'] as const;

/** As somebody wrote it down; what is kept is E.164. */
const typedNumber = z.string().trim().max(40);
const numbers = <Column extends string>(columns: readonly [Column, ...Column[]]) =>
  z.partialRecord(z.enum(columns), typedNumber).default({});

/** Columns of one's own, which rules and texts may look at. */
const attributes = z
  .record(z.string().trim().min(1).max(100), z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]))
  .refine((all) => Object.keys(all).length <= 100, 'has more than 100 of them')
  .default({});

const preferredAgentIds = z.array(agentId).max(3).default([]);
const active = z.boolean().default(true);

/** Somebody who may write to us. */
export const contactRequest = z.object({
  name,
  firstName: line(),
  lastName: line(),
  nickname: line(),
  company: line(),
  email: line(320),
  numbers: numbers(contactNumberColumns),
  accountId: customerAccountId.nullable().default(null),
  /** Whom they prefer, best first (product.md 11.6). */
  preferredAgentIds,
  attributes,
  /** One that is not is not found by its number. */
  active,
});
export type ContactRequest = z.output<typeof contactRequest>;

/** A company, or whatever several contacts belong to. */
export const customerAccountRequest = z.object({
  name,
  number: line(100),
  email: line(320),
  numbers: numbers(accountNumberColumns),
  preferredAgentIds,
  attributes,
  active,
});
export type CustomerAccountRequest = z.output<typeof customerAccountRequest>;

/** What somebody writes about: a reference to a case that is kept elsewhere. */
export const caseRequest = z.object({
  number: z.string().trim().min(1, 'is required').max(100),
  title: line(300),
  /** Where it is shown, such as a page of the CRM. */
  address: z
    .string()
    .trim()
    .max(500)
    .regex(/^https?:\/\/\S+$/, 'must be an address that begins with https://')
    .nullable()
    .default(null),
  contactId: contactId.nullable().default(null),
  accountId: customerAccountId.nullable().default(null),
  attributes,
  active,
});
export type CaseRequest = z.output<typeof caseRequest>;

const kept = { version: z.int().positive(), createdAt: at, changedAt: at };
export const contactView = contactRequest.extend({ id: contactId, ...kept }).meta({ id: 'Contact' });
export const customerAccountView = customerAccountRequest
  .extend({ id: customerAccountId, ...kept })
  .meta({ id: 'CustomerAccount' });
export const caseView = caseRequest.extend({ id: caseId, ...kept }).meta({ id: 'Case' });
export type ContactView = z.output<typeof contactView>;
export type CustomerAccountView = z.output<typeof customerAccountView>;
export type CaseView = z.output<typeof caseView>;

/** `q`: part of a name, company, e-mail or number, in any case. */
export const customersRequest = pageRequest.extend({
  q: z.string().trim().max(100).optional(),
  active: z.enum(['true', 'false']).optional(),
});
export const casesRequest = customersRequest.extend({
  contactId: contactId.optional(),
  accountId: customerAccountId.optional(),
});
export type CasesRequest = z.output<typeof casesRequest>;
export const contactsView = pageOf(contactView);
export const customerAccountsView = pageOf(customerAccountView);
export const casesView = pageOf(caseView);

export const customerImportView = z
  .object({ read: z.int(), created: z.int(), changed: z.int(), unchanged: z.int() })
  .meta({ id: 'CustomerImport' });
export type CustomerImportView = z.output<typeof customerImportView>;

/** Somebody or something as a conversation knows it; `id` is the directory's. */
export const knownRecord = z.object({
  id: z.string(),
  name: z.string(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type KnownRecord = z.output<typeof knownRecord>;

export const sentiments = [
  'very-negative',
  'negative',
  'slightly-negative',
  'neutral',
  'slightly-positive',
  'positive',
  'very-positive',
] as const;

/** What is known of a conversation besides its texts. */
/** What a bot passed on when it handed over to a person (product.md 25.3). */
export const handOffView = z
  .object({
    at,
    /** `bot`: it wanted to; `failed`: it did not answer as agreed; `too-many-replies`: it wrote more than it may. */
    because: z.enum(['bot', 'failed', 'too-many-replies']),
    /** In the bot's own words; null: it said none. */
    reason: z.string().nullable(),
    /** Context variables that it set as it handed over; what nobody defined is not among them. */
    variables: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  })
  .meta({ id: 'HandOff' });
export type HandOffView = z.output<typeof handOffView>;

export const contextView = z
  .object({
    conversationId,
    /** Rises with every change; an older one never replaces a newer one. */
    version: z.int(),
    contact: knownRecord.nullable(),
    account: knownRecord.nullable(),
    case: knownRecord.nullable(),
    /** Who it may be, when the number belongs to several: one of them can be linked. */
    candidates: z.array(z.object({ kind: z.enum(['contact', 'account']), ...knownRecord.shape })),
    /** How contact, account or case came to be linked; null: none is. */
    linkedBy: z.enum(['number', 'variables', 'agent', 'outbound']).nullable(),
    /** Context variables by their names. */
    variables: z.record(z.string(), z.union([z.string(), z.number()])),
    /** What the customer writes in, as far as anybody knows. */
    language: z.string(),
    bot: z
      .object({
        id: z.uuid(),
        /** `with-bot`: it answers the customer; `escalated`: it handed over to people; `ended`: it ended the conversation. */
        state: z.enum(['with-bot', 'escalated', 'ended']),
        /** What it told the agent as it handed over; null: nothing. */
        summary: z.string().nullable(),
        handOff: handOffView.nullable().optional(),
      })
      .nullable(),
    sentiment: z
      .object({ label: z.enum(sentiments), alertsAgent: z.boolean(), alertsSupervisor: z.boolean() })
      .nullable(),
    /** The text that the customer answers to, where we wrote first. */
    outbound: z.object({ runId: z.uuid().nullable(), text: z.string(), sentAt: at }).nullable(),
  })
  .meta({ id: 'ConversationContext' });
export type ContextView = z.output<typeof contextView>;

export const contextsRequest = z.object({
  /** Ids of conversations, separated by commas; up to 200. */
  ids: z
    .string()
    .max(8000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(conversationId).max(200)),
});
export const contextsView = z.object({ items: z.array(contextView) });

/** Whom or what to link; what is left out stays as it is. */
export const linkRequest = z
  .object({ contactId: z.string().max(200), accountId: z.string().max(200), caseId: z.string().max(200) })
  .partial()
  .refine((asked) => Object.values(asked).some((id) => id !== undefined), 'names nobody and nothing');
export type LinkRequest = z.output<typeof linkRequest>;

export const unlinkRequest = z.object({ what: z.enum(['customer', 'case']) });

/** Values of context variables; null takes one away. */
export const setVariablesRequest = z.object({
  variables: z
    .record(z.string().max(100), z.union([z.string().max(4000), z.number(), z.null()]))
    .refine((all) => Object.keys(all).length > 0, 'names none')
    .refine((all) => Object.keys(all).length <= 100, 'has more than 100 of them'),
});
export type SetVariablesRequest = z.output<typeof setVariablesRequest>;

/** Which columns tell who wrote on a workstream, and whether context variables do (product.md 18.1). */
export const identificationRequest = z.object({
  contactNumbers: z.array(z.enum(contactNumberColumns)).max(4).default(['mobile']),
  accountNumbers: z.array(z.enum(accountNumberColumns)).max(3).default(['main']),
  /** Whether `Name`, `Email`, `Phone` and `CaseNumber` do, once a bot or a caller has set them. */
  variables: z.boolean().default(true),
});
export type IdentificationRequest = z.output<typeof identificationRequest>;
export const identificationView = identificationRequest
  .extend({
    workstreamId,
    /** 0: as it came, nobody has changed anything. */
    version: z.int(),
    changedAt: at.nullable(),
  })
  .meta({ id: 'Identification' });
export type IdentificationView = z.output<typeof identificationView>;

/** Where customers are looked up: here, or in a system of one's own that is asked over HTTP. */
export const directorySourceRequest = z
  .object({
    source: z.enum(['built-in', 'http']),
    address: z
      .string()
      .trim()
      .max(500)
      .regex(/^https:\/\/[^\s@]+$/, 'must be an address that begins with https://')
      .nullable()
      .default(null),
    /** How long it has for an answer. What comes after 1.5 s is told afterwards. */
    timeoutSeconds: z.int().min(1).max(30).default(5),
    /** How long its answer about a number is believed. */
    cacheSeconds: z.int().min(0).max(86_400).default(300),
  })
  .superRefine(({ source, address }, context) => {
    if (source === 'http' && address === null)
      context.addIssue({ code: 'custom', path: ['address'], message: 'is required for a system of your own' });
  });
export type DirectorySourceRequest = z.output<typeof directorySourceRequest>;
export const directorySourceView = z
  .object({
    source: z.enum(['built-in', 'http']),
    address: z.string().nullable(),
    timeoutSeconds: z.int(),
    cacheSeconds: z.int(),
    /** 0: as it came, nobody has changed anything. */
    version: z.int(),
    changedAt: at.nullable(),
  })
  .meta({ id: 'DirectorySource' });
export type DirectorySourceView = z.output<typeof directorySourceView>;
