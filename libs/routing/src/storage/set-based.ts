import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/** Writes many rows of one table in one statement, whatever their number. */
export function setBased<Row extends ObjectLiteral>(manager: EntityManager, schema: EntitySchema<Row>) {
  const { tableName, columns } = manager.connection.getMetadata(schema);
  const nameOf = ({ databaseName }: (typeof columns)[number]) => `"${databaseName}"`;
  const record = columns.map((column) => `${nameOf(column)} ${String(column.type)}${column.isArray ? '[]' : ''}`);
  const rowOf = (row: Row) =>
    Object.fromEntries(columns.map(({ databaseName, propertyName }) => [databaseName, row[propertyName]]));
  const incoming = `jsonb_to_recordset($1::jsonb) AS new (${record.join(', ')})`;
  return {
    async insert(rows: readonly Row[]): Promise<void> {
      if (rows.length === 0) return;
      const names = columns.map(nameOf).join(', ');
      const from = columns.map((column) => `new.${nameOf(column)}`).join(', ');
      await manager.query(`INSERT INTO "${tableName}" (${names}) SELECT ${from} FROM ${incoming}`, [
        JSON.stringify(rows.map(rowOf)),
      ]);
    },
    /** Replaces rows that the transaction has locked. */
    async update(rows: readonly Row[]): Promise<void> {
      if (rows.length === 0) return;
      const keys = columns.filter(({ isPrimary }) => isPrimary);
      const others = columns.filter(({ isPrimary }) => !isPrimary);
      const same = keys.map((column) => `old.${nameOf(column)} = new.${nameOf(column)}`).join(' AND ');
      const changes = others.map((column) => `${nameOf(column)} = new.${nameOf(column)}`).join(', ');
      await manager.query(`UPDATE "${tableName}" AS old SET ${changes} FROM ${incoming} WHERE ${same}`, [
        JSON.stringify(rows.map(rowOf)),
      ]);
    },
  };
}
