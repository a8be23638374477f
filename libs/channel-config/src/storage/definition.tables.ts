import { EntitySchema } from 'typeorm';
import type { Definition } from '../domain/definition.ts';

const standing = 'removed_at IS NULL';

export const DefinitionTable = new EntitySchema<Definition>({
  name: 'definition',
  columns: {
    kind: { type: 'text' },
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    slug: { type: 'text' },
    name: { type: 'text' },
    description: { type: 'text' },
    body: { type: 'jsonb' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    changedAt: { type: 'timestamptz', name: 'changed_at' },
    removedAt: { type: 'timestamptz', name: 'removed_at', nullable: true },
  },
  indices: [
    { name: 'one_definition_a_slug', columns: ['kind', 'slug'], unique: true, where: standing },
    { name: 'definitions_by_name', columns: ['kind', 'name', 'id'], where: standing },
    { name: 'definitions_by_change', columns: ['kind', 'changedAt', 'id'], where: standing },
    // of a sort (gin) that cannot be told here
    { name: 'definitions_by_content', synchronize: false },
  ],
});

/** One change as it is kept. */
export interface ChangeRow {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly version: number;
  readonly action: 'created' | 'changed' | 'removed' | 'restored' | 'retired';
  readonly happenedAt: Date;
  readonly bySubject: string;
  readonly byName: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

export const ChangeTable = new EntitySchema<ChangeRow>({
  name: 'change',
  columns: {
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    subjectId: { type: 'uuid', name: 'subject_id' },
    version: { type: 'int' },
    action: { type: 'text' },
    happenedAt: { type: 'timestamptz', name: 'happened_at' },
    bySubject: { type: 'text', name: 'by_subject' },
    byName: { type: 'text', name: 'by_name' },
    before: { type: 'jsonb', nullable: true },
    after: { type: 'jsonb', nullable: true },
  },
  indices: [
    { name: 'one_change_a_version', columns: ['subjectId', 'version'], unique: true },
    { name: 'changes_of_kind', columns: ['kind', 'id'] },
  ],
});
