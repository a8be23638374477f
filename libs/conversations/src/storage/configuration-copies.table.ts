import { EntitySchema } from 'typeorm';

/** A definition as its last `...-changed` said it; `defined` is null once it was removed, so that a late word does not bring it back. */
export interface DefinitionCopy {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly defined: Readonly<Record<string, unknown>> | null;
}

export const DefinitionCopyTable = new EntitySchema<DefinitionCopy>({
  name: 'definition_copy',
  columns: {
    kind: { type: 'text', primary: true },
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    defined: { type: 'jsonb', nullable: true },
  },
});

/** Settings of one thing as they were last said: of the organisation, or of a workstream. */
export interface SettingsCopy {
  readonly kind: string;
  readonly subject: string;
  readonly version: number;
  readonly settled: Readonly<Record<string, unknown>>;
}

export const SettingsCopyTable = new EntitySchema<SettingsCopy>({
  name: 'settings_copy',
  columns: {
    kind: { type: 'text', primary: true },
    subject: { type: 'uuid', primary: true },
    version: { type: 'int' },
    settled: { type: 'jsonb' },
  },
});
