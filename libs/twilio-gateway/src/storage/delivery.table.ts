import { EntitySchema } from 'typeorm';
import type { Delivery } from '../domain/delivery.ts';

export const DeliveryTable = new EntitySchema<Delivery>({
  name: 'delivery',
  columns: {
    messageId: { type: 'uuid', primary: true, name: 'message_id' },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    channelId: { type: 'uuid', name: 'channel_id' },
    to: { type: 'text', name: 'recipient' },
    body: { type: 'text' },
    priority: { type: 'int' },
    writtenAt: { type: 'timestamptz', name: 'written_at' },
    validUntil: { type: 'timestamptz', name: 'valid_until' },
    state: { type: 'text' },
    version: { type: 'int' },
    providerSid: { type: 'text', name: 'provider_sid', nullable: true },
    errorCode: { type: 'text', name: 'error_code', nullable: true },
    reason: { type: 'text', nullable: true },
    attempts: { type: 'int' },
    dueAt: { type: 'timestamptz', name: 'due_at' },
    submittedAt: { type: 'timestamptz', name: 'submitted_at', nullable: true },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
    answersKeyword: { type: 'boolean', name: 'answers_keyword', default: false },
  },
  indices: [
    { name: 'delivery_queue', columns: ['priority', 'writtenAt', 'messageId'], where: `(state = 'queued'::text)` },
    {
      name: 'delivery_not_handed_over',
      columns: ['conversationId', 'writtenAt', 'messageId'],
      where: `(state = ANY (ARRAY['queued'::text, 'submitting'::text]))`,
    },
    { name: 'delivery_by_sid', columns: ['providerSid'], where: '(provider_sid IS NOT NULL)' },
    {
      name: 'delivery_without_end',
      columns: ['channelId', 'submittedAt'],
      where: `((provider_sid IS NOT NULL) AND (state = ANY (ARRAY['unknown'::text, 'accepted'::text, 'sent'::text])))`,
    },
    { name: 'delivery_being_submitted', columns: ['submittedAt'], where: `(state = 'submitting'::text)` },
  ],
});
