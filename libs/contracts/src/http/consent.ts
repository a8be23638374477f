import { z } from 'zod';
import { address, agentId, messageId } from '../ids.ts';
import { consentSource, consentSources, consentStatus } from '../vocabulary.ts';
import { pageOf, pageRequest } from './page.ts';

const at = z.iso.datetime();

/** Whom a customer writes as, or the keyed hash that a list shows where they were forgotten. */
export const numberOrPseudonym = z.union(
  [
    address,
    z
      .string()
      .regex(/^forgotten:[\w-]{43}$/)
      .brand<'Pseudonym'>(),
  ],
  'is neither a phone number, a short code nor a sender name',
);
export type NumberOrPseudonym = z.output<typeof numberOrPseudonym>;

/** Who writes: one of our numbers, or a Messaging Service by its SID (`MG...`), whose numbers share what a customer says. */
export const senderNumber = z
  .string()
  .max(64)
  .regex(/^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9A-Za-z]{1,62})$/, 'is neither a number of ours nor a Messaging Service')
  .brand<'Address'>();

const comment = z.string().trim().max(500).default('');
const person = z.object({ agentId, name: z.string() }).nullable();

/** One line of the ledger; none is ever changed. */
export const consentEntryView = z
  .object({
    id: z.uuid(),
    /** In which order we heard: the latest of a pair holds. */
    position: z.number().int(),
    /** Our number, or the Messaging Service it is in. */
    number: z.string(),
    /** Their number, or `forgotten:...` and a keyed hash of it where they were forgotten. */
    customer: z.string(),
    status: consentStatus,
    source: consentSource,
    /** The customer's word, where it was a keyword. */
    word: z.string().nullable(),
    /** The text that it comes from. */
    messageId: messageId.nullable(),
    /** Which of us recorded it; null: nobody, it came from the customer or the provider. */
    recordedBy: person,
    comment: z.string(),
    at,
  })
  .meta({ id: 'ConsentEntry' });
export type ConsentEntryView = z.output<typeof consentEntryView>;
export const consentEntriesView = pageOf(consentEntryView);
export type ConsentEntriesView = z.output<typeof consentEntriesView>;

const filters = {
  number: senderNumber.optional(),
  customer: address.optional(),
  status: consentStatus.optional(),
  source: z.enum(consentSources).optional(),
  /** Only what holds now: the latest of each number and customer. */
  current: z.enum(['true', 'false']).default('false'),
};
export const consentExportRequest = z.object(filters);
export type ConsentExportRequest = z.output<typeof consentExportRequest>;
/** Newest first. */
export const consentEntriesRequest = pageRequest.extend(filters);
export type ConsentEntriesRequest = z.output<typeof consentEntriesRequest>;

/** What somebody records on behalf of a customer, under an id of the client's own. */
export const recordConsentRequest = z.object({
  number: senderNumber,
  customer: address,
  /** What they said to us: on the telephone, on paper. */
  status: consentStatus,
  comment,
});
export type RecordConsentRequest = z.output<typeof recordConsentRequest>;

/** Whether a customer may be texted from a number, and why. */
export const consentView = z
  .object({
    /** Our number, or the Messaging Service it is in. */
    number: z.string(),
    /** Their number, or `forgotten:...` and a keyed hash of it where they were forgotten. */
    customer: z.string(),
    /** They neither opted out nor are blocked. Whether an opt-in is required is the channel's to say. */
    mayBeTexted: z.boolean(),
    /** Since when they opted out, and how we know. */
    optedOut: z.object({ at, source: consentSource }).nullable(),
    /** The number is on our own block list. */
    isBlocked: z.boolean(),
    /** The latest entries about both, newest first. */
    entries: z.array(consentEntryView),
  })
  .meta({ id: 'Consent' });
export type ConsentView = z.output<typeof consentView>;

/** What an import did. `unchanged`: it was known, or something later is. */
export const consentImportView = z
  .object({ read: z.number().int(), recorded: z.number().int(), unchanged: z.number().int() })
  .meta({ id: 'ConsentImport' });
export type ConsentImportView = z.output<typeof consentImportView>;

const blockingState = z.enum(['pending', 'blocked', 'clear']);

/** A customer's number that was reported or blocked (product.md 31). */
export const blockedNumberView = z
  .object({
    /** Or `forgotten:...` and a keyed hash of it where they were forgotten. */
    number: z.string(),
    /** `pending`: reported, and nobody has decided; `clear`: looked at, and not blocked (any more). */
    state: blockingState,
    /** Reports since it was last found clear. */
    reports: z.number().int(),
    comment: z.string(),
    /** Who decided last; null: nobody, or reports did by themselves. */
    changedBy: person,
    changedAt: at,
  })
  .meta({ id: 'BlockedNumber' });
export type BlockedNumberView = z.output<typeof blockedNumberView>;
export const blockedNumbersView = pageOf(blockedNumberView);
export type BlockedNumbersView = z.output<typeof blockedNumbersView>;

/** The latest change first. */
export const blockedNumbersRequest = pageRequest.extend({ state: blockingState.default('blocked') });
export type BlockedNumbersRequest = z.output<typeof blockedNumbersRequest>;

/** One number, with the latest things that happened to it, newest first. */
export const blockedNumberHistoryView = blockedNumberView
  .extend({
    history: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['reported', 'blocked', 'blocked-by-reports', 'unblocked']),
        comment: z.string(),
        by: person,
        at,
      }),
    ),
  })
  .meta({ id: 'BlockedNumberHistory' });
export type BlockedNumberHistoryView = z.output<typeof blockedNumberHistoryView>;

/** Why it is blocked, unblocked or reported. */
export const blockingRequest = z.object({ comment });
export type BlockingRequest = z.output<typeof blockingRequest>;

/** A text of a blocked number: kept, and shown to nobody else. `body` is null when its form is no longer kept. */
export const blockedTextView = z
  .object({ messageId, to: z.string().nullable(), body: z.string().nullable(), receivedAt: at })
  .meta({ id: 'BlockedText' });
export const blockedTextsView = pageOf(blockedTextView);
export type BlockedTextsView = z.output<typeof blockedTextsView>;

const reportsToBlock = z.number().int().min(1).max(100);
export const blockingSettingsRequest = z.object({ autoBlock: z.boolean(), reportsToBlock });
export type BlockingSettingsRequest = z.output<typeof blockingSettingsRequest>;
export const blockingSettingsView = z
  .object({
    version: z.number().int(),
    /** Whether reports block a number by themselves, and how many do. */
    autoBlock: z.boolean(),
    reportsToBlock: z.number().int(),
  })
  .meta({ id: 'BlockingSettings' });
export type BlockingSettingsView = z.output<typeof blockingSettingsView>;
