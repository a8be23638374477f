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

/** For a migration of a service that keeps definitions and settings. */
export const createConfigurationCopies = `
  CREATE TABLE definition_copy (
    kind text NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    defined jsonb,
    PRIMARY KEY (kind, id)
  );
  CREATE TABLE settings_copy (
    kind text NOT NULL,
    subject uuid NOT NULL,
    version integer NOT NULL,
    settled jsonb NOT NULL,
    PRIMARY KEY (kind, subject)
  )`;
