import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/** Stores copies, each named once, in one statement; answers the ids of those of which we knew no later version. */
export async function remember<Copy extends ObjectLiteral & { version: number }>(
  manager: EntityManager,
  table: EntitySchema<Copy>,
  copies: readonly Copy[],
): Promise<Set<string>> {
  const repository = manager.getRepository(table);
  const columns = repository.metadata.columns.map(({ databaseName }) => databaseName);
  const { raw } = await repository
    .createQueryBuilder()
    .insert()
    .values([...copies])
    .orUpdate(columns, ['id'], {
      overwriteCondition: { where: `${repository.metadata.name}.version < excluded.version` },
    })
    .updateEntity(false)
    .returning('id')
    .execute();
  return new Set((raw as { id: string }[]).map(({ id }) => id));
}
