import {
  type DataOf,
  type definitionRemoved,
  type Envelope,
  type EventOf,
  organisationSettings,
  theOrganisation,
  workstreamSettings,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { definitions, settings } from './configuration-copies.ts';
import type { CopyKeeper } from './copy-keeper.ts';
import { newestOf } from './newest-of.ts';

/** How a service remembers definitions and settings, and says by its keeper which versions it goes by. */
export function configurationMemory(keeper: () => Pick<CopyKeeper, 'stored'>) {
  const keep = async <Settled extends { readonly version: number }>(
    tx: Transaction,
    kind: string,
    told: readonly Settled[],
    subjectOf: (settled: Settled) => string,
  ) => {
    const stored = await settings(tx).remember(
      told.map((settled) => ({ kind, subject: subjectOf(settled), version: settled.version, settled: { ...settled } })),
    );
    const copies = stored.map(({ subject, version }) => ({ kind, id: subject, version }));
    await keeper().stored(tx, copies);
  };

  return {
    /** Keeps definitions of one kind as they are now. */
    async rememberDefinitions(
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
      await keeper().stored(tx, stored);
    },

    /** Forgets definitions that are gone. Those of kinds that are not kept are remembered as gone, too: it costs a row. */
    async forgetDefinitions(tx: Transaction, events: readonly EventOf<typeof definitionRemoved>[]): Promise<void> {
      const gone = newestOf(events, ({ kind, id }) => `${kind} ${id}`);
      const stored = await definitions(tx).remember(gone.map((one) => ({ ...one, defined: null })));
      await keeper().stored(tx, stored);
    },

    /** Keeps what is set for everybody. */
    rememberOrganisation: (
      tx: Transaction,
      events: readonly EventOf<typeof organisationSettings.changed>[],
    ): Promise<void> =>
      keep(
        tx,
        organisationSettings.kind,
        newestOf(events, () => theOrganisation),
        () => theOrganisation,
      ),

    /** Keeps what is set for each workstream. */
    rememberWorkstreamSettings(
      tx: Transaction,
      events: readonly EventOf<typeof workstreamSettings.changed>[],
    ): Promise<void> {
      const idOf = ({ workstreamId }: DataOf<typeof workstreamSettings.changed>) => workstreamId;
      return keep(tx, workstreamSettings.kind, newestOf(events, idOf), idOf);
    },
  };
}
