import type { EntityManager, EntityMetadata, EntitySchema, ObjectLiteral } from 'typeorm';

/** A column's name, its property's, and its type in SQL. */
interface Column {
  readonly name: string;
  readonly property: string;
  readonly type: string;
  readonly isKey: boolean;
  /** What a value becomes that PostgreSQL gives otherwise, such as a number for a `bigint`. */
  readonly from: ((stored: unknown) => unknown) | undefined;
}

interface Statements {
  readonly table: string;
  readonly columns: readonly Column[];
  readonly select: string;
  readonly insert: string;
  readonly save: string;
  /** By the names of the columns that they change. */
  readonly updates: Map<string, string>;
}

/** They are the same for every batch. */
const known = new WeakMap<object, Statements>();

function statementsOf<Row extends ObjectLiteral>(manager: EntityManager, schema: EntitySchema<Row>): Statements {
  const metadata = manager.connection.getMetadata(schema);
  const written = known.get(metadata) ?? write(metadata);
  known.set(metadata, written);
  return written;
}

const listOf = (columns: readonly Column[]): string => columns.map(({ name }) => name).join(', ');
const incoming = (columns: readonly Column[]): string =>
  `json_to_recordset($1::json) AS new (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`;

function write({ tableName: table, columns: described }: EntityMetadata): Statements {
  const columns = described.map(({ databaseName, propertyName, type, isArray, isPrimary, transformer }) => ({
    name: databaseName,
    property: propertyName,
    type: `${String(type)}${isArray ? '[]' : ''}`,
    isKey: isPrimary,
    from: transformer && !Array.isArray(transformer) ? (stored: unknown) => transformer.from(stored) : undefined,
  }));
  const add = `INSERT INTO ${table} (${listOf(columns)}) SELECT ${listOf(columns)} FROM ${incoming(columns)}`;
  const key = listOf(columns.filter(({ isKey }) => isKey));
  const changes = columns.filter(({ isKey }) => !isKey).map(({ name }) => `${name} = excluded.${name}`);
  return {
    table,
    columns,
    select: `SELECT ${columns.map(({ name, property }) => `c.${name} AS "${property}"`).join(', ')} FROM ${table} AS c`,
    insert: `${add} ON CONFLICT (${key}) DO NOTHING RETURNING ${key}`,
    save: `${add} ON CONFLICT (${key}) DO UPDATE SET ${changes.join(', ')}`,
    updates: new Map(),
  };
}

function updateOf({ table, columns, updates }: Statements, changed: readonly Column[]): string {
  const list = listOf(changed);
  const written = updates.get(list);
  if (written) return written;
  const keys = columns.filter(({ isKey }) => isKey);
  // the keys themselves tell the planner how few rows these are
  const update = `
    UPDATE ${table} AS old SET ${changed.map(({ name }) => `${name} = new.${name}`).join(', ')}
    FROM ${incoming([...keys, ...changed])}
    WHERE ${keys.map(({ name }) => `old.${name} = new.${name}`).join(' AND ')} AND old.${keys[0]!.name} = ANY($2)`;
  updates.set(list, update);
  return update;
}

/** What a row does not have is NULL to `json_to_recordset`: most of a new one, which would be written here and read there for nothing. */
const asJson = (rows: readonly ObjectLiteral[], columns: readonly Column[]): string =>
  JSON.stringify(
    rows.map((row) => {
      const named: Record<string, unknown> = {};
      for (const { name, property } of columns) if (row[property] !== null) named[name] = row[property];
      return named;
    }),
  );

/**
 * Reads and writes rows of one table, however many, by statements that are built once; rows are written as one JSON parameter. With a parameter
 * for each of 23 columns of 100 rows, building the statement was three quarters of what our process computed for a customer's text.
 */
export function inBulk<Row extends ObjectLiteral>(manager: EntityManager, schema: EntitySchema<Row>) {
  const statements = statementsOf(manager, schema);
  const { columns, select, insert, save } = statements;
  const read = columns.filter(({ from }) => from);
  const rows = {
    /** Those for which this holds of the row `c`; the rest of the statement, such as `FOR UPDATE`, may follow. */
    async where(holds: string, values: readonly unknown[]): Promise<Row[]> {
      const found: Record<string, unknown>[] = await manager.query(`${select} WHERE ${holds}`, [...values]);
      for (const row of found) for (const { property, from } of read) row[property] = from!(row[property]);
      return found as Row[];
    },

    /** Leaves out rows whose key is there already; answers how many were new. */
    async insert(rows: readonly Row[]): Promise<number> {
      if (rows.length === 0) return 0;
      const added: unknown[] = await manager.query(insert, [asJson(rows, columns)]);
      return added.length;
    },

    /** Overwrites rows whose key is there already. */
    async save(rows: readonly Row[]): Promise<void> {
      if (rows.length === 0) return;
      await manager.query(save, [asJson(rows, columns)]);
    },

    /**
     * Inserts rows that were not there, and writes of the others only the columns that differ in any of them: of a conversation that goes
     * on a third. `before` was read and locked by this transaction.
     */
    async saveChanges(changes: readonly { readonly before: Row | null; readonly after: Row }[]): Promise<void> {
      await rows.save(changes.flatMap(({ before, after }) => (before ? [] : [after])));
      const others = changes.filter(({ before, after }) => before && before !== after);
      const changed = columns.filter(({ property }) =>
        others.some(({ before, after }) => before![property] !== after[property]),
      );
      if (changed.length === 0) return;
      const keys = columns.filter(({ isKey }) => isKey);
      const after = others.map((one) => one.after);
      await manager.query(updateOf(statements, changed), [
        asJson(after, [...keys, ...changed]),
        after.map((row) => row[keys[0]!.property] as unknown),
      ]);
    },
  };
  return rows;
}
