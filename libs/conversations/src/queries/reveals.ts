import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { revealsRequest, RevealView } from '#contracts';
import { cursorOf, page } from '#platform';
import { RevealTable } from '../storage/hidden-texts.ts';

const byId = cursorOf(z.uuid());

/** One page of who read what masking hides, newest first; of one conversation, or of all. */
export async function listReveals(
  db: EntityManager,
  { conversationId, cursor, limit }: z.output<typeof revealsRequest>,
): Promise<{ items: RevealView[]; next: string | null }> {
  const query = db
    .getRepository(RevealTable)
    .createQueryBuilder('r')
    .orderBy('r.id', 'DESC')
    .limit(limit + 1);
  if (conversationId) query.where('r.conversationId = :conversationId', { conversationId });
  const after = byId.read(cursor);
  if (after) query.andWhere('r.id < :after', { after });
  const found = await query.getMany();
  return page(
    found,
    limit,
    ({ id }) => byId.write(id),
    ({ agentId, agentName: name, at, ...reveal }) => ({ ...reveal, by: { agentId, name }, at: at.toISOString() }),
  );
}
