import { type EntityManager, In } from 'typeorm';
import type { ChannelId } from '#contracts';
import { type ChannelSettings, ChannelSettingsTable } from './channel-settings.table.ts';

/** Our copies of the settings of channels. */
export const channelSettings = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Stores these, each named once, unless a later version is known. */
  async remember(told: readonly ChannelSettings[]): Promise<void> {
    if (told.length === 0) return;
    await manager.query(
      `INSERT INTO channel_settings (id, version, language, customers_may_attach, agents_may_attach)
       SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::boolean[], $5::boolean[])
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, language = excluded.language,
         customers_may_attach = excluded.customers_may_attach, agents_may_attach = excluded.agents_may_attach
       WHERE channel_settings.version < excluded.version`,
      [
        told.map(({ id }) => id),
        told.map(({ version }) => version),
        told.map(({ language }) => language),
        told.map(({ customersMayAttach }) => customersMayAttach),
        told.map(({ agentsMayAttach }) => agentsMayAttach),
      ],
    );
  },

  async of(ids: readonly ChannelId[]): Promise<ReadonlyMap<ChannelId, ChannelSettings>> {
    const found = await manager.getRepository(ChannelSettingsTable).findBy({ id: In([...new Set(ids)]) });
    return new Map(found.map((settings) => [settings.id, settings]));
  },
});
