import { type ChannelId, messageId, messageReceived } from '#contracts';
import type { Cause, Transaction } from '#event-bus';
import type { IncomingText } from '../domain/incoming-text.ts';
import { incomingMessages } from '../storage/incoming-messages.ts';

/** A customer's text at the door, and the request that brought it. */
export interface TextAtTheDoor {
  readonly text: IncomingText;
  readonly channelId: ChannelId;
  readonly form: Buffer;
  readonly cause: Cause;
}

/** Takes in many customers' texts at once, each SID once (product.md 3.1). Answers for each whether it was new. */
export async function takeInTexts(tx: Transaction, texts: readonly TextAtTheDoor[]): Promise<readonly boolean[]> {
  const arrivals = texts.map((arrival) => ({ ...arrival, messageId: messageId.parse(tx.newId()) }));
  const positions = await incomingMessages(tx).keep(
    arrivals.map(({ text, channelId, form, messageId }) => ({ sid: text.sid, channelId, form, messageId })),
  );
  return arrivals.map(({ text, channelId, messageId, cause }) => {
    const position = positions.get(messageId);
    if (position === undefined) return false;
    const { sid: providerSid, ...written } = text;
    tx.withCause(cause).publish(messageReceived, {
      ...written,
      messageId,
      provider: 'twilio',
      providerSid,
      channelId,
      mediaIds: [],
      receivedAt: tx.now.toISOString(),
      position,
      recovered: false,
    });
    return true;
  });
}
