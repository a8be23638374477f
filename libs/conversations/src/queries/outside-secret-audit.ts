import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { OutsideSecretAuditView, OutsideSecretKind, pageRequest } from '#contracts';
import { cursorOf, page } from '#platform';
import { viewOfSecretEntry } from '#secrets';
import { entriesOfSecret } from '../storage/outside-secret-entries.ts';

const byTime = cursorOf(z.object({ id: z.uuid() }));

/** What was done to a secret, newest first; also to one that is not there any more. */
export async function listOutsideSecretAudit(
  manager: EntityManager,
  kind: OutsideSecretKind,
  subject: string,
  { cursor, limit }: z.output<typeof pageRequest>,
): Promise<OutsideSecretAuditView> {
  const before = byTime.read(cursor)?.id;
  const found = await entriesOfSecret(manager, { kind, subject }, { before, limit: limit + 1 });
  return page(found, limit, byTime.write, viewOfSecretEntry);
}
