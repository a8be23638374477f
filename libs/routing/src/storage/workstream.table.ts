import { EntitySchema } from 'typeorm';
import type { DistributionSettings, Workstream } from '../domain/workstream.ts';

export const WorkstreamTable = new EntitySchema<Workstream>({
  name: 'workstream',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    mode: { type: 'text' },
    fallbackQueueId: { type: 'uuid', name: 'fallback_queue_id' },
  },
});

export const DistributionTable = new EntitySchema<DistributionSettings>({
  name: 'distribution',
  columns: {
    workstreamId: { type: 'uuid', primary: true, name: 'workstream_id' },
    version: { type: 'int' },
    capacityFormat: { type: 'text', name: 'capacity_format' },
    capacityUnits: { type: 'int', name: 'capacity_units' },
    capacityProfileId: { type: 'uuid', name: 'capacity_profile_id', nullable: true },
    wrapUpBlock: { type: 'text', name: 'wrap_up_block' },
    wrapUpBlockSeconds: { type: 'int', name: 'wrap_up_block_seconds', nullable: true },
    offerSeconds: { type: 'int', name: 'offer_seconds', nullable: true },
    allowedPresences: { type: 'text', array: true, name: 'allowed_presences' },
    skillMatching: { type: 'text', name: 'skill_matching' },
    keepSameAgent: { type: 'boolean', name: 'keep_same_agent' },
    affinityTimeoutSeconds: { type: 'int', name: 'affinity_timeout_seconds' },
    allowSelectingFromPush: { type: 'boolean', name: 'allow_selecting_from_push' },
    declinesAllowed: { type: 'int', name: 'declines_allowed', nullable: true },
    declinePauseSeconds: { type: 'int', name: 'decline_pause_seconds', nullable: true },
    waitingThresholdSeconds: { type: 'int', name: 'waiting_threshold_seconds', nullable: true },
    handlingThresholdSeconds: { type: 'int', name: 'handling_threshold_seconds', nullable: true },
  },
});
