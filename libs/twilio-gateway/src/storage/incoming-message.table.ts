import { EntitySchema } from 'typeorm';
import type { ChannelId, MessageId } from '#contracts';

/** A text we answered for: the SID is what makes a second delivery of it harmless. */
export interface IncomingMessage {
  readonly sid: string;
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  readonly receivedAt: Date;
  readonly position: string;
}

export const IncomingMessageTable = new EntitySchema<IncomingMessage>({
  name: 'incoming_message',
  columns: {
    sid: { type: 'text', primary: true },
    messageId: { type: 'uuid', name: 'message_id' },
    channelId: { type: 'uuid', name: 'channel_id' },
    receivedAt: { type: 'timestamptz', name: 'received_at' },
    position: { type: 'bigint' },
  },
});
