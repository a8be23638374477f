import {
  address,
  type Address,
  type ChannelId,
  type ConversationId,
  type DeliveryReason,
  type DeliveryState,
  longestWaitMs,
  type MessageId,
} from '#contracts';
import { meaningOf, reasonOf } from './error-codes.ts';
import type { Answer } from './provider-codes.ts';

/**
 * One attempt to get one part of an outgoing text to its customer, and how far it has come. Most texts are one part and one attempt, and
 * then its id is that of the text.
 */
export interface Delivery {
  /** Its own id, which the provider's callbacks carry. That of the text where it is the first part's first round. */
  readonly messageId: MessageId;
  /** The text that it is a part of, as everybody else knows it. */
  readonly wholeId: MessageId;
  /** From 1 to `parts`: a text that is too long leaves in several. */
  readonly part: number;
  readonly parts: number;
  /** 1, and one more each time the same part is sent anew after it ended. */
  readonly round: number;
  /** The round in which its files began to leave as links in its words; null: they go along. */
  readonly linksRound: number | null;
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly to: Address;
  readonly body: string;
  /** What it takes of its sender's pace. */
  readonly segments: number;
  /** Smaller leaves first. */
  readonly priority: number;
  /** Whose pace it keeps (domain/pace.ts); empty while its channel is not known. */
  readonly bucket: string;
  /** Its place among texts of the same bucket and priority (domain/fair-order.ts). */
  readonly turn: number;
  readonly writtenAt: Date;
  /** Not to be sent after this. */
  readonly validUntil: Date;
  readonly state: DeliveryState;
  /** Rises with every change. */
  readonly version: number;
  /** Twilio's SID, once anything told it. */
  readonly providerSid: string | null;
  readonly errorCode: string | null;
  readonly reason: DeliveryReason | null;
  /** How often Twilio was asked. */
  readonly attempts: number;
  /** Not to be asked for before this. */
  readonly dueAt: Date;
  /** When Twilio was asked last. */
  readonly submittedAt: Date | null;
  readonly changedAt: Date;
  /** It answers a customer's keyword: it leaves to those who opted out, too. */
  readonly answersKeyword: boolean;
  /** When Twilio's list is looked at for it; null: it is not in doubt, or nobody can tell. */
  readonly lookAt: Date | null;
  /** How often it was looked for since it came into doubt. */
  readonly looks: number;
}

/** What is seen of any text that a provider was asked for. */
export type Observed = Pick<
  Delivery,
  'state' | 'version' | 'providerSid' | 'errorCode' | 'reason' | 'lookAt' | 'changedAt'
>;

/** Something that was seen of an outgoing text: Twilio's answer, or one of its callbacks. */
export interface Observation {
  /** Null: a word of Twilio's that says nothing about the state. */
  readonly state: DeliveryState | null;
  readonly providerSid: string | null;
  readonly errorCode: string | null;
}

/** `moved`: it came further. `told`: nothing new but a SID or a code. `contradicted`: a second, different end, which is not believed. */
export type Effect = 'moved' | 'told' | 'nothing' | 'contradicted';

const second = 1000;
/** A callback usually says sooner what there is to say. */
const firstLook = 2 * second;
/** Twilio's own limits of ValidityPeriod, in seconds (twilio.md 4.6). */
const validity = { least: 1, most: 36_000 };

/** A later state never gives way to an earlier one, whatever the order in which they are heard of. */
const rank: Readonly<Record<DeliveryState, number>> = {
  queued: 0,
  submitting: 1,
  unknown: 2,
  accepted: 3,
  sent: 4,
  delivered: 5,
  undelivered: 5,
  failed: 5,
};

/** Who a text was from or to, when nobody is to know any more. */
export const nobody: Address = address.parse('ERASED');

/** What every delivery begins with. */
export const waiting = (now: Date) => ({
  state: 'queued' as const,
  version: 1,
  providerSid: null,
  errorCode: null,
  reason: null,
  attempts: 0,
  dueAt: now,
  submittedAt: null,
  changedAt: now,
  lookAt: null,
  looks: 0,
});

/** Until when a text may wait for Twilio when its writer set no limit. */
export const latest = (writtenAt: Date): Date => later(writtenAt, longestWaitMs);

/** The day's cap holds a queued text: why it is late is known before it is (domain/day-cap.ts). */
export const holdForTheDay = (delivery: Delivery, now: Date): Delivery => change(delivery, now, { reason: 'capped' });

/** Why a queued text does not leave at all. */
export type WithheldFor = 'opted-out' | 'on-block-list' | 'media' | 'capped' | 'called-back';

/**
 * A queued text to somebody who must not be texted, whose files are not to be had, that would only fit into a day that begins too late,
 * or that is not wanted any more: it does not leave (product.md 23, 29.2, 30, 31).
 */
export const withhold = (delivery: Delivery, reason: WithheldFor, now: Date): Delivery =>
  change(delivery, now, { state: 'failed', errorCode: null, reason });

/**
 * A queued part of a text of which another part ended for good: nobody gets a text with a hole in it. The code stays with the part that
 * has it, for which everything was done that it asks for.
 */
export const giveUpWith = (delivery: Delivery, ended: Delivery, now: Date): Delivery =>
  change(delivery, now, { state: 'failed', errorCode: null, reason: ended.reason });

/** A queued text whose turn has come: Twilio is about to be asked, or it is too late to ask. */
export function submit(delivery: Delivery, now: Date): Delivery {
  // what it waited for is why it never left
  if (delivery.validUntil <= now) return change(delivery, now, { state: 'failed', reason: delivery.reason ?? 'busy' });
  const attempts = delivery.attempts + 1;
  return change(delivery, now, { state: 'submitting', submittedAt: now, attempts, errorCode: null, reason: null });
}

/** A queued text whose channel is removed: there is no number left to send it from (product.md 39). */
export const withdraw = (delivery: Delivery, now: Date): Delivery =>
  change(delivery, now, { state: 'failed', reason: 'sender', errorCode: null });

/** How many seconds the carrier may still hold the text. */
export const validityPeriod = ({ validUntil }: Delivery, now: Date): number =>
  Math.min(validity.most, Math.max(validity.least, Math.floor((validUntil.getTime() - now.getTime()) / second)));

/** What Twilio's answer makes of the text. `chance` is between 0 and 1 and spreads the next attempts of many texts. */
export function answered(delivery: Delivery, answer: Answer, now: Date, chance: number): Delivery {
  switch (answer.kind) {
    case 'accepted':
      return observe(delivery, { state: 'accepted', providerSid: answer.providerSid, errorCode: null }, now).delivery;
    case 'refused':
      if (meaningOf(answer.errorCode).pauses) return holdBack(delivery, answer.errorCode, now);
      return observe(delivery, { state: 'failed', providerSid: null, errorCode: answer.errorCode }, now).delivery;
    case 'no-answer':
      return doubt(delivery, answer.errorCode, now);
    case 'not-now':
      return delivery.state === 'submitting' ? giveBack(delivery, answer.errorCode, now, chance) : delivery;
  }
}

/** What Twilio's answer did: `after` is what it made of `before`. */
export function effectOf(before: Delivery, after: Delivery, answer: Answer): Effect {
  if (after.state !== before.state) return 'moved';
  if (after !== before) return 'told';
  const isEnd = answer.kind === 'refused' && !meaningOf(answer.errorCode).pauses;
  return isEnd && rank[before.state] === rank.failed && before.state !== 'failed' ? 'contradicted' : 'nothing';
}

/** Nobody knows whether Twilio has it: its list is looked at soon. Any observation ends the doubt. */
export function doubt(delivery: Delivery, errorCode: string | null, now: Date): Delivery {
  if (rank[delivery.state] >= rank.unknown) return delivery;
  const lookAt = delivery.providerSid === null ? later(now, firstLook) : null;
  return change(delivery, now, { state: 'unknown', errorCode, reason: 'no-answer', lookAt, looks: 0 });
}

/** Twilio certainly does not have it: it may be asked again, at once. */
export const neverSent = (delivery: Delivery, now: Date): Delivery =>
  change(delivery, now, { state: 'queued', dueAt: now, errorCode: null, reason: 'busy', lookAt: null });

/** It could not be told whether Twilio has it; it is looked for again then, or not at all. */
export const stillInDoubt = (delivery: Delivery, lookAt: Date | null): Delivery => ({
  ...delivery,
  lookAt,
  looks: delivery.looks + 1,
});

/** The account cannot send at all: the text waits until it can. */
const holdBack = (delivery: Delivery, errorCode: string, now: Date): Delivery =>
  delivery.state === 'submitting'
    ? change(delivery, now, { state: 'queued', dueAt: now, errorCode, reason: reasonOf(errorCode) })
    : delivery;

/** The same part once more, after it ended: it leaves at `dueAt`, whatever else of its conversation left meanwhile. */
export const sendAnew = (ended: Delivery, messageId: MessageId, dueAt: Date, now: Date): Delivery => ({
  ...ended,
  ...waiting(now),
  messageId,
  round: ended.round + 1,
  errorCode: ended.errorCode,
  reason: ended.reason,
  dueAt,
});

/**
 * Between which pauses, in seconds, a text that was not executed is tried again: the first one, and the longest. A full queue at Twilio empties
 * slowly, and the limit of an account (63038) leaves room as the texts of the day before are a day old.
 */
const pausesOf = (errorCode: string | null) =>
  errorCode === '63038' ? { first: 900, longest: 3600 } : { first: errorCode === '21611' ? 30 : 1, longest: 60 };

/** Back to the queue, twice as long each time. */
function giveBack(delivery: Delivery, errorCode: string | null, now: Date, chance: number): Delivery {
  const pauses = pausesOf(errorCode);
  const longest = Math.min(pauses.longest, pauses.first * 2 ** (delivery.attempts - 1)) * second;
  const next = later(now, longest * (0.5 + chance / 2));
  const dueAt = next < delivery.validUntil ? next : delivery.validUntil;
  const reason = errorCode === '63038' ? 'capped' : 'busy';
  return change(delivery, now, { state: 'queued', dueAt, errorCode, reason });
}

/**
 * Takes in what was seen. States move forward only; of two different ends the first stays. Seeing the same things in any order and
 * number comes to the same state, SID, code and reason.
 */
export function observe<Text extends Observed>(
  delivery: Text,
  { state, providerSid, errorCode }: Observation,
  now: Date,
): { delivery: Text; effect: Effect } {
  const sid = delivery.providerSid ?? providerSid;
  const known = { providerSid: sid, lookAt: sid === null ? delivery.lookAt : null };
  if (state !== null && rank[state] > rank[delivery.state]) {
    const moved = seen(delivery, now, { ...known, lookAt: null, state, errorCode, reason: reasonOf(errorCode) });
    return { delivery: moved, effect: 'moved' };
  }
  const contradicts = state !== null && state !== delivery.state && rank[state] === rank[delivery.state];
  const isSame = state !== null && state === delivery.state;
  const code = isSame ? (delivery.errorCode ?? errorCode) : delivery.errorCode;
  const told = known.providerSid !== delivery.providerSid || code !== delivery.errorCode;
  if (!told) return { delivery, effect: contradicts ? 'contradicted' : 'nothing' };
  const reason = code === delivery.errorCode ? delivery.reason : reasonOf(code);
  return {
    delivery: seen(delivery, now, { ...known, errorCode: code, reason }),
    effect: contradicts ? 'contradicted' : 'told',
  };
}

const later = (time: Date, ms: number) => new Date(time.getTime() + ms);

const seen = <Text extends Observed>(text: Text, now: Date, changes: Partial<Observed>): Text => ({
  ...text,
  ...changes,
  version: text.version + 1,
  changedAt: now,
});

const change = (delivery: Delivery, now: Date, changes: Partial<Delivery>): Delivery => ({
  ...delivery,
  ...changes,
  version: delivery.version + 1,
  changedAt: now,
});
