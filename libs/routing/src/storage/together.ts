import type { EntityManager } from 'typeorm';
import { Transaction } from '#event-bus';

interface Asked {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The same statement with its placeholders counted on from `before`. */
const countedOn = (sql: string, before: number): string =>
  sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + before}`);

/** Puts statements side by side: their texts with placeholders counted on, and all their values. */
function sideBySide(statements: readonly Asked[]): { readonly texts: string[]; readonly values: unknown[] } {
  const values: unknown[] = [];
  const texts = statements.map((one) => {
    const text = countedOn(one.sql, values.length);
    values.push(...one.values);
    return text;
  });
  return { texts, values };
}

/**
 * Everything that `write` writes through the transaction it is given goes to the database as one statement, when it is through: what is written
 * must be of different tables, and nothing may be asked of what is written. Each statement costs its way there and back, whatever it does.
 */
export async function writeTogether(tx: Transaction, write: (tx: Transaction) => Promise<unknown>): Promise<void> {
  const gathered: Asked[] = [];
  const query = (sql: string, values: readonly unknown[] = []) => {
    gathered.push({ sql, values });
    return Promise.resolve([]);
  };
  const manager = Object.create(tx.manager, { query: { value: query } }) as EntityManager;
  await write(new Transaction(manager, tx.cause, tx.now, tx.aftermath));
  if (gathered.length === 0) return;
  const { texts, values } = sideBySide(gathered);
  const [only] = texts;
  const written = texts.slice(0, -1).map((text, n) => `written_${n} AS (${text})`);
  await tx.manager.query(written.length === 0 ? only! : `WITH ${written.join(', ')} ${texts.at(-1)}`, values);
}

/** A question whose answer is rows of texts, numbers and JSON: times would come as texts. */
export interface Question<Row> extends Asked {
  /** Tells the types of rows apart. */
  readonly row?: Row;
}

/** Asks several questions in one statement; answers the rows of each. */
export async function readTogether<One, Other>(
  manager: EntityManager,
  one: Question<One>,
  other: Question<Other>,
): Promise<readonly [One[], Other[]]> {
  const { texts, values } = sideBySide([one, other]);
  const columns = texts.map(
    (text, n) => `(SELECT coalesce(json_agg(asked), '[]') FROM (${text}) AS asked) AS answer_${n}`,
  );
  const [row]: [{ answer_0: One[]; answer_1: Other[] }] = await manager.query(`SELECT ${columns.join(', ')}`, values);
  return [row.answer_0, row.answer_1];
}
