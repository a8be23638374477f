import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/**
 * Writes rows of one table, however many, as one JSON parameter. With a parameter for each of 23 columns of 100 rows,
 * building the statement was three quarters of what our process computed for a customer's text.
 */
export function inBulk<Row extends ObjectLiteral>(manager: EntityManager, schema: EntitySchema<Row>) {
  const { tableName, columns } = manager.connection.getMetadata(schema);
  const names = columns.map(({ databaseName }) => databaseName);
  const types = columns.map(({ type, isArray }) => `${String(type)}${isArray ? '[]' : ''}`);
  const insert = `
    INSERT INTO ${tableName} (${names.join(', ')}) SELECT ${names.join(', ')}
    FROM json_to_recordset($1::json) AS new (${names.map((name, n) => `${name} ${types[n]}`).join(', ')})`;
  const asJson = (rows: readonly Row[]) =>
    JSON.stringify(
      rows.map((row) => Object.fromEntries(columns.map((column) => [column.databaseName, row[column.propertyName]]))),
    );
  return {
    /** Leaves out rows whose id is there already; answers how many were new. */
    async insert(rows: readonly Row[]): Promise<number> {
      if (rows.length === 0) return 0;
      const added: unknown[] = await manager.query(`${insert} ON CONFLICT (id) DO NOTHING RETURNING id`, [
        asJson(rows),
      ]);
      return added.length;
    },

    /** Overwrites rows whose id is there already. */
    async save(rows: readonly Row[]): Promise<void> {
      if (rows.length === 0) return;
      const changes = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
      await manager.query(`${insert} ON CONFLICT (id) DO UPDATE SET ${changes.join(', ')}`, [asJson(rows)]);
    },
  };
}
