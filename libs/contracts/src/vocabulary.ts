import { z } from 'zod';

/** An enumeration that a newer service may extend: a value we do not know reads as `other` (decisions D). */
export const openEnum = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum([...values, 'other'] as [...Values, 'other']).catch('other' as never);

export const conversationStatus = z.enum(['open', 'active', 'waiting', 'wrap-up', 'closed']);
/** Where a conversation stands (product.md 17.1). */
export type ConversationStatus = z.output<typeof conversationStatus>;

export const presence = z.enum(['available', 'busy', 'do-not-disturb', 'away', 'offline', 'inactive']);
/** Whether an agent may be offered work (product.md 14). */
export type Presence = z.output<typeof presence>;

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
/** How far an outgoing text has come. `unknown`: the provider was asked and did not answer. */
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
]);
export type DeliveryReason = z.output<typeof deliveryReason>;

export const role = z.enum(['administrator', 'supervisor', 'agent']);
/** What a signed-in person may do. */
export type Role = z.output<typeof role>;

export const provider = openEnum(['twilio']);
export type Provider = z.output<typeof provider>;

export const numberType = z.enum(['long-code', 'short-code', 'toll-free']);
export type NumberType = z.output<typeof numberType>;

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
