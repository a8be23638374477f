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
