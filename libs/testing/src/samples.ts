import { v7 as uuid } from 'uuid';
import { type DataOf, type Envelope, type EventContract, messageReceived } from '#contracts';

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

/** A customer's text as the gateway says it. */
export const aText = (changes: Partial<Record<keyof DataOf<typeof messageReceived>, unknown>> = {}) =>
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
