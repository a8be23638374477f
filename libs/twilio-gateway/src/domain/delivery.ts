import type {
  Address,
  ChannelId,
  ConversationId,
  DataOf,
  DeliveryReason,
  DeliveryState,
  MessageId,
  textWritten,
} from '#contracts';
import { type Answer, reasonOf } from './provider-codes.ts';

/** One outgoing text and how far it has come. */
export interface Delivery {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly to: Address;
  readonly body: string;
  /** Smaller leaves first. */
  readonly priority: number;
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
}

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
const hour = 3600 * second;
/** How long a text may wait for Twilio when its writer set no limit: a later answer would only puzzle the customer. */
const patience = 4 * hour;
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

/** A text that has to leave. */
export function plan(text: DataOf<typeof textWritten>, now: Date): Delivery {
  const { messageId, conversationId, channelId, to, body, priority } = text;
  const writtenAt = new Date(text.writtenAt);
  return {
    messageId,
    conversationId,
    channelId,
    to,
    body,
    priority,
    writtenAt,
    validUntil: text.validUntil === null ? later(writtenAt, patience) : new Date(text.validUntil),
    answersKeyword: false,
    ...waiting(now),
  };
}

/** Our own answer to a keyword, which leaves before everything else. */
export const answerToKeyword = (
  answer: Pick<Delivery, 'messageId' | 'conversationId' | 'channelId' | 'to' | 'body'>,
  now: Date,
): Delivery => ({
  ...answer,
  priority: 0,
  writtenAt: now,
  validUntil: later(now, patience),
  answersKeyword: true,
  ...waiting(now),
});

const waiting = (now: Date) => ({
  state: 'queued' as const,
  version: 1,
  providerSid: null,
  errorCode: null,
  reason: null,
  attempts: 0,
  dueAt: now,
  submittedAt: null,
  changedAt: now,
});

/** A queued text whose turn has come, to somebody who must not be texted: it does not leave (product.md 30, 31). */
export const withhold = (delivery: Delivery, reason: 'opted-out' | 'on-block-list', now: Date): Delivery =>
  change(delivery, now, { state: 'failed', errorCode: null, reason });

/** A queued text whose turn has come: Twilio is about to be asked, or it is too late to ask. */
export function submit(delivery: Delivery, now: Date): Delivery {
  if (delivery.validUntil <= now) return change(delivery, now, { state: 'failed', reason: 'busy' });
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
      return observe(delivery, { state: 'failed', providerSid: null, errorCode: answer.errorCode }, now).delivery;
    case 'no-answer':
      return doubt(delivery, answer.errorCode, now);
    case 'not-now':
      return delivery.state === 'submitting' ? giveBack(delivery, answer.errorCode, now, chance) : delivery;
  }
}

/** Nobody knows whether Twilio has it. Any later observation ends the doubt. */
export function doubt(delivery: Delivery, errorCode: string | null, now: Date): Delivery {
  if (rank[delivery.state] >= rank.unknown) return delivery;
  return change(delivery, now, { state: 'unknown', errorCode, reason: 'no-answer' });
}

/** Back to the queue: 1 s at first, twice as long each time, at most a minute; a full queue at Twilio empties slowly, so half a minute at least. */
function giveBack(delivery: Delivery, errorCode: string | null, now: Date, chance: number): Delivery {
  const least = errorCode === '21611' ? 30 : 1;
  const longest = Math.min(60, least * 2 ** (delivery.attempts - 1)) * second;
  const next = later(now, longest * (0.5 + chance / 2));
  const dueAt = next < delivery.validUntil ? next : delivery.validUntil;
  return change(delivery, now, { state: 'queued', dueAt, errorCode, reason: 'busy' });
}

/**
 * Takes in what was seen. States move forward only; of two different ends the first stays. Seeing the same things in any order and
 * number comes to the same state, SID, code and reason.
 */
export function observe(
  delivery: Delivery,
  { state, providerSid, errorCode }: Observation,
  now: Date,
): { delivery: Delivery; effect: Effect } {
  const known = { providerSid: delivery.providerSid ?? providerSid };
  if (state !== null && rank[state] > rank[delivery.state]) {
    const moved = change(delivery, now, { ...known, state, errorCode, reason: reasonOf(errorCode) });
    return { delivery: moved, effect: 'moved' };
  }
  const contradicts = state !== null && state !== delivery.state && rank[state] === rank[delivery.state];
  const isSame = state !== null && state === delivery.state;
  const code = isSame ? (delivery.errorCode ?? errorCode) : delivery.errorCode;
  const told = known.providerSid !== delivery.providerSid || code !== delivery.errorCode;
  if (!told) return { delivery, effect: contradicts ? 'contradicted' : 'nothing' };
  const reason = code === delivery.errorCode ? delivery.reason : reasonOf(code);
  return {
    delivery: change(delivery, now, { ...known, errorCode: code, reason }),
    effect: contradicts ? 'contradicted' : 'told',
  };
}

const later = (time: Date, ms: number) => new Date(time.getTime() + ms);

const change = (delivery: Delivery, now: Date, changes: Partial<Delivery>): Delivery => ({
  ...delivery,
  ...changes,
  version: delivery.version + 1,
  changedAt: now,
});
