import { type ChannelId, type MessageId, messageIncomplete } from '#contracts';
import type { Transaction } from '#event-bus';
import { partMissing } from '../domain/error-log.ts';

/** Says of those of these texts that were said, by SID, that parts of them never came. Of whom is blocked or forgotten nothing is said. */
export async function sayIncomplete(tx: Transaction, sids: readonly string[]): Promise<void> {
  if (sids.length === 0) return;
  const texts: { messageId: MessageId; channelId: ChannelId }[] = await tx.manager.query(
    `SELECT message_id AS "messageId", channel_id AS "channelId" FROM incoming_message
     WHERE sid = ANY($1) AND blocked_from IS NULL AND customer IS NOT NULL ORDER BY position`,
    [sids],
  );
  for (const text of texts) tx.publish(messageIncomplete, { ...text, errorCode: partMissing });
}
