import { Any, IsNull } from 'typeorm';
import type { WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Consultation, ConsultationTable } from './consultation.table.ts';
import { setBased } from './set-based.ts';

/** Who is asked for advice. Whoever changes one holds the lock of its item. */
export const consultations = ({ manager }: Pick<Transaction, 'manager'>) => {
  const table = manager.getRepository(ConsultationTable);
  return {
    /** Those of these items that go on. */
    ongoing: (ids: readonly WorkItemId[]): Promise<Consultation[]> =>
      table.find({ where: { workItemId: Any([...ids]), endedAt: IsNull() }, order: { beganAt: 'ASC' } }),
    begin: (one: Consultation) => setBased(manager, ConsultationTable).insert([one]),
    endAll: (ended: readonly Consultation[]) => setBased(manager, ConsultationTable).update(ended, ['endedAt']),
  };
};
