import { EntitySchema } from 'typeorm';
import type { Settings } from '../domain/settings.ts';

export const SettingsTable = new EntitySchema<Settings>({
  name: 'settings',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    about: { type: 'uuid' },
    version: { type: 'int' },
    body: { type: 'jsonb' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
  },
  indices: [{ name: 'one_record_of_settings', columns: ['kind', 'about'], unique: true }],
});
