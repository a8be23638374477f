import type { EntityManager } from 'typeorm';
import { dataSourceFor } from '#event-bus';
import { schemas } from '../database/migrate-all.ts';

/** Gives `work` the tables of every service, by schema, as the owner has them. */
export async function withTables<T>(
  databaseUrl: string,
  work: (managers: ReadonlyMap<string, EntityManager>) => Promise<T>,
): Promise<T> {
  const sources = schemas.map((definition) => dataSourceFor(databaseUrl, definition));
  try {
    for (const source of sources) await source.initialize();
    return await work(new Map(sources.map((source, n) => [schemas[n]!.schema, source.manager])));
  } finally {
    for (const source of sources) if (source.isInitialized) await source.destroy();
  }
}
