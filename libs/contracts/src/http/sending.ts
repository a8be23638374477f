import { z } from 'zod';
import { dayMs } from '../durations.ts';
import { accountId, channelId, saidAddress, slug } from '../ids.ts';
import { provider } from '../vocabulary.ts';
import { timeZone } from './operating-hours.ts';
import { pageOf, pageRequest } from './page.ts';
import { secretUseView } from './secrets.ts';

const at = z.iso.datetime();
const version = z.number().int();

/** Senders that share one pace: a 10DLC campaign, or the numbers of a Messaging Service (twilio.md 4.6). */
export const senderGroupRequest = z.object({
  name: z.string().trim().min(1, 'is required').max(100),
  /** Our numbers, short codes and names. Each is in one group at most; a sender without one has the usual pace of its kind. */
  senders: z.array(saidAddress).min(1, 'needs a sender').max(1000),
  /** Segments a second that all of them together may send. */
  segmentsPerSecond: z.number().min(0.01, 'must be 0.01 or more').max(5000, 'must be 5,000 or less'),
  /** Segments that all of them together may send in a day, such as carriers' daily cap of a brand; null: no cap of ours (twilio.md 4.6). */
  segmentsPerDay: z
    .number()
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(10_000_000, 'must be 10,000,000 or less')
    .nullable()
    .default(null),
  /** Where a day begins: T-Mobile counts by Pacific time. */
  timeZone: timeZone.default('America/Los_Angeles'),
  /** The Messaging Service (`MG...`) that their texts leave through; null: none. */
  messagingServiceSid: z
    .string()
    .regex(/^MG[0-9a-fA-F]{32}$/, 'is not the SID of a Messaging Service (MG and 32 digits)')
    .nullable()
    .default(null),
  /**
   * Which number a text leaves from: that of its conversation, or one that the Messaging Service chooses, which is the same for a customer
   * each time where its sticky sender is on.
   */
  chosenBy: z.enum(['conversation', 'service']).default('conversation'),
});
export type SenderGroupRequest = z.output<typeof senderGroupRequest>;

export const senderGroupView = z.object({ slug, version, ...senderGroupRequest.shape }).meta({ id: 'SenderGroup' });
export type SenderGroupView = z.output<typeof senderGroupView>;
export const senderGroupsView = z.object({ items: z.array(senderGroupView) });
export type SenderGroupsView = z.output<typeof senderGroupsView>;

/** How texts are made ready to leave, and what they cost. */
export const sendingSettingsRequest = z.object({
  /** Whether typographic quotes, dashes and the like are replaced where that makes a text half as dear. */
  plainCharacters: z.boolean(),
  /** What a segment costs, as a decimal number; null: nobody said, and no price is shown. */
  pricePerSegment: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, 'is not a price such as 0.0079')
    .nullable(),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'is not a currency such as USD'),
  /** Whether a text whose files the provider or the carrier does not take leaves once more, with links to them in its words. */
  filesAsLinks: z.boolean().default(true),
});
export type SendingSettingsRequest = z.output<typeof sendingSettingsRequest>;
export const sendingSettingsView = z
  .object({ version, ...sendingSettingsRequest.shape })
  .meta({ id: 'SendingSettings' });
export type SendingSettingsView = z.output<typeof sendingSettingsView>;

/** Which senders' queues are asked for. */
export const sendingRequest = z.object({ channelId: channelId.optional() });

/** What waits to leave from one sender, or from a group of them. */
export const senderQueueView = z
  .object({
    /** The number, or the slug of the group. */
    sender: z.string(),
    kind: z.enum(['sender', 'group']),
    segmentsPerSecond: z.number(),
    /** How many segments of the day's cap have left, and when the next day begins; null: no cap of ours. */
    day: z.object({ segments: z.number().int(), left: z.number().int(), nextAt: at }).nullable(),
    /** How many texts wait, and how many segments these are. */
    texts: z.number().int(),
    segments: z.number().int(),
    /** Since when the oldest of them waits. */
    oldestAt: at.nullable(),
    /** How many seconds a text of this urgency or less would wait now: as far as the pace tells. */
    expectedSeconds: z.object({ reply: z.number().int(), bulk: z.number().int() }),
    /** Texts of which nobody knows whether the provider has them. */
    inDoubt: z.number().int(),
    /** How many of the waiting texts are held up by a paused account. */
    paused: z.number().int(),
  })
  .meta({ id: 'SenderQueue' });
export type SenderQueueView = z.output<typeof senderQueueView>;
export const senderQueuesView = z.object({ items: z.array(senderQueueView) });
export type SenderQueuesView = z.output<typeof senderQueuesView>;

/** A text that somebody is about to send. */
export const estimateRequest = z.object({
  channelId,
  body: z.string().min(1, 'is empty').max(16_000, 'is longer than 16,000 characters'),
});
export type EstimateRequest = z.output<typeof estimateRequest>;

/** What sending a text comes to, before it is sent. */
export const estimateView = z
  .object({
    /** As it would leave, part by part, with plain characters where that is set. */
    parts: z.array(z.string()),
    segments: z.number().int(),
    encoding: z.enum(['GSM-7', 'UCS-2']),
    /** The characters that make it UCS-2 and so dearer, each once. */
    switchers: z.array(z.string()),
    /** Null where nobody said what a segment costs. */
    price: z.object({ amount: z.string(), currency: z.string() }).nullable(),
    /** In how many seconds it would presumably leave. */
    expectedSeconds: z.number().int(),
  })
  .meta({ id: 'SendingEstimate' });
export type EstimateView = z.output<typeof estimateView>;

/** Something about sending that an administrator has to see to. */
export const sendingAlertView = z
  .object({
    id: z.uuid(),
    accountId,
    /** Empty where nobody knows which number of the account it is about. */
    sender: z.string(),
    errorCode: z.string(),
    /** What the provider calls it. */
    title: z.string(),
    /** What to do about it, in a sentence. */
    advice: z.string(),
    /** Where the provider explains the code. */
    link: z.string().nullable(),
    /** The account sends nothing until it is validated; its texts wait. */
    isPausing: z.boolean(),
    count: z.number().int(),
    firstAt: at,
    lastAt: at,
  })
  .meta({ id: 'SendingAlert' });
export type SendingAlertView = z.output<typeof sendingAlertView>;
export const sendingAlertsRequest = pageRequest;
export const sendingAlertsView = pageOf(sendingAlertView);
export type SendingAlertsView = z.output<typeof sendingAlertsView>;

/** What carriers say of a customer's number. */
export const recipientView = z
  .object({
    recipient: z.string(),
    /** `bad-number`: there is none; `landline`: it gets no texts; null: nothing is known against it. */
    mark: z.enum(['bad-number', 'landline']).nullable(),
    errorCode: z.string().nullable(),
    markedAt: at.nullable(),
  })
  .meta({ id: 'Recipient' });
export type RecipientView = z.output<typeof recipientView>;

/** A stretch of time, 92 days at most. */
export const deliverabilityRequest = z
  .object({ from: at, to: at })
  .refine(({ from, to }) => from < to, { message: 'must be after from', path: ['to'] })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 92 * dayMs, {
    message: 'is more than 92 days after from',
    path: ['to'],
  });

/** How the texts of one of our numbers fared. A text of several parts counts once for each of them. */
export const deliverabilityView = z
  .object({
    number: z.string(),
    /** Handed over to the provider, or tried to. */
    sent: z.number().int(),
    segments: z.number().int(),
    delivered: z.number().int(),
    undelivered: z.number().int(),
    failed: z.number().int(),
    /** Nobody knows whether the provider has them. */
    unknown: z.number().int(),
    /** On their way: the carrier said nothing yet. */
    underWay: z.number().int(),
    /** Two different ends were reported of them: the first one holds. */
    contradicted: z.number().int(),
    /** Those that were not delivered or failed, by the provider's code; the most frequent first. */
    codes: z.array(
      z.object({ errorCode: z.string(), title: z.string(), link: z.string().nullable(), count: z.number().int() }),
    ),
  })
  .meta({ id: 'Deliverability' });
export const deliverabilitiesView = z.object({ items: z.array(deliverabilityView) });
export type DeliverabilitiesView = z.output<typeof deliverabilitiesView>;

/** What a provider can do (product.md 4). */
export const providerCapabilitiesView = z
  .object({
    provider,
    /** Pictures and files besides words. */
    attachments: z.boolean(),
    /** The most characters of one text; a longer one leaves in parts. */
    longestText: z.number().int(),
    mostFiles: z.number().int(),
    numberTypes: z.array(z.enum(['long-code', 'short-code', 'toll-free', 'alphanumeric'])),
    /** Whether numbers are connected by one click, or at the provider. */
    connects: z.boolean(),
    /** Whether it lists texts, so that lost ones can be found again. */
    lists: z.boolean(),
  })
  .meta({ id: 'ProviderCapabilities' });
export type ProviderCapabilitiesView = z.output<typeof providerCapabilitiesView>;
export const providersView = z.object({ items: z.array(providerCapabilitiesView) });
export type ProvidersView = z.output<typeof providersView>;

/** An API key of Twilio's, which can send and can be revoked by itself. */
export const apiKeyRequest = z.object({
  sid: z.string().regex(/^SK[0-9a-fA-F]{32}$/, 'is not the SID of an API key (SK and 32 digits)'),
  secret: z.string().min(8, 'is too short').max(100, 'is too long'),
});
export type ApiKeyRequest = z.output<typeof apiKeyRequest>;

/** With which API key an account sends; null: with its token. `lastUsedAt` follows a minute behind; null: not since it was set. */
export const apiKeyView = z
  .object({ version, sid: z.string().nullable(), setAt: at.nullable(), lastUsedAt: at.nullable() })
  .meta({ id: 'ApiKey' });
export type ApiKeyView = z.output<typeof apiKeyView>;

/** What was done to the API key of an account, and by whom. */
export const apiKeyAuditView = pageOf(
  z
    .object({
      id: z.uuid(),
      at,
      action: z.enum(['set', 'replaced', 'revoked', 'resealed', 'used']),
      /** Of the key that was set, or that was taken off. */
      sid: z.string(),
      by: z.object({ subject: z.string(), name: z.string() }),
      use: secretUseView.nullable(),
    })
    .meta({ id: 'ApiKeyAudit' }),
);
export type ApiKeyAuditView = z.output<typeof apiKeyAuditView>;
