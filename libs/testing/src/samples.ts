import { v7 as uuid } from 'uuid';
import {
  accountChanged,
  channelChanged,
  type DataOf,
  type Envelope,
  type EventContract,
  messageReceived,
  offerEnded,
  offerMade,
  textWritten,
} from '#contracts';

export const anEvent = <Data>(contract: EventContract<Data>, data: unknown): Envelope<Data> =>
  contract.parse({
    id: uuid(),
    type: contract.type,
    occurredAt: '2026-01-05T09:00:00.000Z',
    correlationId: uuid(),
    causationId: null,
    data,
  });

let position = 0;

type Changes<Contract> = Partial<Record<keyof DataOf<Contract>, unknown>>;

/** A customer's text as the gateway says it. */
export const aText = (changes: Changes<typeof messageReceived> = {}) =>
  anEvent(messageReceived, {
    messageId: uuid(),
    provider: 'twilio',
    providerSid: `SM${uuid().replaceAll('-', '')}`,
    channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11',
    from: '+14155550111',
    to: '+14252306549',
    body: 'Hello',
    segments: 1,
    mediaIds: [],
    receivedAt: '2026-01-05T09:00:00.000Z',
    position: ++position,
    recovered: false,
    ...changes,
  });

/** The channel that `aText` comes through, as channel-config says it. */
export const aChannel = (changes: Changes<typeof channelChanged> = {}) =>
  anEvent(channelChanged, {
    channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11',
    version: 1,
    slug: 'support-line',
    name: 'Support line',
    workstreamId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e12',
    accountId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13',
    provider: 'twilio',
    number: '+14252306549',
    language: 'en-US',
    ...changes,
  });

const anOffer = () => ({ offerId: uuid(), workItemId: uuid(), queueId: uuid(), version: 1 });

/** Routing offers a conversation to an agent: name both. */
export const anOfferMade = (changes: Changes<typeof offerMade>) =>
  anEvent(offerMade, {
    ...anOffer(),
    offeredAt: '2026-01-05T09:00:00.000Z',
    expiresAt: '2026-01-05T09:02:00.000Z',
    ...changes,
  });

/** The end of an offer; accepted unless it is said otherwise. */
export const anOfferEnded = (changes: Changes<typeof offerEnded>) =>
  anEvent(offerEnded, { ...anOffer(), outcome: 'accepted', endedAt: '2026-01-05T09:00:12.000Z', ...changes });

/** The account of `aChannel`, as channel-config says it: name its sealed token. */
export const anAccount = (changes: Changes<typeof accountChanged>) =>
  anEvent(accountChanged, {
    accountId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13',
    version: 1,
    slug: 'north',
    name: 'North',
    provider: 'twilio',
    key: 'north-key',
    accountSid: `AC${'0'.repeat(31)}1`,
    numbers: [{ numberId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e14', address: '+14252306549', type: 'long-code' }],
    ...changes,
  });

/** An agent's text that has to leave through `aChannel`, as conversations says it. */
export const aReply = (changes: Changes<typeof textWritten> = {}) =>
  anEvent(textWritten, {
    messageId: uuid(),
    conversationId: uuid(),
    channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11',
    provider: 'twilio',
    to: '+14155550111',
    body: 'We are on it.',
    mediaIds: [],
    author: 'agent',
    priority: 0,
    validUntil: null,
    writtenAt: new Date().toISOString(),
    ...changes,
  });
