import type { EntityManager, EntityMetadata, EntitySchema, ObjectLiteral } from 'typeorm';

interface Statements {
  /** Each column's name and its property's. */
  readonly columns: readonly (readonly [name: string, property: string])[];
  readonly insert: string;
  readonly save: string;
}

/** They are the same for every batch. */
const known = new WeakMap<object, Statements>();

function statementsOf<Row extends ObjectLiteral>(manager: EntityManager, schema: EntitySchema<Row>): Statements {
  const metadata = manager.connection.getMetadata(schema);
  const written = known.get(metadata) ?? write(metadata);
  known.set(metadata, written);
  return written;
}

function write({ tableName, columns, primaryColumns }: EntityMetadata): Statements {
  const names = columns.map(({ databaseName }) => databaseName);
  const types = columns.map(({ type, isArray }) => `${String(type)}${isArray ? '[]' : ''}`);
  const add = `
    INSERT INTO ${tableName} (${names.join(', ')}) SELECT ${names.join(', ')}
    FROM json_to_recordset($1::json) AS new (${names.map((name, n) => `${name} ${types[n]}`).join(', ')})`;
  const keys = primaryColumns.map(({ databaseName }) => databaseName);
  const key = keys.join(', ');
  const changes = names.filter((name) => !keys.includes(name)).map((name) => `${name} = excluded.${name}`);
  return {
    columns: columns.map(({ databaseName, propertyName }) => [databaseName, propertyName] as const),
    insert: `${add} ON CONFLICT (${key}) DO NOTHING RETURNING ${key}`,
    save: `${add} ON CONFLICT (${key}) DO UPDATE SET ${changes.join(', ')}`,
  };
}

/**
 * Writes rows of one table, however many, as one JSON parameter. With a parameter for each of 23 columns of 100 rows,
 * building the statement was three quarters of what our process computed for a customer's text.
 */
export function inBulk<Row extends ObjectLiteral>(manager: EntityManager, schema: EntitySchema<Row>) {
  const { columns, insert, save } = statementsOf(manager, schema);
  const asJson = (rows: readonly Row[]) =>
    JSON.stringify(
      rows.map((row) => {
        const named: Record<string, unknown> = {};
        for (const [name, property] of columns) named[name] = row[property];
        return named;
      }),
    );
  return {
    /** Leaves out rows whose key is there already; answers how many were new. */
    async insert(rows: readonly Row[]): Promise<number> {
      if (rows.length === 0) return 0;
      const added: unknown[] = await manager.query(insert, [asJson(rows)]);
      return added.length;
    },

    /** Overwrites rows whose key is there already. */
    async save(rows: readonly Row[]): Promise<void> {
      if (rows.length === 0) return;
      await manager.query(save, [asJson(rows)]);
    },
  };
}
