import { EntitySchema } from 'typeorm';
import type { Definition } from '#definitions';

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
