import { EntitySchema } from 'typeorm';
import type { ChannelId, Locale } from '#contracts';

/** What channel-config last said of a channel besides where its number is. */
export interface ChannelSettings {
  readonly id: ChannelId;
  readonly version: number;
  readonly language: Locale;
  readonly customersMayAttach: boolean;
  readonly agentsMayAttach: boolean;
}

export const ChannelSettingsTable = new EntitySchema<ChannelSettings>({
  name: 'channel_settings',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    language: { type: 'text' },
    customersMayAttach: { type: 'boolean', name: 'customers_may_attach' },
    agentsMayAttach: { type: 'boolean', name: 'agents_may_attach' },
  },
});
