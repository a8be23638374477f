import {
  type ChannelId,
  type EventOf,
  longestReopenHours,
  type MessageId,
  type messageReceived,
  type WorkstreamId,
} from '#contracts';
import { forgottenCustomers } from '#copies';
import { atOnce, type Transaction } from '#event-bus';
import type { Seal } from '#secrets';
import type { Consent } from '../domain/consent.ts';
import { type Conversation, isOngoing } from '../domain/conversation.ts';
import { mayReopen } from '../domain/receiving.ts';
import { consents, type Line } from '../storage/consents.ts';
import { conversations, type Latest, type Pair } from '../storage/conversations.ts';
import type { Channel } from '../storage/copies.table.ts';
import { copies } from '../storage/copies.ts';
import { type LifeInForce, lifeSettingsOf } from '../storage/life-settings.ts';
import { messages } from '../storage/messages.ts';
import { outbound } from '../storage/outbound.ts';
import { hideWords } from './hide-words.ts';

export type MessageReceived = EventOf<typeof messageReceived>;

/** What texts meet that came in, loaded once for all of them. */
export interface WhatTextsMeet {
  /** As they are kept: what nobody is to read of them is hidden. */
  readonly events: readonly MessageReceived[];
  /** Those that we do not have yet. */
  readonly unseen: Set<MessageId>;
  /** What is left of those of which something was hidden. */
  readonly masked: ReadonlyMap<MessageId, string>;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly latest: Latest;
  /** Whether the customer opted out, where they have no conversation that goes on. */
  readonly optedOut: (line: Line) => Consent | undefined;
  /** The outbound workstream that an answer is attended to on, by channel and customer. */
  readonly outboundOf: ReadonlyMap<string, WorkstreamId>;
  readonly life: LifeInForce['life'];
  readonly limits: LifeInForce['limits'];
  /** Workstreams on which nobody would be found any more. */
  readonly retired: ReadonlySet<WorkstreamId | null>;
}

/**
 * Loads what these texts meet; null: of none of them anything is kept, for their customers were forgotten since. Locks are taken in the order channels,
 * pairs, conversations.
 */
export async function whatTextsMeet(
  tx: Transaction,
  heard: readonly MessageReceived[],
  seal: Seal | null,
): Promise<WhatTextsMeet | null> {
  const [received, channels] = await atOnce(
    forgottenCustomers(tx).exclude(heard, ({ data: { from: customer, receivedAt } }) => ({
      customer,
      at: new Date(receivedAt),
    })),
    copies(tx).channels(heard.map(({ data: { channelId } }) => channelId)),
  );
  if (received.length === 0) return null;
  const pairs = received.map(({ data: { channelId, from } }) => ({ channelId, customer: from }));
  const usual = new Set([...channels.values()].map(({ workstreamId }) => workstreamId));
  const asUsual = await lifeSettingsOf(tx).inForce([...usual]);
  // in this order: whoever holds a pair sees what others wrote to it
  const [latest, unseen] = await atOnce(
    conversations(tx).latestOf(pairs, (ended) => mayGoOn(ended, usual, asUsual, tx.now)),
    messages(tx).unknownAmong(received.map(({ data }) => data.messageId)),
  );
  const masked = asUsual.organisation.masking.customersFromAgents
    ? await hideWords(tx, textsOf(received, unseen), seal)
    : noneMasked;
  const [optedOut, outboundOf] = await whatOpeningNeeds(tx, received, latest);
  const inForce = await settingsOfAll(tx, { usual, asUsual, latest, pairs, outboundOf });
  const events = masked.size === 0 ? received : received.map((event) => masking(event, masked));
  return { events, unseen, masked, channels, latest, optedOut, outboundOf, ...inForce };
}

/** A conversation goes by the settings of its own workstream; what came back from an outbound one is not its channel's. */
function mayGoOn(ended: Conversation, usual: ReadonlySet<WorkstreamId>, { life }: LifeInForce, now: Date): boolean {
  const { workstreamId } = ended;
  const isUsual = workstreamId === null || usual.has(workstreamId);
  return mayReopen(ended, isUsual ? life(workstreamId).reopenWithinHours : longestReopenHours, now);
}

/** Whoever has no conversation that goes on may open one: whether they opted out, and where it is attended to. */
function whatOpeningNeeds(tx: Transaction, events: readonly MessageReceived[], latest: Latest) {
  const opening = events.filter(
    ({ data: { channelId, from: customer } }) => !isOngoing(latest.get({ channelId, customer })?.status ?? 'closed'),
  );
  return atOnce(
    consents(tx).optedOutAmong(opening.map(({ data: { to: number, from: customer } }) => ({ number, customer }))),
    outbound(tx).workstreamsOf(
      opening.map(({ data: { channelId, from: customer, receivedAt } }) => ({
        ...{ channelId, customer },
        at: new Date(receivedAt),
      })),
    ),
  );
}

/** The settings of all workstreams that these may be of. Read anew only where one is not a channel's. */
async function settingsOfAll(
  tx: Transaction,
  known: Pick<WhatTextsMeet, 'latest' | 'outboundOf'> & {
    readonly usual: ReadonlySet<WorkstreamId>;
    readonly asUsual: LifeInForce;
    readonly pairs: readonly Pair[];
  },
): Promise<Pick<WhatTextsMeet, 'life' | 'limits' | 'retired'>> {
  const { usual, asUsual, latest, pairs, outboundOf } = known;
  const others = [...outboundOf.values(), ...pairs.flatMap((pair) => latest.get(pair)?.workstreamId ?? [])].filter(
    (id) => !usual.has(id),
  );
  if (others.length === 0) return { life: asUsual.life, limits: asUsual.limits, retired: new Set() };
  const [{ life, limits }, retired] = await atOnce(
    lifeSettingsOf(tx).inForce([...usual, ...others]),
    copies(tx).retiredAmong(others),
  );
  return { life, limits, retired };
}

const noneMasked: ReadonlyMap<MessageId, string> = new Map();

const textsOf = (events: readonly MessageReceived[], unseen: ReadonlySet<MessageId>) =>
  events.flatMap(({ data: { messageId: id, body } }) => (unseen.has(id) ? [{ id, body }] : []));

const masking = (event: MessageReceived, masked: ReadonlyMap<MessageId, string>): MessageReceived => ({
  ...event,
  data: { ...event.data, body: masked.get(event.data.messageId) ?? event.data.body },
});
