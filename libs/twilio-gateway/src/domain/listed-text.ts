import { type Address, address } from '#contracts';
import { decodedBody } from './encoded-body.ts';
import { unknownFiles } from './incoming-media.ts';
import { type IncomingText, poolIn, storable, textSid } from './incoming-text.ts';
import type { Window } from './reconciliation.ts';
import type { StatusReport } from './status-report.ts';
import { stateOfWord } from './twilio-words.ts';

/** A text as Twilio's list shows it. */
export interface ListedText {
  readonly sid: string;
  readonly direction: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly segments: number;
  /** How many files came with it. */
  readonly files: number;
  /** The Messaging Service that our number is in. */
  readonly service: string | null;
  /** Twilio's word. */
  readonly status: string;
  readonly errorCode: number | null;
  /** To the second: when it was received or left, where that is known, or else when Twilio heard of it. */
  readonly at: Date;
}

/** A customer's text that was missing here, and the time that it has for us. */
export interface MissingText {
  readonly text: IncomingText;
  readonly receivedAt: Date;
}

const within = ({ from, to }: Window, { at }: ListedText) => at >= from && at <= to;

/** Whether the list kept to the seconds that were asked for, give or take one; some of Twilio's filters know days only. */
export const keepsTo = ({ from, to }: Window, listed: readonly ListedText[]): boolean =>
  listed.every(({ at }) => at.getTime() >= from.getTime() - 1000 && at.getTime() <= to.getTime() + 1000);

/** Twilio's code of a text that a machine seems to have written: it brings none of them, lest two machines answer each other for ever. */
const heldAsLoop = 30039;

/**
 * The customers' texts to this number in this window, each once, oldest first; inside one second as the list has them (decisions C). What
 * Twilio did not bring because it was a machine's is not among them: it did not get lost.
 */
export function inboundOf(listed: readonly ListedText[], window: Window, number: Address): readonly ListedText[] {
  const texts = new Map<string, ListedText>();
  // the list is newest first
  for (const text of listed.toReversed())
    if (text.direction === 'inbound' && text.to === number && text.errorCode !== heldAsLoop && within(window, text))
      texts.set(text.sid, text);
  return [...texts.values()].sort((one, other) => one.at.getTime() - other.at.getTime());
}

/**
 * Those of `inbound` (oldest first) that are not `known` (SID to receipt time). A missing one is received at Twilio's second; where a
 * text of the same customer that the list shows before it in that second came by itself, not before that one. One that nobody could
 * answer is left out.
 */
export function missingOf(
  inbound: readonly ListedText[],
  known: ReadonlyMap<string, Date>,
): { readonly missing: readonly MissingText[]; readonly unreadable: number } {
  const missing: MissingText[] = [];
  const latest = new Map<string, Date>();
  let unreadable = 0;
  for (const listed of inbound) {
    const place = `${listed.from} ${listed.at.getTime()}`;
    const before = latest.get(place) ?? listed.at;
    const receivedAt = known.get(listed.sid);
    latest.set(place, receivedAt && receivedAt > before ? receivedAt : before);
    if (receivedAt) continue;
    const text = read(listed);
    if (text) missing.push({ text, receivedAt: before });
    else unreadable += 1;
  }
  return { missing, unreadable };
}

function read({ sid, from, to, body, segments, files, service }: ListedText): IncomingText | undefined {
  const [sender, receiver] = [address.safeParse(from), address.safeParse(to)];
  if (!sender.success || !receiver.success || !textSid.test(sid)) return undefined;
  return {
    sid,
    from: sender.data,
    to: receiver.data,
    body: storable(decodedBody(body)),
    segments,
    files: unknownFiles(files),
    pool: poolIn(service),
  };
}

/** What the list says of an outgoing text, as a status callback would have said it. */
export const reportOf = ({ sid, status, errorCode }: ListedText): StatusReport => ({
  word: storable(status).slice(0, 40),
  state: stateOfWord(status),
  providerSid: sid,
  errorCode: errorCode === null || errorCode <= 0 ? null : String(errorCode),
});
