import { z } from 'zod';
import { accountId, address, numberId } from '../ids.ts';
import { checkOutcome, numberType, webhookFault } from '../vocabulary.ts';
import { pageOf } from './page.ts';

/** How one number stands at its provider. */
export const numberCheckView = z
  .object({
    numberId,
    number: address,
    outcome: checkOutcome,
    /** What is wrong with its webhook, where the outcome is `webhook-mismatch`. */
    fault: webhookFault.nullable(),
    /** The provider's error code, where it gave one. */
    errorCode: z.string().nullable(),
    /** What to do about it, in a sentence; null where all is well. */
    advice: z.string().nullable(),
    /** The address that texts go to instead of ours, without user, password and query. */
    found: z.string().nullable(),
    /** What overrides the number's webhook: the SID of an application or of a Messaging Service. */
    overriddenBy: z.string().nullable(),
  })
  .meta({ id: 'NumberCheck' });

/** What the provider could not bring here lately, of one number and with one code. */
export const webhookFailureView = z
  .object({
    /** Null where nobody knows which number of the account it was. */
    number: address.nullable(),
    errorCode: z.string(),
    /** What the provider calls it. */
    title: z.string(),
    /** What to do about it, in a sentence. */
    advice: z.string(),
    /** Where the provider explains the code. */
    link: z.string().nullable(),
    count: z.number().int(),
    firstAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
  })
  .meta({ id: 'WebhookFailure' });

/** What the provider answered about an account and its numbers (product.md 3.3). */
export const accountCheckView = z
  .object({
    accountId,
    /** The version of the account that was looked at. */
    ofVersion: z.number().int(),
    checkedAt: z.iso.datetime(),
    /** The gravest of account and numbers. */
    outcome: checkOutcome,
    errorCode: z.string().nullable(),
    advice: z.string().nullable(),
    /** Every number that could be looked at, in the account's order; none where the account itself could not. */
    numbers: z.array(numberCheckView),
    /** Webhooks that the provider could not bring here in the last 24 hours, as its error log says; the latest kind first. */
    undelivered: z.array(webhookFailureView),
  })
  .meta({ id: 'AccountCheck' });
export type AccountCheckView = z.output<typeof accountCheckView>;

/** The address to enter at Azure, as the webhook of an event subscription. It is a secret: who has it can bring texts. */
export const eventGridView = z.object({ events: z.url() }).meta({ id: 'EventGrid' });
export type EventGridView = z.output<typeof eventGridView>;

/** A number of the provider's account that could become a support number. */
export const numberCandidateView = z
  .object({
    number: address,
    type: numberType,
    /** What it is called at the provider. */
    friendlyName: z.string(),
    /** Whether a messaging account has it already, and which. */
    isKnown: z.boolean(),
    accountId: accountId.nullable(),
  })
  .meta({ id: 'NumberCandidate' });
export const numberCandidatesView = pageOf(numberCandidateView);
export type NumberCandidatesView = z.output<typeof numberCandidatesView>;
