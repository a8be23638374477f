import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AccountId, ApiKeyAuditView, pageRequest } from '#contracts';
import { cursorOf, page } from '#platform';
import { type ApiKeyEntry, entriesOf } from '../storage/api-keys.ts';

const byTime = cursorOf(z.object({ id: z.uuid() }));

/** What was done to the API key of an account, newest first. */
export async function listApiKeyAudit(
  manager: EntityManager,
  accountId: AccountId,
  { cursor, limit }: z.output<typeof pageRequest>,
): Promise<ApiKeyAuditView> {
  const found = await entriesOf(manager, accountId, { before: byTime.read(cursor)?.id, limit: limit + 1 });
  return page(found, limit, byTime.write, viewOf);
}

const viewOf = ({ id, happenedAt, action, sid, bySubject, byName, purpose, times, lastAt }: ApiKeyEntry) => ({
  id,
  at: happenedAt.toISOString(),
  action,
  sid,
  by: { subject: bySubject, name: byName },
  use: purpose === null ? null : { purpose, times: times ?? 0, lastAt: (lastAt ?? happenedAt).toISOString() },
});
