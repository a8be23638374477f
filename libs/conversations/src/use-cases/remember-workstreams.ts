import type { EventOf, workstreamChanged } from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { copyKeeper } from '../keeping.ts';
import { copies } from '../storage/copies.ts';

/** Keeps the workstreams as they are now. */
export async function rememberWorkstreams(
  tx: Transaction,
  events: readonly EventOf<typeof workstreamChanged>[],
): Promise<void> {
  const stored = await copies(tx).rememberWorkstreams(newestOf(events, ({ workstreamId }) => workstreamId));
  await copyKeeper.stored(
    tx,
    stored.map(({ workstreamId, version, state, how }) => ({
      kind: 'workstream',
      id: workstreamId,
      version,
      state,
      how,
    })),
  );
}
