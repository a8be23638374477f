import type { ChannelId } from '#contracts';
import type { Transaction } from '#event-bus';
import { lacksParts } from '../domain/error-log.ts';
import { type ListedText, missingOf } from '../domain/listed-text.ts';
import { incomingMessages } from '../storage/incoming-messages.ts';
import { sayIncomplete } from './say-incomplete.ts';
import { takeInTexts } from './take-in-texts.ts';

/** What comparing some texts with those we have came to. */
export interface Recovered {
  /** How many were missing, and are taken in. */
  readonly texts: number;
  /** How many nobody could answer: their sender is no address. */
  readonly unreadable: number;
}

/**
 * Takes in what is missing of a customer's texts that Twilio's list shows (oldest first), as if it had been brought, but received at
 * Twilio's second, and says which of them lack parts. What we ever had, and erased, is not missing: its SID is still here (decisions R).
 */
export async function recoverTexts(
  tx: Transaction,
  channelId: ChannelId,
  inbound: readonly ListedText[],
): Promise<Recovered> {
  const known = await incomingMessages(tx).known(inbound.map(({ sid }) => sid));
  const { missing, unreadable } = missingOf(inbound, known);
  const listed = new Map(inbound.map((text) => [text.sid, text]));
  const taken = await takeInTexts(
    tx,
    missing.map(({ text, receivedAt }) => ({
      text,
      channelId,
      form: Buffer.from(JSON.stringify(listed.get(text.sid))),
      cause: { correlationId: tx.newId(), causationId: null },
      receivedAt,
      recovered: true,
    })),
  );
  await sayIncomplete(
    tx,
    inbound.filter(lacksParts).map(({ sid }) => sid),
  );
  return { texts: taken.filter(Boolean).length, unreadable };
}
