import type { EntityManager, EntityMetadata, EntitySchema, ObjectLiteral } from 'typeorm';

type Column = EntityMetadata['columns'][number];

interface Statements {
  /** All columns that are read under the names of the properties, for SELECT and RETURNING. */
  readonly list: string;
  readonly order: string;
  readonly columns: readonly Column[];
  readonly key: Column;
  readonly insert: string;
  /** By the properties that they save. */
  readonly updates: Map<string, { readonly wanted: readonly Column[]; readonly update: string }>;
}

/** They are the same for every batch. */
const known = new WeakMap<object, Statements>();

const named = ({ databaseName }: Column) => `"${databaseName}"`;
const typed = (column: Column) => `${named(column)} ${String(column.type)}${column.isArray ? '[]' : ''}`;
const incoming = (wanted: readonly Column[]) => `json_to_recordset($1::json) AS new (${wanted.map(typed).join(', ')})`;

function statementsOf(metadata: EntityMetadata): Statements {
  const written = known.get(metadata);
  if (written) return written;
  const { tableName, columns } = metadata;
  const keys = columns.filter(({ isPrimary }) => isPrimary);
  const inserted = columns.filter(({ isInsert }) => isInsert);
  const from = inserted.map((column) => `new.${named(column)}`).join(', ');
  const statements: Statements = {
    list: columns
      .filter(({ isSelect }) => isSelect)
      .map((column) => `${named(column)} AS "${column.propertyName}"`)
      .join(', '),
    order: keys.map(named).join(', '),
    columns,
    key: keys[0]!,
    insert: `INSERT INTO "${tableName}" (${inserted.map(named).join(', ')}) SELECT ${from} FROM ${incoming(inserted)}`,
    updates: new Map(),
  };
  known.set(metadata, statements);
  return statements;
}

function updateOf(tableName: string, { columns, key, updates }: Statements, properties: readonly string[]) {
  const name = properties.join();
  const written = updates.get(name);
  if (written) return written;
  const others = columns.filter(({ propertyName }) => properties.includes(propertyName));
  const wanted = [key, ...others];
  const changes = others.map((column) => `${named(column)} = new.${named(column)}`).join(', ');
  // the keys themselves tell the planner how few rows these are
  const update = `
    UPDATE "${tableName}" AS old SET ${changes} FROM ${incoming(wanted)}
    WHERE old.${named(key)} = new.${named(key)} AND old.${named(key)} = ANY($2)`;
  updates.set(name, { wanted, update });
  return { wanted, update };
}

/** What a row does not have is NULL to `json_to_recordset`: most of a new one, which would be written here and read there for nothing. */
const asJson = (rows: readonly ObjectLiteral[], wanted: readonly Column[]): string =>
  JSON.stringify(
    rows.map((row) => {
      const values: Record<string, unknown> = {};
      for (const { databaseName, propertyName } of wanted)
        if (row[propertyName] !== null) values[databaseName] = row[propertyName];
      return values;
    }),
  );

/** Reads and writes many rows of one table in one statement, whatever their number. */
export function setBased<Row extends ObjectLiteral>(manager: EntityManager, schema: EntitySchema<Row>) {
  const metadata = manager.connection.getMetadata(schema);
  const { tableName } = metadata;
  const statements = statementsOf(metadata);
  const { list, order, columns, key, insert } = statements;
  return {
    list,
    /** Locks the rows for which this holds, in the order of their keys, and reads them. */
    lock: (holds: string, values: readonly unknown[]): Promise<Row[]> =>
      manager.query(`SELECT ${list} FROM "${tableName}" WHERE ${holds} ORDER BY ${order} FOR UPDATE`, [...values]),
    /** `otherwise` says what becomes of those that are there already; left out: nobody expects any. */
    async insert(rows: readonly Row[], otherwise = ''): Promise<void> {
      if (rows.length > 0) await manager.query(`${insert} ${otherwise}`, [asJson(rows, columns)]);
    },
    /** Saves these properties of rows, of a table with a simple key, that the transaction has locked. */
    async update(rows: readonly Row[], properties: readonly (keyof Row & string)[]): Promise<void> {
      if (rows.length === 0 || properties.length === 0) return;
      const { wanted, update } = updateOf(tableName, statements, properties);
      await manager.query(update, [asJson(rows, wanted), rows.map((row) => row[key.propertyName] as unknown)]);
    },
  };
}

/** Those of these properties that differ in any of the rows from what they were: of an item that is offered a third. */
export const changedOf = <Row extends object, Property extends keyof Row>(
  changes: readonly { readonly before: Row; readonly after: Row }[],
  properties: readonly Property[],
): Property[] =>
  properties.filter((property) => changes.some(({ before, after }) => before[property] !== after[property]));
