import {
  type DataOf,
  type definitionRemoved,
  type Envelope,
  type EventOf,
  type organisationSettings,
  theOrganisation,
  type workstreamSettings,
} from '#contracts';
import { newestOf } from '#copies';
import type { Transaction } from '#event-bus';
import { copyKeeper } from '../keeping.ts';
import { definitions, settings } from '../storage/configuration-copies.ts';

/** Keeps definitions of one kind as they are now. */
export async function rememberDefinitions(
  tx: Transaction,
  kind: string,
  events: readonly Envelope<{ readonly id: string; readonly version: number }>[],
): Promise<void> {
  const stored = await definitions(tx).remember(
    newestOf(events, ({ id }) => id).map((defined) => ({
      kind,
      id: defined.id,
      version: defined.version,
      defined: { ...defined },
    })),
  );
  await copyKeeper.stored(tx, stored);
}

/** Forgets definitions that are gone. Those of kinds that we keep no copy of are remembered as gone, too: it costs a row. */
export async function forgetDefinitions(
  tx: Transaction,
  events: readonly EventOf<typeof definitionRemoved>[],
): Promise<void> {
  const gone = newestOf(events, ({ kind, id }) => `${kind} ${id}`);
  const stored = await definitions(tx).remember(gone.map((one) => ({ ...one, defined: null })));
  await copyKeeper.stored(tx, stored);
}

/** Keeps what is set for everybody. */
export async function rememberOrganisation(
  tx: Transaction,
  events: readonly EventOf<typeof organisationSettings.changed>[],
): Promise<void> {
  await keep(
    tx,
    'organisation-settings',
    newestOf(events, () => theOrganisation),
    () => theOrganisation,
  );
}

/** Keeps what is set for each workstream. */
export async function rememberWorkstreamSettings(
  tx: Transaction,
  events: readonly EventOf<typeof workstreamSettings.changed>[],
): Promise<void> {
  const idOf = ({ workstreamId }: DataOf<typeof workstreamSettings.changed>) => workstreamId;
  await keep(tx, 'workstream-settings', newestOf(events, idOf), idOf);
}

async function keep<Settled extends { readonly version: number }>(
  tx: Transaction,
  kind: string,
  told: readonly Settled[],
  subjectOf: (settled: Settled) => string,
): Promise<void> {
  const stored = await settings(tx).remember(
    told.map((settled) => ({ kind, subject: subjectOf(settled), version: settled.version, settled: { ...settled } })),
  );
  await copyKeeper.stored(
    tx,
    stored.map(({ subject, version }) => ({ kind, id: subject, version })),
  );
}
