import { EntitySchema } from 'typeorm';
import type { ChannelId, MessageId } from '#contracts';

/** A text we answered for: the SID is what makes a second delivery of it harmless. */
export interface IncomingMessage {
  readonly sid: string;
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  readonly receivedAt: Date;
  readonly position: string;
  /** Its sender, where that number was blocked: then nobody heard of the text (product.md 31). Their pseudonym once they are forgotten. */
  readonly blockedFrom: string | null;
  /** Who sent it; null once they are forgotten (decisions R). */
  readonly customer: string | null;
}

export const IncomingMessageTable = new EntitySchema<IncomingMessage>({
  name: 'incoming_message',
  columns: {
    sid: { type: 'text', primary: true },
    messageId: { type: 'uuid', name: 'message_id' },
    channelId: { type: 'uuid', name: 'channel_id' },
    receivedAt: { type: 'timestamptz', name: 'received_at' },
    position: { type: 'bigint' },
    blockedFrom: { type: 'text', name: 'blocked_from', nullable: true },
    customer: { type: 'text', nullable: true },
  },
  indices: [
    { name: 'incoming_message_of_customer', columns: ['customer'], where: '(customer IS NOT NULL)' },
    { name: 'incoming_message_blocked', columns: ['blockedFrom', 'position'], where: '(blocked_from IS NOT NULL)' },
  ],
});
