import type {
  DirectorySourceRequest,
  DirectorySourceView,
  IdentificationRequest,
  IdentificationView,
  WorkstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { readDirectorySource, readIdentification } from '../queries/identification.ts';
import { DirectorySourceTable, IdentificationRuleTable } from '../storage/context.table.ts';

/** Says which columns tell who wrote on a workstream. Refuses with `workstream-not-found`. */
export async function saveIdentification(
  tx: Transaction,
  workstreamId: WorkstreamId,
  asked: IdentificationRequest,
): Promise<IdentificationView> {
  await readIdentification(tx.manager, workstreamId);
  await tx.manager
    .getRepository(IdentificationRuleTable)
    .upsert({ workstreamId, ...asked, changedAt: tx.now }, ['workstreamId']);
  return readIdentification(tx.manager, workstreamId);
}

/** Says where customers are looked up. What another system said before is forgotten. */
export async function saveDirectorySource(
  tx: Transaction,
  asked: DirectorySourceRequest,
): Promise<DirectorySourceView> {
  await tx.manager.getRepository(DirectorySourceTable).upsert({ id: 1, ...asked, changedAt: tx.now }, ['id']);
  await tx.manager.query('DELETE FROM directory_answer');
  return readDirectorySource(tx.manager);
}
