import type { EventOf, organisationSettings } from '#contracts';
import type { Transaction } from '#event-bus';
import { WorkstreamTable } from '../storage/copies.table.ts';
import { planAnew } from '../timers/plan-anew.ts';
import { rememberOrganisation } from './remember-configuration.ts';

/** Keeps what is set for everybody; conversations that are under way follow what it says of their limits (product.md 17.4). */
export async function followOrganisation(
  tx: Transaction,
  events: readonly EventOf<typeof organisationSettings.changed>[],
): Promise<void> {
  await rememberOrganisation(tx, events);
  const workstreams = await tx.manager.getRepository(WorkstreamTable).find({ select: { workstreamId: true } });
  await planAnew(
    tx,
    workstreams.map(({ workstreamId }) => workstreamId),
  );
}
