import { EntitySchema } from 'typeorm';
import type { Offer } from '../domain/offer.ts';

export const OfferTable = new EntitySchema<Offer>({
  name: 'offer',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    workItemId: { type: 'uuid', name: 'work_item_id' },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    queueId: { type: 'uuid', name: 'queue_id' },
    agentId: { type: 'uuid', name: 'agent_id' },
    state: { type: 'text' },
    why: { type: 'text' },
    offeredAt: { type: 'timestamptz', name: 'offered_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
    slot: { type: 'text', default: 'incoming' },
    byAgentId: { type: 'uuid', name: 'by_agent_id', nullable: true },
    withoutConsent: { type: 'boolean', name: 'without_consent', default: false },
    units: { type: 'int', default: 0 },
    heldProfileIds: { type: 'uuid', array: true, name: 'held_profile_ids', default: [] },
    note: { type: 'text', nullable: true },
    searchId: { type: 'uuid', name: 'search_id', nullable: true },
    notification: { type: 'jsonb', nullable: true },
  },
  indices: [
    { name: 'standing_offers_of_agent', columns: ['agentId'], where: `state = 'offered'` },
    {
      name: 'offers_to_colleagues',
      columns: ['workItemId'],
      where: `state = 'offered' AND slot IN ('consult', 'transfer')`,
    },
    { name: 'offers_with_note', columns: ['workItemId'], where: 'note IS NOT NULL' },
    {
      name: 'offers_by_colleagues',
      columns: ['workItemId', 'byAgentId', 'offeredAt'],
      where: `slot IN ('consult', 'transfer')`,
    },
    { name: 'offers_by_time', synchronize: false },
    { name: 'offers_of_agent', columns: ['agentId', 'offeredAt'] },
  ],
});
