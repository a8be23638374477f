import type { EntityManager } from 'typeorm';
import { neverProvisioned, type Provisioning } from '../domain/provisioning.ts';
import { ProvisioningTable } from './provisioning.table.ts';

/** Whether SMS may be set up here. */
export const provisioning = ({ manager }: { readonly manager: EntityManager }) => {
  const table = manager.getRepository(ProvisioningTable);
  return {
    sms: async (): Promise<Provisioning> => (await table.findOneBy({ kind: 'sms' })) ?? neverProvisioned,
    save: (provisioning: Provisioning) => table.upsert(provisioning, ['kind']),
  };
};
