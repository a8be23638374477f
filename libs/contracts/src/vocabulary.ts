import { z } from 'zod';

/** An enumeration that a newer service may extend: a value we do not know reads as `other` (decisions D). */
export const openEnum = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum([...values, 'other'] as [...Values, 'other']).catch('other');

/** The same for a field that an older service leaves out. */
export const laterEnum = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .enum([...values, 'other'] as [...Values, 'other'])
    .optional()
    .catch('other');

/** Where a conversation stands (product.md 17.1). */
export const conversationStatus = z.enum(['open', 'active', 'waiting', 'wrap-up', 'closed']);
export type ConversationStatus = z.output<typeof conversationStatus>;

/** Whether an agent may be offered work (product.md 14). */
export const presence = z.enum(['available', 'busy', 'do-not-disturb', 'away', 'offline', 'inactive']);
export type Presence = z.output<typeof presence>;

/** How far an outgoing text has come. `unknown`: the provider was asked and did not answer. */
export const deliveryState = z.enum([
  'queued',
  'submitting',
  'accepted',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'unknown',
]);
export type DeliveryState = z.output<typeof deliveryState>;

/** Why a text was not sent or not delivered, as a person needs it; the provider's code stands beside it (desk.md messages 13-23). */
export const deliveryReason = openEnum([
  'opted-out',
  'unreachable',
  'bad-number',
  'landline',
  'blocked',
  'filtered',
  'registration',
  'sender',
  'busy',
  'capped',
  'media',
  'no-answer',
  'too-long',
  'account',
  'on-block-list',
  'called-back',
]);
export type DeliveryReason = z.output<typeof deliveryReason>;

/**
 * Whether a file can be seen: `awaited`, it is being fetched; `late`, it was not available yet and is tried again; `unavailable`, it is
 * tried again only when somebody asks; `refused`, it is not let in (product.md 23).
 */
export const mediaState = openEnum(['awaited', 'late', 'stored', 'unavailable', 'refused', 'erased']);

/** Why a file cannot be seen, as a person needs it. */
export const mediaReason = openEnum([
  'not-allowed',
  'too-large',
  'blocked-type',
  'infected',
  'not-found',
  'provider-refused',
  'provider-failed',
  'storage-failed',
  'scan-failed',
  'not-an-address-of-the-provider',
  'channel-gone',
]);
export type MediaReason = z.output<typeof mediaReason>;

/** Whether a customer may be texted from a number; who never said anything may be (product.md 30). */
export const consentStatus = z.enum(['opted-out', 'opted-in']);
export type ConsentStatus = z.output<typeof consentStatus>;

export const consentSources = ['keyword', 'provider-error', 'agent', 'administrator', 'import'] as const;
/** How we know: the customer's own word, the provider's refusal (21610), or one of us. */
export const consentSource = openEnum(consentSources);
export type ConsentSource = z.output<typeof consentSource>;

/** What a text that is one of the carriers' words asks for (product.md 30). */
export const keywords = ['stop', 'start', 'help'] as const;
export type Keyword = (typeof keywords)[number];

/** What looking at an account or a number at its provider found (product.md 3.3). `provider-unreachable`: nobody knows how it stands. */
export const checkOutcome = openEnum([
  'ok',
  'bad-credentials',
  'account-suspended',
  'provider-unreachable',
  'number-missing',
  'number-not-sms-capable',
  'provider-refused',
  'webhook-mismatch',
]);
export type CheckOutcome = z.output<typeof checkOutcome>;

/**
 * Why texts to a number do not come to us as they should: no webhook, another one, not by POST, an application or a Messaging Service
 * that overrides it (one without an address drops texts), or nothing to fall back on, which matters in an outage only.
 */
export const webhookFault = openEnum([
  'not-set',
  'other-url',
  'wrong-method',
  'application',
  'messaging-service',
  'messaging-service-drops',
  'no-fallback',
]);
export type WebhookFault = z.output<typeof webhookFault>;

/** What a signed-in person may do. */
export const role = z.enum(['administrator', 'supervisor', 'agent']);
export type Role = z.output<typeof role>;

/** Who carries texts. */
export const provider = openEnum(['twilio', 'azure']);
export type Provider = z.output<typeof provider>;

/** `long-code`: an ordinary number; `short-code`: of three to eight digits, to which the provider answers no keyword. */
export const numberType = z.enum(['long-code', 'short-code', 'toll-free']);
export type NumberType = z.output<typeof numberType>;

/** Whether the carriers know who sends from a number: the 10DLC campaign of a long code, the verification of a toll-free number (product.md 43 G26). */
export const registration = z.enum(['unknown', 'not-needed', 'pending', 'registered', 'refused']);
export type Registration = z.output<typeof registration>;

export const configurationStates = ['active', 'retiring', 'removed'] as const;
/** `retiring`: on its way out, nothing new uses it, and it can be restored; `removed`: gone for good, kept for the history (product.md 39). */
export const configurationState = z.enum(configurationStates);
export type ConfigurationState = z.output<typeof configurationState>;

export const retirementWays = ['wait', 'close-all'] as const;
/** What becomes of what still uses something that is retired: it ends by itself, or it is closed. */
export const retirementWay = z.enum(retirementWays);
export type RetirementWay = z.output<typeof retirementWay>;

/** The locales of product.md 24. */
export const locales = [
  'ar-SA',
  'bg-BG',
  'ca-ES',
  'zh-CN',
  'zh-HK',
  'zh-TW',
  'hr-HR',
  'cs-CZ',
  'da-DK',
  'nl-BE',
  'nl-NL',
  'en-AU',
  'en-IN',
  'en-NZ',
  'en-GB',
  'en-US',
  'et-EE',
  'fi-FI',
  'fr-CA',
  'fr-FR',
  'de-DE',
  'el-GR',
  'he-IL',
  'hi-IN',
  'hu-HU',
  'id-ID',
  'it-IT',
  'ja-JP',
  'ko-KR',
  'lv-LV',
  'lt-LT',
  'ms-MY',
  'nb-NO',
  'pl-PL',
  'pt-BR',
  'pt-PT',
  'ro-RO',
  'ru-RU',
  'sk-SK',
  'sl-SI',
  'es-MX',
  'es-ES',
  'es-US',
  'sv-SE',
  'th-TH',
  'tr-TR',
  'uk-UA',
  'vi-VN',
] as const;
export const locale = z.enum(locales);
export type Locale = z.output<typeof locale>;
