import type { Address, WebhookFault } from '#contracts';

/** Where texts are to come in: first here, and when that fails there. Absolute URLs. */
export interface Webhooks {
  readonly messages: string;
  readonly fallback: string;
}

/** Where Twilio takes a text, as it is set on a number or a Messaging Service; an empty URL is none. */
export interface Wiring {
  readonly url: string;
  readonly method: string;
  readonly fallbackUrl: string;
  readonly fallbackMethod: string;
}

/** A number as Twilio has it. */
export interface NumberAtTwilio {
  readonly sid: string;
  readonly kind: 'number' | 'short-code';
  readonly address: Address;
  readonly canText: boolean;
  readonly wiring: Wiring;
  /** An application, which overrides the wiring; null: none. */
  readonly applicationSid: string | null;
}

/** A Messaging Service whose own wiring counts for texts to its senders, instead of theirs (twilio.md 4.10). */
export interface OverridingService {
  readonly sid: string;
  readonly wiring: Wiring;
  /** SIDs of its numbers and short codes. */
  readonly senders: readonly string[];
}

/** What is wrong with the way a text takes, and who wired it so. */
export interface Mismatch {
  readonly fault: WebhookFault;
  /** The address that texts go to instead, without user, password and query. */
  readonly found: string | null;
  readonly overriddenBy: string | null;
}

/**
 * How Twilio is to try: three times within its 15 s, each with 2 s to connect and 4.5 s to answer, and then the fallback. A text that
 * comes twice is one text, so it may try again whatever happened (twilio.md 4.3).
 */
const patience = '#ct=2000&rt=4500&tt=15000&rc=2&rp=ct,rt,5xx';

/** What connecting writes. */
export const wiringFor = ({ messages, fallback }: Webhooks): Wiring => ({
  url: messages + patience,
  method: 'POST',
  fallbackUrl: fallback + patience,
  fallbackMethod: 'POST',
});

/** Whether these are the same, to the letter: then there is nothing to write. */
export const isWired = (now: Wiring, wanted: Wiring): boolean =>
  now.url === wanted.url &&
  now.method === wanted.method &&
  now.fallbackUrl === wanted.fallbackUrl &&
  now.fallbackMethod === wanted.fallbackMethod;

/** What keeps texts to a number from coming to us, the gravest first; null where nothing does. `service`: the one that overrides it. */
export function mismatchOf(
  wanted: Webhooks,
  number: NumberAtTwilio,
  service: OverridingService | undefined,
): Mismatch | null {
  if (service) return mismatchOfService(wanted, service);
  if (number.applicationSid !== null) return { fault: 'application', found: null, overriddenBy: number.applicationSid };
  const fault = faultOf(wanted, number.wiring);
  return fault && { fault, found: fault === 'other-url' ? shownUrl(number.wiring.url) : null, overriddenBy: null };
}

function mismatchOfService(wanted: Webhooks, { sid, wiring }: OverridingService): Mismatch | null {
  const fault = faultOf(wanted, wiring);
  if (fault === null || fault === 'no-fallback') return fault && { fault, found: null, overriddenBy: sid };
  if (fault === 'not-set') return { fault: 'messaging-service-drops', found: null, overriddenBy: sid };
  return { fault: 'messaging-service', found: shownUrl(wiring.url), overriddenBy: sid };
}

function faultOf(wanted: Webhooks, { url, method, fallbackUrl, fallbackMethod }: Wiring): WebhookFault | null {
  if (url === '') return 'not-set';
  if (!isSameUrl(url, wanted.messages)) return 'other-url';
  if (method !== 'POST') return 'wrong-method';
  return isSameUrl(fallbackUrl, wanted.fallback) && fallbackMethod === 'POST' ? null : 'no-fallback';
}

/** The fragment says how Twilio tries, not where. */
const isSameUrl = (one: string, other: string): boolean => urlOf(one) === urlOf(other);
const urlOf = (text: string): string => (URL.parse(text)?.href ?? text).split('#')[0]!;

function shownUrl(text: string): string | null {
  const url = URL.parse(text);
  return url && url.origin + url.pathname;
}
