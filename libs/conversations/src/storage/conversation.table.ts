import { EntitySchema } from 'typeorm';
import type { Conversation } from '../domain/conversation.ts';

export const ConversationTable = new EntitySchema<Conversation>({
  name: 'conversation',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    channelId: { type: 'uuid', name: 'channel_id' },
    workstreamId: { type: 'uuid', name: 'workstream_id', nullable: true },
    customer: { type: 'text' },
    status: { type: 'text' },
    statusReason: { type: 'text', name: 'status_reason' },
    statusSince: { type: 'timestamptz', name: 'status_since' },
    agentId: { type: 'uuid', name: 'agent_id', nullable: true },
    accepted: { type: 'boolean' },
    acceptedAt: { type: 'timestamptz', name: 'accepted_at', nullable: true },
    previousAgentId: { type: 'uuid', name: 'previous_agent_id', nullable: true },
    routingVersion: { type: 'int', name: 'routing_version' },
    unread: { type: 'int' },
    waitingSince: { type: 'timestamptz', name: 'waiting_since', nullable: true },
    lastText: { type: 'text', name: 'last_text' },
    lastTextDirection: { type: 'text', name: 'last_text_direction' },
    lastTextAt: { type: 'timestamptz', name: 'last_text_at' },
    lastTextPosition: {
      type: 'bigint',
      name: 'last_text_position',
      transformer: { to: (position: number) => position, from: Number },
    },
    lastCustomerTextAt: { type: 'timestamptz', name: 'last_customer_text_at' },
    lastActivityAt: { type: 'timestamptz', name: 'last_activity_at' },
    openedAt: { type: 'timestamptz', name: 'opened_at' },
    closedAt: { type: 'timestamptz', name: 'closed_at', nullable: true },
    previousConversationId: { type: 'uuid', name: 'previous_conversation_id', nullable: true },
  },
  indices: [
    {
      name: 'one_ongoing_conversation',
      columns: ['channelId', 'customer'],
      unique: true,
      where: `status IN ('open', 'active', 'waiting')`,
    },
    { name: 'conversation_latest', columns: ['channelId', 'customer', 'id'] },
    { name: 'conversation_of_agent', columns: ['agentId', 'openedAt', 'id'], where: `status <> 'closed'` },
    { name: 'conversation_closed_of_agent', columns: ['agentId', 'closedAt', 'id'], where: `status = 'closed'` },
    { name: 'conversation_not_closed', columns: ['openedAt', 'id'], where: `status <> 'closed'` },
    { name: 'conversation_without_workstream', columns: ['channelId'], where: 'workstream_id IS NULL' },
  ],
});
