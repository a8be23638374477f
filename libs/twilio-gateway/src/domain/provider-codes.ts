import type { Failure } from './account-check.ts';
import { meaningOf } from './error-codes.ts';

/** Codes that say: not executed, and worth another try (twilio.md 4.6). */
const notNow = new Set(['20429', '21611', '63038']);

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
  // 401 says the same as 20003, whoever answered
  const errorCode = code !== undefined ? String(code) : status === 401 ? '20003' : null;
  if (status === 429 || (errorCode !== null && notNow.has(errorCode))) return { kind: 'not-now', errorCode };
  if (status >= 400 && status < 500 && status !== 408)
    return { kind: 'refused', errorCode: errorCode ?? `http-${status}` };
  return { kind: 'no-answer', errorCode };
}

/** Reads an answer about an account or a number that is not a success: its HTTP status, and Twilio's code where the body had one. */
export function readRefusal(status: number, code: number | undefined): Failure {
  const errorCode = code === undefined ? null : String(code);
  const pauses = errorCode === null ? undefined : meaningOf(errorCode).pauses;
  if (pauses) return { outcome: pauses, errorCode };
  if (status === 401) return { outcome: 'bad-credentials', errorCode };
  if (status === 408 || status === 429 || status >= 500) return { outcome: 'provider-unreachable', errorCode };
  return { outcome: 'provider-refused', errorCode: errorCode ?? `http-${status}` };
}
