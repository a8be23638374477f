import { EntitySchema } from 'typeorm';
import type { AssignmentSettings } from '#contracts';

/** The one row of what holds for all work. */
export interface StoredAssignmentSettings {
  readonly id: string;
  readonly version: number;
  readonly body: AssignmentSettings;
}

export const AssignmentSettingsTable = new EntitySchema<StoredAssignmentSettings>({
  name: 'assignment_settings',
  columns: { id: { type: 'uuid', primary: true }, version: { type: 'int' }, body: { type: 'jsonb' } },
});

/** A copy of a definition or of settings that channel-config owns. */
export interface DefinitionCopy {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly body: Record<string, unknown>;
}

export const DefinitionCopyTable = new EntitySchema<DefinitionCopy>({
  name: 'definition_copy',
  columns: {
    kind: { type: 'text', primary: true },
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    body: { type: 'jsonb' },
  },
});
