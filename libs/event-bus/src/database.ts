import { DataSource, type EntityManager, type EntitySchema } from 'typeorm';
import { currentCause } from './cause.ts';
import { append } from './outbox.ts';
import { type Aftermath, type Cause, Transaction, nothingYet } from './transaction.ts';

export interface SchemaDefinition {
  /** The service's name: of its Postgres schema, its role and its subscriptions. */
  readonly schema: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- TypeORM's list of tables has no common element type
  readonly tables: readonly EntitySchema<any>[];
  readonly migrations: readonly (new () => unknown)[];
}

export const dataSourceFor = (url: string, { schema, tables, migrations }: SchemaDefinition) =>
  new DataSource({
    type: 'postgres',
    url,
    schema,
    extra: { options: `-c search_path=${schema}` },
    entities: [...tables],
    migrations: [...migrations] as never,
    synchronize: false,
  });

/** One service's tables: read freely, change only in a transaction. */
export class Database {
  /** The foundation listens here: a commit left events, frames, or loops to wake. */
  onCommitted: (aftermath: Aftermath) => void = () => {};

  constructor(
    readonly schema: string,
    readonly dataSource: DataSource,
    private readonly now: () => Date = () => new Date(),
  ) {}

  read<T>(query: (manager: EntityManager) => Promise<T>): Promise<T> {
    return query(this.dataSource.manager);
  }

  /** Runs the work in one transaction; what it publishes leaves with the commit. */
  async transact<T>(work: (tx: Transaction) => Promise<T>, cause: Cause = currentCause()): Promise<T> {
    const aftermath = nothingYet();
    const result = await this.dataSource.transaction(async (manager) => {
      const result = await work(new Transaction(manager, cause, this.now(), aftermath));
      if (aftermath.events.length > 0) await append(manager, aftermath.events);
      for (const loop of aftermath.woken)
        await manager.query(`SELECT pg_notify($1, $2)`, [`${this.schema}.wake`, loop]);
      return result;
    });
    this.onCommitted(aftermath);
    return result;
  }
}
