import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';

/** Reads and writes many rows of one table in one statement, whatever their number. */
export function setBased<Row extends ObjectLiteral>(manager: EntityManager, schema: EntitySchema<Row>) {
  const { tableName, columns } = manager.connection.getMetadata(schema);
  const keys = columns.filter(({ isPrimary }) => isPrimary);
  type Column = (typeof columns)[number];
  const named = ({ databaseName }: Column) => `"${databaseName}"`;
  const typed = (column: Column) => `${named(column)} ${String(column.type)}${column.isArray ? '[]' : ''}`;
  const asJson = (rows: readonly Row[], wanted: readonly Column[]) =>
    JSON.stringify(
      rows.map((row) =>
        Object.fromEntries(wanted.map(({ databaseName, propertyName }) => [databaseName, row[propertyName]])),
      ),
    );
  const incoming = (wanted: readonly Column[]) =>
    `jsonb_to_recordset($1::jsonb) AS new (${wanted.map(typed).join(', ')})`;

  const list = columns.map((column) => `${named(column)} AS "${column.propertyName}"`).join(', ');
  return {
    /** All columns under the names of the properties, for SELECT and RETURNING. */
    list,
    /** Locks the rows for which this holds, in the order of their keys, and reads them. */
    lock(holds: string, values: readonly unknown[]): Promise<Row[]> {
      const order = keys.map(named).join(', ');
      return manager.query(`SELECT ${list} FROM "${tableName}" WHERE ${holds} ORDER BY ${order} FOR UPDATE`, [
        ...values,
      ]);
    },
    async insert(rows: readonly Row[]): Promise<void> {
      if (rows.length === 0) return;
      const names = columns.map(named).join(', ');
      const from = columns.map((column) => `new.${named(column)}`).join(', ');
      await manager.query(`INSERT INTO "${tableName}" (${names}) SELECT ${from} FROM ${incoming(columns)}`, [
        asJson(rows, columns),
      ]);
    },
    /** Saves these properties of rows, of a table with a simple key, that the transaction has locked. */
    async update(rows: readonly Row[], properties: readonly (keyof Row & string)[]): Promise<void> {
      if (rows.length === 0) return;
      const others = columns.filter(({ propertyName }) => properties.includes(propertyName));
      const [key] = keys as [Column];
      const changes = others.map((column) => `${named(column)} = new.${named(column)}`).join(', ');
      const wanted = [key, ...others];
      // the keys themselves tell the planner how few rows these are
      await manager.query(
        `UPDATE "${tableName}" AS old SET ${changes} FROM ${incoming(wanted)}
         WHERE old.${named(key)} = new.${named(key)} AND old.${named(key)} = ANY($2)`,
        [asJson(rows, wanted), rows.map((row) => row[key.propertyName] as unknown)],
      );
    },
  };
}
