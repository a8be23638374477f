import { EntitySchema } from 'typeorm';
import type { AgentId, CapacityProfileId, OfferId, WorkItemId } from '#contracts';

/** A colleague who is asked for advice about an item, from accepting until the end (product.md 18.3). Its id is that of the offer. */
export interface Consultation {
  readonly id: OfferId;
  readonly workItemId: WorkItemId;
  readonly agentId: AgentId;
  readonly byAgentId: AgentId;
  readonly units: number;
  readonly heldProfileIds: readonly CapacityProfileId[];
  readonly beganAt: Date;
  readonly endedAt: Date | null;
}

export const ConsultationTable = new EntitySchema<Consultation>({
  name: 'consultation',
  columns: {
    id: { type: 'uuid', primary: true },
    workItemId: { type: 'uuid', name: 'work_item_id' },
    agentId: { type: 'uuid', name: 'agent_id' },
    byAgentId: { type: 'uuid', name: 'by_agent_id' },
    units: { type: 'int' },
    heldProfileIds: { type: 'uuid', array: true, name: 'held_profile_ids' },
    beganAt: { type: 'timestamptz', name: 'began_at' },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
  },
  indices: [
    {
      name: 'one_consultation_a_colleague',
      columns: ['workItemId', 'agentId'],
      unique: true,
      where: 'ended_at IS NULL',
    },
    { name: 'consultations_of_agent', columns: ['agentId', 'beganAt'] },
  ],
});
