import { randomUUID } from 'node:crypto';
import { setTimeout as pass } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { DataSource, type EntityManager, type EntitySchema } from 'typeorm';
import { type Backlog, backlogOf } from './backlog.ts';
import { currentCause } from './cause.ts';
import { Clock } from './clock.ts';
import { asksAgain, isOutage, Outage } from './failure.ts';
import { append } from './outbox.ts';
import { LostConnections } from './lost-connections.ts';
import { PreparingClient } from './preparing-client.ts';
import { type Aftermath, type Cause, Transaction, nothingYet } from './transaction.ts';
import { BackOff } from './waiting.ts';
import { wakeChannelOf, Wakes } from './wakes.ts';

export interface SchemaDefinition {
  /** The service's name: of its Postgres schema, its role and its subscriptions. */
  readonly schema: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- TypeORM's list of tables has no common element type
  readonly tables: readonly EntitySchema<any>[];
  readonly migrations: readonly (new () => unknown)[];
}

/**
 * What every session asks of the server: a replica that vanished must not keep its row locks for the two hours
 * that TCP would take to notice.
 */
const sessionSettings = [
  // one plan for all would be made while the tables are empty, and kept for the first minute of their growth
  'plan_cache_mode=force_custom_plan',
  'idle_in_transaction_session_timeout=60000',
  'tcp_keepalives_idle=30',
  'tcp_keepalives_interval=10',
  'tcp_keepalives_count=3',
];

const connectionOf = (schema: string) => ({
  options: [`search_path=${schema}`, ...sessionSettings].map((setting) => `-c ${setting}`).join(' '),
  application_name: `parley ${schema}`,
  keepAlive: true,
  keepAliveInitialDelayMillis: 30_000,
  connectionTimeoutMillis: 5_000,
});

/** `lookEveryMs`: how often connections are looked at that owe an answer (`lost-connections.ts`). */
export const dataSourceFor = (
  url: string,
  { schema, tables, migrations }: SchemaDefinition,
  { lookEveryMs }: { readonly lookEveryMs?: number } = {},
) =>
  new DataSource({
    type: 'postgres',
    url,
    schema,
    extra: {
      ...connectionOf(schema),
      Client: PreparingClient,
      lost: new LostConnections({ connectionString: url, ...connectionOf(schema) }, lookEveryMs),
    },
    entities: [...tables],
    migrations: [...migrations],
    synchronize: false,
    // a lost idle connection is replaced by the next use; what it interrupts is reported where it happens
    poolErrorHandler: () => {},
  });

/** How often a transaction that lost a deadlock is run before its caller hears of it. */
const tries = 5;
const mostBackOffMs = 20;

/** One service's tables: read freely, change only in a transaction. */
export class Database {
  /** The foundation listens here: a commit left events, frames, timers, or loops to wake. */
  onCommitted: (aftermath: Aftermath) => void = () => {};
  private readonly clock: Clock;
  /** False while a start that did not wait still looks for the server. */
  private isOpen = true;
  private isClosed = false;
  /** Tells our own calls from those of other replicas. */
  private readonly replica = randomUUID();

  constructor(
    readonly schema: string,
    readonly dataSource: DataSource,
    private readonly givenNow?: () => Date,
  ) {
    this.clock = new Clock(async () => {
      const [row]: { now: string }[] = await dataSource.query(
        `SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now`,
      );
      return Number(row!.now);
    });
  }

  /** Connects one service to its schema, and its clock to the server's. Rejects while the server is away. */
  static async open(url: string, definition: SchemaDefinition): Promise<Database> {
    const database = new Database(definition.schema, await dataSourceFor(url, definition).initialize());
    try {
      await database.clock.measure();
    } catch (error) {
      await database.dataSource.destroy();
      throw error;
    }
    return database;
  }

  /**
   * The same, as soon as the server is there: servers and processes may come up in any order. `onAway` is told once of the
   * outage. Rejects at once where waiting would not help, such as at a wrong password.
   */
  static async await(url: string, definition: SchemaDefinition, onAway: (error: unknown) => void): Promise<Database> {
    const backOff = new BackOff();
    for (let said = false; ; said = true) {
      try {
        return await Database.open(url, definition);
      } catch (error) {
        if (!isOutage(error)) throw error;
        if (!said) onAway(error);
        await pass(backOff.next());
      }
    }
  }

  /**
   * The same for a service that can be of use without it: connects now or, while the server is away, as soon as it is there. Until then
   * whoever asks for something hears of an outage.
   */
  static async follow(url: string, definition: SchemaDefinition, onAway: (error: unknown) => void): Promise<Database> {
    try {
      return await Database.open(url, definition);
    } catch (error) {
      if (!isOutage(error)) throw error;
      onAway(error);
      const database = new Database(definition.schema, dataSourceFor(url, definition));
      database.isOpen = false;
      void database.openWhenThere();
      return database;
    }
  }

  private async openWhenThere(): Promise<void> {
    const backOff = new BackOff();
    while (!this.isOpen && !this.isClosed) {
      await pass(backOff.next(), undefined, { ref: false });
      try {
        if (!this.dataSource.isInitialized) await this.dataSource.initialize();
        await this.clock.measure();
        this.isOpen = true;
      } catch {
        // still away; the outage was reported when it began
      }
    }
    if (this.isClosed && this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** The database's clock. */
  now(): Date {
    return this.givenNow?.() ?? this.clock.now();
  }

  async read<T>(query: (manager: EntityManager) => Promise<T>): Promise<T> {
    this.mustBeOpen();
    return query(this.dataSource.manager);
  }

  /** The same, all of it as it is at one moment: several statements see nothing that is changed between them. */
  async readAsOne<T>(query: (manager: EntityManager) => Promise<T>): Promise<T> {
    this.mustBeOpen();
    return this.dataSource.transaction('REPEATABLE READ', query);
  }

  /**
   * Runs the work in one transaction; what it publishes leaves with the commit. Work that lost a deadlock is run
   * again from the start, so it changes nothing outside its transaction.
   */
  async transact<T>(work: (tx: Transaction) => Promise<T>, cause: Cause = currentCause()): Promise<T> {
    this.mustBeOpen();
    for (let attempt = 1; ; attempt += 1) {
      const aftermath = nothingYet();
      try {
        const { result, left } = await this.dataSource.transaction(async (manager) => {
          const result = await work(new Transaction(manager, cause, this.now(), aftermath));
          return { result, left: Promise.allSettled(this.leave(manager, aftermath)) };
        });
        // they travelled with the commit, which takes everything back where one of them failed
        for (const one of await left) if (one.status === 'rejected') throw one.reason;
        this.onCommitted(aftermath);
        return result;
      } catch (error) {
        if (attempt === tries || !asksAgain(error)) throw error;
        await pass(mostBackOffMs * attempt * Math.random()); // at once it might take from the winner what that waits for
      }
    }
  }

  /**
   * Does work that only one replica may do at a time, such as asking somebody outside; undefined when another one is at it. No
   * transaction is open meanwhile. A session holds the lock, so it ends with a process that dies.
   */
  async alone<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    this.mustBeOpen();
    const runner = this.dataSource.createQueryRunner();
    const lock = [this.schema, name];
    try {
      const session = (await runner.connect()) as { end(): Promise<void> };
      const [row]: { mine: boolean }[] = await runner.query(
        `SELECT pg_try_advisory_lock(hashtext($1), hashtext($2)) AS mine`,
        lock,
      );
      if (!row!.mine) return undefined;
      try {
        return await work();
      } finally {
        // a session that cannot give it back must not return to the pool with it
        await runner.query(`SELECT pg_advisory_unlock(hashtext($1), hashtext($2))`, lock).catch(() => session.end());
      }
    } finally {
      await runner.release();
    }
  }

  private mustBeOpen(): void {
    if (!this.isOpen) throw new Outage('The database is away since the start.');
  }

  /** Resolves when the database answers; rejects while it is away. */
  async answers(): Promise<void> {
    this.mustBeOpen();
    await this.dataSource.query('SELECT 1');
  }

  /** What waits to leave and what was set aside: the numbers that show every failure of this design. */
  backlog(): Promise<Backlog> {
    return backlogOf(this.dataSource.manager);
  }

  /** Keeps the clock right and hears other replicas call our loops, until stopped. */
  attend(onCall: (loop: string) => void, onGap: () => void): () => Promise<void> {
    const heard = (payload: string) => {
      const [replica, loop] = payload.split(' ', 2);
      if (replica !== this.replica && loop) onCall(loop);
    };
    const { url } = this.dataSource.options as { url: string };
    const config: ClientConfig = { connectionString: url, ...connectionOf(this.schema) };
    const wakes = new Wakes(config, wakeChannelOf(this.schema), heard, onGap);
    this.clock.start();
    wakes.start();
    return async () => {
      this.clock.stop();
      await wakes.stop();
    };
  }

  /** What a transaction leaves behind besides rows: the last statements before its commit. */
  private leave(manager: EntityManager, { events, woken }: Aftermath): Promise<void>[] {
    const statements: Promise<void>[] = [];
    if (events.length > 0) statements.push(append(manager, events));
    if (woken.size > 0) statements.push(this.call(manager, woken));
    return statements;
  }

  private async call(manager: EntityManager, loops: ReadonlySet<string>): Promise<void> {
    const calls = [...loops].map((loop) => `${this.replica} ${loop}`);
    await manager.query(`SELECT pg_notify($1, call) FROM unnest($2::text[]) AS call`, [
      wakeChannelOf(this.schema),
      calls,
    ]);
  }
}
