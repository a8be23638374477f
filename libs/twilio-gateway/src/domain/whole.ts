import type { DeliveryReason, DeliveryState, ChannelId, MessageId } from '#contracts';
import type { Delivery } from './delivery.ts';
import { triedUntil } from './error-codes.ts';

/** How far a text has come, as everybody else knows it: one, however many parts and rounds it took. */
export interface Whole {
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  readonly version: number;
  readonly state: DeliveryState;
  readonly providerSid: string | null;
  readonly errorCode: string | null;
  readonly reason: DeliveryReason | null;
  readonly changedAt: Date;
  /** Its files left as links in its words, because they could not go along. */
  readonly asLinks: boolean;
  /** When what was tried before is tried again; null: nothing was, or at once. */
  readonly expectedAt: Date | null;
  /** When what did not arrive is presumably tried for the last time; null: nothing of the kind. */
  readonly triedUntil: Date | null;
}

/** The least comes first: a text has come as far as the part that came least far, and failed where one of them did. */
const least: readonly DeliveryState[] = [
  'failed',
  'undelivered',
  'unknown',
  'queued',
  'submitting',
  'accepted',
  'sent',
  'delivered',
];

/**
 * What the deliveries of one text, all parts and all rounds, come to. A part stands where its last round stands, and is delivered where
 * any of them was. The version is the sum of theirs, so that it rises with every change of any.
 */
export function wholeOf(deliveries: readonly Delivery[]): Whole {
  const standing = partsOf(deliveries);
  const explained = standing.filter((one) => hasEnded(one) && one.errorCode !== null);
  // parts that were given up for another's sake say less than that one
  const worst = worstOf(explained.length > 0 ? explained : standing);
  const { state, errorCode, reason, channelId, wholeId: messageId } = worst;
  return {
    messageId,
    channelId,
    state,
    errorCode,
    reason,
    providerSid: standing[0]!.providerSid,
    version: deliveries.reduce((sum, { version }) => sum + version, 0),
    ...againOf(worst),
    asLinks: deliveries.some(({ linksRound }) => linksRound !== null),
    changedAt: new Date(Math.max(...deliveries.map(({ changedAt }) => changedAt.getTime()))),
  };
}

/** Who waits for so long, in milliseconds, wants to know until when. */
const noticedAfterMs = 2_000;

/** When a part that was tried before is tried again, and for the last time. */
function againOf({ state, errorCode, round, dueAt, changedAt }: Delivery): Pick<Whole, 'expectedAt' | 'triedUntil'> {
  if (state !== 'queued' || errorCode === null || dueAt.getTime() - changedAt.getTime() <= noticedAfterMs)
    return { expectedAt: null, triedUntil: null };
  return { expectedAt: dueAt, triedUntil: round > 1 ? triedUntil(errorCode, round - 1, dueAt) : null };
}

/** The part without which a text can never arrive whole: it ended, and is not sent anew. Null: there is none. */
export function brokenBy(deliveries: readonly Delivery[]): Delivery | null {
  const ended = partsOf(deliveries).filter(hasEnded);
  return ended.length === 0 ? null : (ended.find(({ errorCode }) => errorCode !== null) ?? ended[0]!);
}

/** Where each part stands, in their order. */
const partsOf = (deliveries: readonly Delivery[]): Delivery[] =>
  [...Map.groupBy(deliveries, ({ part }) => part).entries()]
    .toSorted(([one], [other]) => one - other)
    .map(([, rounds]) => rounds.find(({ state }) => state === 'delivered') ?? newest(rounds));

const hasEnded = ({ state }: Delivery) => state === 'failed' || state === 'undelivered';
const worstOf = (parts: readonly Delivery[]) =>
  parts.reduce((one, other) => (gravity(other) < gravity(one) ? other : one));
const gravity = ({ state }: Delivery) => least.indexOf(state);
const newest = (rounds: readonly Delivery[]) => rounds.reduce((one, other) => (other.round > one.round ? other : one));
