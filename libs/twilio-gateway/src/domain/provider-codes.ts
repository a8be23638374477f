import type { DeliveryReason } from '#contracts';
import type { Failure } from './account-check.ts';

const reasons: Readonly<Record<DeliveryReason, readonly number[]>> = {
  'opted-out': [21610],
  unreachable: [30003],
  'bad-number': [21211, 21612, 21614, 30005],
  landline: [30006],
  blocked: [30004],
  filtered: [30007],
  registration: [30018, 30024, 30032, 30034],
  sender: [21408, 21603, 21606, 21608, 21659, 21660, 21661, 21662, 21703, 21704, 21705, 30010],
  account: [20003, 20005, 30002],
  busy: [20429, 21611, 30001, 30017, 30022, 30500, 63018],
  capped: [30023, 30027, 63038],
  media: [21620, 21621, 21623, 30011, 30019],
  'no-answer': [20500, 20503, 30008, 30410],
  'too-long': [21617],
  'on-block-list': [],
  other: [],
};
const byCode = new Map(
  Object.entries(reasons).flatMap(([reason, codes]) => codes.map((code) => [String(code), reason as DeliveryReason])),
);

/** What a code of Twilio's means to the person who wrote the text (twilio.md 4.11; desk.md messages 13-23). No code: nothing is wrong. */
export const reasonOf = (errorCode: string | null): DeliveryReason | null =>
  errorCode === null ? null : (byCode.get(errorCode) ?? 'other');

/** Codes that say: not executed, and worth another try (twilio.md 4.6). */
const notNow = new Set(['20429', '21611']);

/** What asking Twilio to send a text came to. */
export type Answer =
  | { readonly kind: 'accepted'; readonly providerSid: string }
  | { readonly kind: 'refused'; readonly errorCode: string }
  /** It was certainly not executed: the only kind that may be asked again. */
  | { readonly kind: 'not-now'; readonly errorCode: string | null }
  /** Nobody knows whether it was executed, so it is never repeated (twilio.md, pitfall 8). */
  | { readonly kind: 'no-answer'; readonly errorCode: string | null };

/** Reads an answer that is not a success: its HTTP status, and Twilio's code where the body had one. */
export function readFailure(status: number, code: number | undefined): Answer {
  const errorCode = code === undefined ? null : String(code);
  if (status === 429 || (errorCode !== null && notNow.has(errorCode))) return { kind: 'not-now', errorCode };
  if (status >= 400 && status < 500 && status !== 408)
    return { kind: 'refused', errorCode: errorCode ?? `http-${status}` };
  return { kind: 'no-answer', errorCode };
}

/** Reads an answer about an account or a number that is not a success: its HTTP status, and Twilio's code where the body had one. */
export function readRefusal(status: number, code: number | undefined): Failure {
  const errorCode = code === undefined ? null : String(code);
  if (errorCode === '20005' || errorCode === '30002') return { outcome: 'account-suspended', errorCode };
  if (status === 401 || errorCode === '20003') return { outcome: 'bad-credentials', errorCode };
  if (status === 408 || status === 429 || status >= 500) return { outcome: 'provider-unreachable', errorCode };
  return { outcome: 'provider-refused', errorCode: errorCode ?? `http-${status}` };
}
