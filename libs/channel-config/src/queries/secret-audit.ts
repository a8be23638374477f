import { type EntityManager, LessThan } from 'typeorm';
import { z } from 'zod';
import type { SecretAuditView } from '#contracts';
import { cursorOf } from '#platform';
import { SecretAuditTable } from '../storage/secret.tables.ts';
import type { PageAsked } from './list.ts';

const byTime = cursorOf(z.object({ id: z.uuid() }));

/** What was done to the tokens of accounts, newest first. */
export async function listTokenAudit(db: EntityManager, { cursor, limit }: PageAsked) {
  const from = byTime.read(cursor);
  const rows = await db.getRepository(SecretAuditTable).find({
    where: { secret: 'account-auth-token', ...(from && { id: LessThan(from.id) }) },
    order: { id: 'DESC' },
    take: limit + 1,
  });
  const items = rows
    .slice(0, limit)
    .map(({ id, happenedAt, action, accountId, bySubject, byName, before, after }): SecretAuditView => ({
      id,
      at: happenedAt.toISOString(),
      action,
      accountId,
      by: { subject: bySubject, name: byName },
      before,
      after,
    }));
  return { items, next: rows.length > limit ? byTime.write({ id: items.at(-1)!.id }) : null };
}
