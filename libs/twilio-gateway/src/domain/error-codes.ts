import { dayMs, type DeliveryReason } from '#contracts';
import { azureCodes } from './azure-codes.ts';
import { nextDay } from './day-cap.ts';
import { webhookCodes } from './webhook-codes.ts';

/**
 * How a text that ended is sent anew: `times` at most, first after `firstSeconds`, twice as long each time; or as the carriers' next day
 * begins, each time.
 */
export type Resending =
  { readonly times: number; readonly firstSeconds: number } | { readonly times: number; readonly at: 'next-day' };

/** What a provider's error code means, and what happens next. */
export interface CodeMeaning {
  /** What the provider calls it, for administrators. */
  readonly title: string;
  /** What it means to the person who wrote the text. */
  readonly reason: DeliveryReason;
  /** What an administrator can do about it; there is an alert as long as it is there. */
  readonly advice?: string;
  /** Happens to everybody now and then: there is an alert only when it happened to so many of the sender's last texts. */
  readonly alarmsFrom?: { readonly times: number; readonly ofLast: number };
  /** The account cannot send at all: it is paused, and its texts wait (product.md 3.2). As what it shows then, whoever found it out. */
  readonly pauses?: 'bad-credentials' | 'account-suspended';
  /** It is about the files that went along: with links to them in its words the text may arrive. */
  readonly isAboutFiles?: true;
  /** The text is sent anew, as long as it is still wanted. */
  readonly resending?: Resending;
  /** The customer said at the provider that they want no more texts; the ledger of consent learns of it (product.md 30.5). */
  readonly optsOut?: true;
  /** It is about a webhook that the provider could not bring us, and about no text. */
  readonly isOfWebhook?: true;
  /** The customer's number is marked. */
  readonly marks?: 'bad-number' | 'landline';
}

const minute = 60;
const hour = 60 * minute;
const later = { times: 3, firstSeconds: 5 * minute } as const;
const laterAFewTimes = { times: 2, firstSeconds: 15 * minute } as const;
const soon = { times: 5, firstSeconds: 30 } as const;
const loopGuarded = { times: 3, firstSeconds: minute } as const;
const onNextDay = { times: 2, at: 'next-day' } as const;
/** Texts of the last 24 hours count, so that there is room for some again each hour. */
const asTheWindowMoves = { times: 5, firstSeconds: hour } as const;

const sender = 'The number may not send to this country or carrier. See at the provider what it is allowed.';
const registration =
  'The number is not registered with the carriers for this traffic. Register it at the provider; until then they refuse its texts.';
const daysCap =
  'Carriers take only so many texts of this brand in a day, which ends at midnight in Los Angeles. Say how many in a sender group, so that texts wait for the next day before they are refused, or have the brand vetted at Twilio.';
const ourMistake = 'The request was wrong. That is a mistake in this product: please report it.';

const notActive = {
  title: 'Account not active',
  reason: 'account',
  pauses: 'account-suspended',
  advice: 'Twilio has suspended or closed this account. Settle it in the Twilio console, and validate the account.',
} as const;

/**
 * Twilio's codes of texts (twilio.md 4.11; product.md 3.2), as data. Their words can change at Twilio, so only the number is ever
 * compared.
 */
const twilioCodes: Readonly<Record<string, CodeMeaning>> = {
  '11751': { title: 'Media too large', reason: 'media', isAboutFiles: true },
  // Twilio's guard against two machines that answer each other, which lasts half a minute
  '14107': { title: 'Too many texts between two numbers', reason: 'busy', resending: loopGuarded },
  '20003': {
    title: 'Permission denied',
    reason: 'account',
    pauses: 'bad-credentials',
    advice: 'Twilio does not accept the credentials of this account. Replace the token, and validate the account.',
  },
  '20005': notActive,
  '10001': notActive,
  '90010': notActive,
  '20404': { title: 'Resource not found', reason: 'sender', advice: sender },
  '20429': { title: 'Too many requests', reason: 'busy' },
  '20500': { title: 'Internal server error', reason: 'no-answer' },
  '20503': { title: 'Service unavailable', reason: 'no-answer' },
  '21211': { title: "Invalid 'To' number", reason: 'bad-number', marks: 'bad-number' },
  '21265': { title: "'To' is a short code", reason: 'bad-number', marks: 'bad-number' },
  '21266': { title: "'To' and 'From' are the same", reason: 'bad-number' },
  '21408': {
    title: 'Region not enabled',
    reason: 'sender',
    advice: 'Texting to this country is not enabled. Enable it in the geographic permissions of the Twilio console.',
  },
  '21602': { title: 'Message body is required', reason: 'other', advice: ourMistake },
  '21603': { title: "'From' is required", reason: 'sender', advice: ourMistake },
  '21604': { title: "'To' is required", reason: 'other', advice: ourMistake },
  '21606': { title: "'From' cannot send texts", reason: 'sender', advice: sender },
  '21608': {
    title: 'Trial account, number not verified',
    reason: 'sender',
    advice: 'A trial account texts to verified numbers only. Upgrade the account at Twilio.',
  },
  '21609': {
    title: "Invalid 'StatusCallback'",
    reason: 'other',
    advice:
      'Twilio cannot report to the public address of this installation. Its host name must be reachable from the internet and have no underscore (PUBLIC_BASE_URL).',
  },
  '21610': { title: 'Recipient unsubscribed', reason: 'opted-out', optsOut: true },
  '21611': { title: "Queue of the 'From' number is full", reason: 'busy' },
  '21612': {
    title: "'To' cannot be reached from this 'From'",
    reason: 'bad-number',
    marks: 'bad-number',
    advice: sender,
  },
  '21614': { title: "'To' is not a mobile number", reason: 'bad-number', marks: 'landline' },
  '21617': { title: 'Body too long', reason: 'too-long' },
  '21619': { title: 'A body or media is required', reason: 'other', advice: ourMistake },
  '21620': { title: 'Invalid media URL', reason: 'media', isAboutFiles: true },
  '21621': {
    title: "'From' cannot send MMS",
    reason: 'media',
    isAboutFiles: true,
    advice: 'The number cannot send pictures and files. Turn them off in its channel, or give it MMS at the provider.',
  },
  '21623': { title: 'Too many media files', reason: 'media', isAboutFiles: true },
  '21624': { title: 'Validity period out of range', reason: 'other', advice: ourMistake },
  '21635': { title: "'To' is a landline", reason: 'landline', marks: 'landline' },
  '21659': { title: "'From' is not a Twilio number, or of another country", reason: 'sender', advice: sender },
  '21660': { title: "'From' is not of this account", reason: 'sender', advice: sender },
  '21661': { title: "'From' cannot send texts", reason: 'sender', advice: sender },
  '21662': { title: "'From' is not usable", reason: 'sender', advice: sender },
  '21703': {
    title: 'Messaging Service without a sender for this country',
    reason: 'sender',
    advice: 'Add a number of this country to the Messaging Service.',
  },
  '21704': {
    title: 'Messaging Service without senders',
    reason: 'sender',
    advice: 'Add numbers to the Messaging Service.',
  },
  '21705': {
    title: 'Messaging Service invalid',
    reason: 'sender',
    advice: 'The account has no such Messaging Service. Correct the sender group.',
  },
  '30001': { title: 'Queue overflow', reason: 'busy', resending: later },
  '30002': {
    title: 'Account suspended',
    reason: 'account',
    pauses: 'account-suspended',
    resending: { times: 1, firstSeconds: 0 },
    advice: 'Twilio has suspended this account. Settle it in the Twilio console, and validate the account.',
  },
  '30003': { title: 'Handset unreachable', reason: 'unreachable', resending: laterAFewTimes },
  '30004': { title: 'Message blocked', reason: 'blocked' },
  '30005': { title: 'Unknown handset', reason: 'bad-number', marks: 'bad-number' },
  '30006': { title: 'Landline or unreachable carrier', reason: 'landline', marks: 'landline' },
  '30007': {
    title: 'Filtered by the carrier',
    reason: 'filtered',
    alarmsFrom: { times: 5, ofLast: 200 },
    advice:
      'Carriers take texts of this number for unwanted. Look at what they have in common: shortened links, capitals, a campaign.',
  },
  '30008': { title: 'Unknown error', reason: 'no-answer' },
  '30010': { title: 'Price above the limit', reason: 'sender', advice: sender },
  '30011': { title: 'MMS not supported there', reason: 'media', isAboutFiles: true },
  '30012': { title: 'Validity period too short', reason: 'other', advice: ourMistake },
  '30013': { title: 'Validity period too long', reason: 'other', advice: ourMistake },
  '30017': { title: 'Carrier congested', reason: 'busy', resending: later },
  '30018': { title: 'Sender not registered with the carrier', reason: 'registration', advice: registration },
  '30019': { title: 'Too large for the carrier', reason: 'media', isAboutFiles: true },
  '30022': { title: '10DLC rate exceeded', reason: 'busy', resending: soon },
  '30023': { title: '10DLC daily cap reached', reason: 'capped', resending: onNextDay, advice: daysCap },
  '30024': { title: 'Sender not registered with the carrier', reason: 'registration', advice: registration },
  '30027': { title: '10DLC daily cap of T-Mobile reached', reason: 'capped', resending: onNextDay, advice: daysCap },
  '30032': { title: 'Toll-free number not verified', reason: 'registration', advice: registration },
  '30034': { title: 'Number not in a 10DLC campaign', reason: 'registration', advice: registration },
  '30036': { title: 'Validity period expired', reason: 'busy' },
  '30044': {
    title: 'Too long for a trial account',
    reason: 'too-long',
    advice: 'A trial account sends short texts only. Upgrade the account at Twilio.',
  },
  '30410': { title: 'Provider time-out', reason: 'no-answer' },
  '30500': { title: 'Provider internal error', reason: 'busy', resending: later },
  '63017': { title: 'Rate of the account exceeded', reason: 'busy', resending: later },
  '63018': { title: 'Rate of the channel exceeded', reason: 'busy', resending: later },
  '63019': { title: 'Media could not be fetched', reason: 'media', isAboutFiles: true },
  '63034': { title: 'Media too large', reason: 'media', isAboutFiles: true },
  '63038': {
    title: 'Daily limit of the account reached',
    reason: 'capped',
    resending: asTheWindowMoves,
    advice:
      'Twilio lets this account send only so many texts in 24 hours. Upgrade a trial account, or ask Twilio to raise the limit.',
  },
};

const meanings: Readonly<Record<string, CodeMeaning>> = { ...twilioCodes, ...webhookCodes, ...azureCodes };
/** Final, and alarms nobody. */
const unknownCode: CodeMeaning = { title: 'Unknown to this version', reason: 'other' };

/** The codes that pause an account. */
export const pausingCodes: readonly string[] = Object.keys(meanings).filter((code) => meanings[code]!.pauses);

/** What this code means; without a code nothing is wrong. */
export const meaningOf = (errorCode: string): CodeMeaning =>
  Object.hasOwn(meanings, errorCode) ? meanings[errorCode]! : unknownCode;

/** What a code means to the person who wrote the text (desk.md messages 13-23). No code: nothing is wrong. */
export const reasonOf = (errorCode: string | null): DeliveryReason | null =>
  errorCode === null ? null : meaningOf(errorCode).reason;

const azurePage =
  'https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes';

/** Where the provider explains a code. */
export function linkOf(errorCode: string): string | null {
  if (/^\d+$/.test(errorCode)) return `https://www.twilio.com/docs/errors/${errorCode}`;
  return errorCode.startsWith('azure-') ? azurePage : null;
}

/** Carriers count by the clocks of their headquarters (twilio.md 4.6); not all of what they refused comes back in the same second. */
const carriersDay = { timeZone: 'America/Los_Angeles' };
const spreadMs = 5 * minute * 1000;

/** When a text that ended with this code for the `round`th time is sent anew; null: never. `chance` from 0 to 1 spreads many texts. */
export function sentAnewAt(errorCode: string | null, round: number, now: Date, chance: number): Date | null {
  const resending = errorCode === null ? undefined : meaningOf(errorCode).resending;
  if (!resending || round > resending.times) return null;
  if ('at' in resending) return new Date(nextDay(carriersDay, now).getTime() + chance * spreadMs);
  const longest = resending.firstSeconds * 2 ** (round - 1) * 1000;
  return new Date(now.getTime() + longest * (0.8 + chance * 0.4));
}

/** When a text that is sent anew at `next`, after its `round`th end, is presumably tried for the last time; null: never again. */
export function triedUntil(errorCode: string | null, round: number, next: Date): Date | null {
  const resending = errorCode === null ? undefined : meaningOf(errorCode).resending;
  if (!resending || round > resending.times) return null;
  if ('at' in resending) return new Date(next.getTime() + (resending.times - round) * dayMs);
  const pauses = Array.from({ length: resending.times - round }, (_, at) => resending.firstSeconds * 2 ** (round + at));
  return new Date(pauses.reduce((time, seconds) => time + seconds * 1000, next.getTime()));
}
