import { type EntityManager, LessThan } from 'typeorm';
import { z } from 'zod';
import type { SecretAuditView, SecretColumn } from '#contracts';
import { cursorOf, page } from '#platform';
import type { SecretAuditEntry } from '../domain/secret-audit.ts';
import { SecretAuditTable } from '../storage/secret.tables.ts';
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

const viewOf = (line: SecretAuditEntry): SecretAuditView => ({
  id: line.id,
  at: line.happenedAt.toISOString(),
  action: line.action,
  accountId: line.accountId,
  by: { subject: line.bySubject, name: line.byName },
  before: line.before,
  after: line.after,
  use:
    line.purpose === null
      ? null
      : {
          purpose: line.purpose,
          times: line.times ?? 0,
          lastAt: (line.lastAt ?? line.happenedAt).toISOString(),
        },
});
