import { type ChannelId, messageId, messageReceived } from '#contracts';
import type { Cause, Transaction } from '#event-bus';
import type { IncomingText } from '../domain/incoming-text.ts';
import type { KnownProvider } from '../domain/known-providers.ts';
import { incomingMessages } from '../storage/incoming-messages.ts';
import { hearKeywords } from './hear-keywords.ts';
import { receiveMedia } from './receive-media.ts';

/** A customer's text at the door, and the request that brought it. */
export interface TextAtTheDoor {
  readonly text: IncomingText;
  readonly channelId: ChannelId;
  /** What it came in, byte for byte. */
  readonly form: Buffer;
  readonly cause: Cause;
  /** When it was received, where that was not now. */
  readonly receivedAt?: Date;
  /** Usual: Twilio. */
  readonly provider?: KnownProvider;
  /** Found at Twilio instead of being brought. */
  readonly recovered?: boolean;
}

/**
 * Takes in many customers' texts at once, each SID once (product.md 3.1), and with them what their keywords say about consent. What comes
 * from a blocked number is kept, and nobody hears of it (product.md 31); of what was written before its sender was forgotten nothing is kept
 * but the SID (decisions R). Answers for each whether it was new.
 */
export async function takeInTexts(tx: Transaction, texts: readonly TextAtTheDoor[]): Promise<readonly boolean[]> {
  const arrivals = texts.map(({ receivedAt = tx.now, recovered = false, ...arrival }) => ({
    ...arrival,
    receivedAt,
    recovered,
    messageId: messageId.parse(tx.newId()),
  }));
  const kept = await incomingMessages(tx).keep(
    arrivals.map(({ text: { sid, from }, ...arrival }) => ({ ...arrival, sid, from })),
  );
  const fresh = arrivals.flatMap((arrival) => {
    const here = kept.get(arrival.messageId);
    return here ? [{ ...arrival, blocked: here.blocked, pseudonym: here.pseudonym }] : [];
  });
  const keywords = await hearKeywords(tx, fresh);
  const media = await receiveMedia(
    tx,
    fresh.filter(({ blocked, pseudonym }) => !blocked && pseudonym === null),
  );
  return arrivals.map(({ text, channelId, messageId, cause, receivedAt, recovered, provider = 'twilio' }) => {
    const here = kept.get(messageId);
    if (!here) return false;
    if (here.blocked || here.pseudonym !== null) return true;
    const { sid: providerSid, from, to, body, segments } = text;
    tx.withCause(cause).publish(messageReceived, {
      messageId,
      provider,
      providerSid,
      channelId,
      from,
      to,
      body,
      segments,
      mediaIds: [...(media.get(messageId) ?? [])],
      receivedAt: receivedAt.toISOString(),
      position: here.position,
      recovered,
      keyword: keywords.get(messageId),
    });
    return true;
  });
}
