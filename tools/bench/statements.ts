import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { OwnServer } from '../infrastructure/server.ts';
import { table } from './figures.ts';

/** From now on PostgreSQL counts what it executes. */
export async function countStatements(postgres: OwnServer): Promise<void> {
  await asking(postgres.url, `ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
  await asking(postgres.url, `ALTER SYSTEM SET pg_stat_statements.track_planning = on`);
  await postgres.restart();
  await asking(postgres.url, 'CREATE EXTENSION pg_stat_statements');
}

/** Forgets what was executed so far. */
export const forgetStatements = (databaseUrl: string) => asking(databaseUrl, 'SELECT pg_stat_statements_reset()');

interface Statement {
  readonly who: string;
  readonly calls: string;
  readonly rows: string;
  readonly ms: string;
  readonly planMs: string;
  readonly query: string;
}

/** Writes which statements took how long, the dearest first, into `statements.txt` of this folder. */
export async function writeStatements(databaseUrl: string, folder: string): Promise<void> {
  const dearest: Statement[] = await asking(
    databaseUrl,
    `SELECT rolname AS who, calls, rows, round(total_exec_time + total_plan_time) AS ms, round(total_plan_time) AS "planMs", regexp_replace(query, '\\s+', ' ', 'g') AS query
     FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid ORDER BY total_exec_time + total_plan_time DESC LIMIT 100`,
  );
  const rows = dearest.map(({ who, calls, rows, ms, planMs, query }) => [
    who,
    calls,
    rows,
    ms,
    planMs,
    query.slice(0, 160),
  ]);
  writeFileSync(
    join(folder, 'statements.txt'),
    `${table(['role', 'calls', 'rows', 'ms', 'of it planning ms', 'statement'], rows)}\n`,
  );
}

async function asking<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}
