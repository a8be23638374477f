import type { EventOf, workstreamChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import { copies } from '../storage/copies.ts';

/** Keeps the workstream as it is now. */
export async function rememberWorkstream(
  tx: Transaction,
  { data: workstream }: EventOf<typeof workstreamChanged>,
): Promise<void> {
  await copies(tx).rememberWorkstream(workstream);
}
