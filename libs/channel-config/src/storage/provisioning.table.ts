import { EntitySchema } from 'typeorm';
import type { Provisioning } from '../domain/provisioning.ts';

export const ProvisioningTable = new EntitySchema<Provisioning>({
  name: 'provisioning',
  columns: {
    kind: { type: 'text', primary: true },
    version: { type: 'int' },
    status: { type: 'text' },
    faultCode: { type: 'text', name: 'fault_code', nullable: true },
    faultDetail: { type: 'text', name: 'fault_detail', nullable: true },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
});
