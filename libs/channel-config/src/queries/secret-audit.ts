import { type EntityManager, LessThan } from 'typeorm';
import { z } from 'zod';
import type { SecretAuditView, SecretColumn } from '#contracts';
import { cursorOf, page } from '#platform';
import { viewOfSecretEntry } from '#secrets';
import { type SecretAuditEntry, SecretAuditTable } from '../storage/secret.tables.ts';
import type { PageAsked } from './list.ts';

const byTime = cursorOf(z.object({ id: z.uuid() }));

/** What was done to the secrets of a column, newest first. */
export async function listSecretAudit(db: EntityManager, secret: SecretColumn, { cursor, limit }: PageAsked) {
  const from = byTime.read(cursor);
  const rows = await db.getRepository(SecretAuditTable).find({
    where: { secret, ...(from && { id: LessThan(from.id) }) },
    order: { id: 'DESC' },
    take: limit + 1,
  });
  return page(rows, limit, byTime.write, viewOf);
}

const viewOf = (entry: SecretAuditEntry): SecretAuditView => ({
  ...viewOfSecretEntry(entry),
  accountId: entry.accountId,
  before: entry.before,
  after: entry.after,
});
