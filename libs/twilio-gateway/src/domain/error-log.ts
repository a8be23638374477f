import { type AccountId, messageId, type MessageId } from '#contracts';
import { meaningOf } from './error-codes.ts';
import { textSid } from './incoming-text.ts';

/** One entry of the error log that Twilio keeps of an account, as far as it matters here. */
export interface LoggedError {
  readonly sid: string;
  readonly errorCode: string;
  /** SID of what it is about: a text, where it is one. */
  readonly about: string;
  /** What Twilio asked, where it asked somebody. */
  readonly url: string;
  readonly at: Date;
}

/** A webhook or status callback that Twilio could not bring us. */
export interface WebhookFailure {
  readonly sid: string;
  readonly errorCode: string;
  readonly textSid: string | null;
  /** Of a status callback: which of our texts it was about. */
  readonly deliveryId: MessageId | null;
  readonly at: Date;
}

/** An inbound text that came without some of its parts (twilio.md 4.11). */
export const partMissing = '30009';

/** Those entries that say of webhooks of this account that they did not come. What others have at Twilio, calls for one, is not ours. */
export function failuresIn(entries: readonly LoggedError[], accountKey: string): readonly WebhookFailure[] {
  const ours = `/webhooks/twilio/${encodeURIComponent(accountKey)}/`;
  return entries.flatMap(({ sid, errorCode, about, url, at }) => {
    const isText = textSid.test(about);
    if (!meaningOf(errorCode).isOfWebhook || !(url === '' ? isText : url.includes(ours))) return [];
    const id = messageId.safeParse(/\/deliveries\/([^/?#]+)/.exec(url)?.[1]).data ?? null;
    return [{ sid, errorCode, textSid: isText ? about : null, deliveryId: id, at }];
  });
}

/** The SIDs of customers' texts of which Twilio says that parts are missing. */
export const incompleteIn = (entries: readonly LoggedError[]): readonly string[] => [
  ...new Set(
    entries.flatMap(({ errorCode, about }) => (errorCode === partMissing && textSid.test(about) ? about : [])),
  ),
];

/** Whether the list says of a text that parts of it are missing. */
export const lacksParts = ({ errorCode }: { readonly errorCode: number | null }): boolean =>
  errorCode === Number(partMissing);

/** How far the error log of an account was read. */
export interface ErrorLogMark {
  readonly accountId: AccountId;
  /** Everything before it was read. */
  readonly mark: Date;
  readonly nextAt: Date;
  /** How often in a row Twilio did not let us read it. */
  readonly failures: number;
  /** Why: Twilio's code, or a word of ours; null when all is well. */
  readonly problem: string | null;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** Twilio may log something a while after it happened. */
const overlap = 15 * minute;
/** It tells nothing older than thirty days. */
const oldest = 29 * day;
const longestWait = 60 * minute;

/** What of an account is read next: from a while before what was read, from a day ago at first, up to now. */
export function stretchOf(mark: Date | null, now: Date): { readonly from: Date; readonly to: Date } {
  const from = mark === null ? now.getTime() - day : Math.max(mark.getTime() - overlap, now.getTime() - oldest);
  return { from: new Date(from), to: now };
}

/** It was read up to `to`. `chance` from 0 to 1 spreads many accounts. */
export const wasRead = (accountId: AccountId, to: Date, everyMs: number, chance: number): ErrorLogMark => ({
  accountId,
  mark: to,
  nextAt: new Date(to.getTime() + everyMs * (0.8 + chance * 0.4)),
  failures: 0,
  problem: null,
});

/** Twilio did not answer, or the credentials may not read it: again later, twice as late each time, an hour at most. */
export function wasNotRead(
  accountId: AccountId,
  known: Pick<ErrorLogMark, 'mark' | 'failures'> | null,
  problem: string,
  { now, everyMs, chance }: { readonly now: Date; readonly everyMs: number; readonly chance: number },
): ErrorLogMark {
  const failures = (known?.failures ?? 0) + 1;
  const wait = Math.max(everyMs, Math.min(longestWait, everyMs * 2 ** Math.min(failures - 1, 10)));
  const nextAt = new Date(now.getTime() + wait * (0.8 + chance * 0.4));
  return { accountId, mark: known?.mark ?? stretchOf(null, now).from, nextAt, failures, problem };
}
