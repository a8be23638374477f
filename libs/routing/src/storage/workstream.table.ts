import { EntitySchema } from 'typeorm';
import type { DistributionSettings, Workstream } from '../domain/workstream.ts';

export const WorkstreamTable = new EntitySchema<Workstream>({
  name: 'workstream',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    name: { type: 'text' },
    fallbackQueueId: { type: 'uuid', name: 'fallback_queue_id' },
  },
});

export const DistributionTable = new EntitySchema<DistributionSettings>({
  name: 'distribution',
  columns: {
    workstreamId: { type: 'uuid', primary: true, name: 'workstream_id' },
    version: { type: 'int' },
    capacityUnits: { type: 'int', name: 'capacity_units' },
    offerSeconds: { type: 'int', name: 'offer_seconds' },
    allowedPresences: { type: 'text', array: true, name: 'allowed_presences' },
  },
});
