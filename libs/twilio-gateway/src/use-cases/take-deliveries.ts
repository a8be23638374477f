import type { AccountId, Address, ChannelId, MediaId, MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Channel } from '../domain/account.ts';
import { type Delivery, giveUpWith, submit, withdraw, withhold } from '../domain/delivery.ts';
import { choose } from '../domain/fair-order.ts';
import { howFilesLeave } from '../domain/files-out.ts';
import type { Bucket } from '../domain/pace.ts';
import { brokenBy } from '../domain/whole.ts';
import { calledBackTexts } from '../storage/called-back-texts.ts';
import { copies } from '../storage/copies.ts';
import { deliveries } from '../storage/deliveries.ts';
import { media } from '../storage/media.ts';
import { senders } from '../storage/senders.ts';
import { keepDeliveries } from './keep-deliveries.ts';
import { placeWaiting } from './place-deliveries.ts';
import { whoMayNotBeTexted } from './who-may-not-be-texted.ts';

/** A text that Twilio is about to be asked to send, and whose number and credentials it takes: always those of its channel (R61). */
export interface Submission {
  readonly delivery: Delivery;
  /** Null: the Messaging Service chooses one of its own, the same for a customer each time. */
  readonly from: Address | null;
  /** The Messaging Service that it leaves through. */
  readonly service: string | null;
  readonly accountId: AccountId;
  /** The files that go along, in their order. */
  readonly files: readonly MediaId[];
}

/** How many buckets are looked at in one turn. */
const bucketsAtOnce = 50;

/**
 * Writes down that Twilio is about to be asked for the next texts: by urgency, each conversation and each bucket in turn, at the pace of
 * their senders. Those that waited too long, were called back, whose channel is removed, or of whose text another part ended for good, are
 * given up instead, and those to customers who opted out or are blocked: they fail before Twilio hears of them, and take nothing of the pace.
 */
export async function takeDeliveries(tx: Transaction, limit: number): Promise<readonly Submission[]> {
  await giveUpLate(tx);
  await placeWaiting(tx);
  const buckets = await senders(tx).takeBuckets(tx.now, bucketsAtOnce);
  if (buckets.length === 0) return [];
  const next = await deliveries(tx).takeNext(
    buckets.map(({ name }) => name),
    limit,
  );
  if (next.length === 0) {
    await senders(tx).saveBuckets(areAllLookedAt(buckets) ? [] : buckets, tx.now);
    return [];
  }
  const channels = await copies(tx).channels(next.map(({ channelId }) => channelId));
  const withheld = await whoMayNotBeTexted(tx, next, channels);
  const calledBack = await calledBackTexts(tx).among(next);
  const broken = await brokenTexts(tx, next);
  const isRemoved = ({ channelId }: Delivery) => channels.get(channelId)?.state === 'removed';
  const given = next.flatMap((before) => {
    const reason = calledBack.has(before.messageId) ? 'called-back' : withheld.get(before.messageId);
    if (reason) return [{ before, after: withhold(before, reason, tx.now) }];
    if (isRemoved(before)) return [{ before, after: withdraw(before, tx.now) }];
    const end = broken.get(before.wholeId);
    return end ? [{ before, after: giveUpWith(before, end, tx.now) }] : [];
  });
  const isGiven = new Set(given.map(({ before }) => before.messageId));
  const { leaving, buckets: after } = choose(
    next.filter(({ messageId }) => !isGiven.has(messageId)),
    buckets,
    limit,
    tx.now,
  );
  const submitted = leaving.map((before) => ({ before, after: submit(before, tx.now) }));
  const isUntouched = (bucket: Bucket) => areAllLookedAt(buckets) && buckets.includes(bucket);
  await senders(tx).saveBuckets(
    after.filter((bucket) => !isUntouched(bucket)),
    tx.now,
  );
  await keepDeliveries(tx, [...given, ...submitted]);
  // there may be more behind those that never leave
  if (given.length > 0) tx.wake('send-deliveries');
  const groups = await senders(tx).groupsOf([...channels.values()].map(({ number }) => number));
  const files = await filesOf(
    tx,
    submitted.map(({ after: delivery }) => delivery),
    channels,
  );
  return submitted.flatMap(({ after: delivery }) => {
    const channel = channels.get(delivery.channelId);
    if (!channel) return [];
    const group = groups.get(channel.number);
    // a Messaging Service is Twilio's: a number that moved to another provider leaves by itself
    const service = channel.provider === 'twilio' ? (group?.messagingServiceSid ?? null) : null;
    const from = service !== null && group?.chosenBy === 'service' ? null : channel.number;
    return [{ delivery, from, service, accountId: channel.accountId, files: files.get(delivery.messageId) ?? [] }];
  });
}

/** Of the texts that these are parts of, those that can never arrive whole, with the part that is why. */
async function brokenTexts(tx: Transaction, parts: readonly Delivery[]): Promise<ReadonlyMap<MessageId, Delivery>> {
  const texts = [...new Set(parts.flatMap((one) => (one.parts > 1 ? [one.wholeId] : [])))];
  if (texts.length === 0) return new Map();
  const byText = Map.groupBy(await deliveries(tx).ofWholes(texts), ({ wholeId }) => wholeId);
  return new Map(
    [...byText].flatMap(([wholeId, its]) => {
      const end = brokenBy(its);
      return end ? [[wholeId, end] as const] : [];
    }),
  );
}

/** Whether no other bucket waits to be looked at: else those that nothing leaves go behind it, or it would wait for ever. */
const areAllLookedAt = (buckets: readonly Bucket[]): boolean => buckets.length < bucketsAtOnce;

/** With the first part of a text go its files, where its number takes any and its words have no links to them. */
async function filesOf(
  tx: Transaction,
  leaving: readonly Delivery[],
  channels: ReadonlyMap<ChannelId, Channel>,
): Promise<ReadonlyMap<MessageId, readonly MediaId[]>> {
  const first = leaving.filter(({ part, channelId, answersKeyword, linksRound }) => {
    const channel = channels.get(channelId);
    return (
      part === 1 &&
      linksRound === null &&
      !answersKeyword &&
      channel &&
      howFilesLeave(channel.number, channel.provider) === 'mms'
    );
  });
  const found = await media(tx).of(first.map(({ wholeId }) => wholeId));
  const byText = Map.groupBy(found, ({ messageId }) => messageId);
  return new Map(first.map(({ messageId, wholeId }) => [messageId, (byText.get(wholeId) ?? []).map(({ id }) => id)]));
}

async function giveUpLate(tx: Transaction): Promise<void> {
  const late = await deliveries(tx).tooLate(100);
  await keepDeliveries(
    tx,
    late.map((before) => ({ before, after: submit(before, tx.now) })),
  );
}
