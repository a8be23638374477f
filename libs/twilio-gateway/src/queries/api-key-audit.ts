import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AccountId, ApiKeyAuditView, pageRequest } from '#contracts';
import { cursorOf, page } from '#platform';
import { viewOfSecretEntry } from '#secrets';
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

const viewOf = (entry: ApiKeyEntry) => ({ ...viewOfSecretEntry(entry), sid: entry.sid });
