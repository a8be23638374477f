import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { accountId, address, agentId, channelId, mediaId, messageId, numberId } from '../ids.ts';
import {
  checkOutcome,
  consentSource,
  consentStatus,
  deliveryReason,
  deliveryState,
  keywords,
  laterEnum,
  provider,
  webhookFault,
} from '../vocabulary.ts';

/** A customer wrote to one of our channels. Threads are ordered by `receivedAt`, then `position` (decisions C). */
export const messageReceived = defineEvent(
  'gateway.message-received.v1',
  z.object({
    messageId,
    provider,
    /** The provider's own id of the text; at Twilio the MessageSid. */
    providerSid: z.string(),
    channelId,
    from: address,
    to: address,
    body: z.string(),
    /** How many parts the carrier cut it into; 0 where the provider did not say. */
    segments: z.number().int().nonnegative(),
    mediaIds: z.array(mediaId),
    receivedAt: z.iso.datetime(),
    /** Rises with every text the gateway commits. */
    position: z.number().int().positive(),
    /** True when we found it at the provider after an outage instead of being told. */
    recovered: z.boolean(),
    /** The whole text is one of the carriers' words: it opens no conversation and calls nobody, and stays visible in one that is there. */
    keyword: laterEnum(keywords),
  }),
);

/**
 * The provider says that parts of a customer's text never came (Twilio's 30009): what there is of it is shown as incomplete. Said again as long
 * as the provider tells it, so that who hears it before the text hears it after it, too.
 */
export const messageIncomplete = defineEvent(
  'gateway.message-incomplete.v1',
  z.object({
    messageId,
    channelId,
    /** The provider's error code, as text. */
    errorCode: z.string(),
  }),
);

/** An outgoing text came further on its way. `version` rises with every change of the same text. */
export const deliveryChanged = defineEvent(
  'gateway.delivery-changed.v1',
  z.object({
    messageId,
    channelId,
    version: z.number().int().positive(),
    state: deliveryState,
    providerSid: z.string().nullable(),
    /** The provider's error code, as text; null when nothing is wrong. */
    errorCode: z.string().nullable(),
    reason: deliveryReason.nullable(),
    changedAt: z.iso.datetime(),
    /** Of a text that waits for its sender's pace, or is sent anew: when it will presumably leave. Left out where it leaves at once, or nobody can tell. */
    expectedAt: z.iso.datetime().optional(),
    /** Of a text that did not reach the customer and is sent anew: when that is presumably tried for the last time. */
    triedUntil: z.iso.datetime().optional(),
    /** Its files could not go along, so it was sent anew with links to them in its words. */
    asLinks: z.boolean().optional(),
  }),
);

/** The ledger of consent has a new entry: from now on these numbers of ours may text this customer, or may not (product.md 30). */
export const consentChanged = defineEvent(
  'gateway.consent-changed.v1',
  z.object({
    entryId: z.uuid(),
    /** Of two entries about the same, the later by `at`, then `position`, holds. Texts are counted by the same sequence. */
    position: z.number().int().positive(),
    provider,
    /** All numbers that share the customer's word: one, or those of a Messaging Service. */
    numbers: z.array(address),
    customer: address,
    status: consentStatus,
    source: consentSource,
    /** The customer's word in upper case, where it was a keyword. */
    word: z.string().nullable(),
    /** The text that it comes from: the customer's, or ours that was refused. */
    messageId: messageId.nullable(),
    /** Who recorded it, where a person did. */
    recordedBy: z.object({ agentId, name: z.string() }).nullable(),
    at: z.iso.datetime(),
  }),
);

const kept = {
  /** The request's body, byte for byte, in base64. */
  form: z.base64(),
  /** Whose text it is, or whom ours was to: by this it is found when they are to be forgotten. */
  customer: address.optional(),
  receivedAt: z.iso.datetime(),
};

/**
 * Twilio's signed webhook came while the gateway's database was away (decisions E). The gateway itself hears it, as soon as the database
 * is back, and takes in what it brought.
 */
export const webhookKept = defineEvent(
  'gateway.webhook-kept.v1',
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), channelId, ...kept }),
    z.object({ kind: z.literal('status'), accountId, messageId, ...kept }),
  ]),
);

const checked = {
  accountId,
  /** The version of the account that was looked at. */
  ofVersion: z.number().int().positive(),
  checkedAt: z.iso.datetime(),
};

/** The provider was asked about an account: credentials, status, and whether every number is there and takes texts (product.md 3.3). */
export const accountValidated = defineEvent(
  'gateway.account-validated.v1',
  z.object({
    ...checked,
    outcome: checkOutcome,
    /** The provider's error code, as text, where it gave one. */
    errorCode: z.string().nullable(),
  }),
);

/** The provider was asked about a number: whether it is there, takes texts, and brings them to us. */
export const numberChecked = defineEvent(
  'gateway.number-checked.v1',
  z.object({
    ...checked,
    numberId,
    outcome: checkOutcome,
    /** What is wrong with its webhook, where the outcome is `webhook-mismatch`. */
    fault: webhookFault.nullable(),
    errorCode: z.string().nullable(),
  }),
);

/** The first text to a number that came to us signed: its webhook works. Said once. */
export const numberConnected = defineEvent(
  'gateway.number-connected.v1',
  z.object({ accountId, numberId, connectedAt: z.iso.datetime() }),
);
