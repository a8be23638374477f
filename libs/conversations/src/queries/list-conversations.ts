import { type ConversationView, type conversationsRequest, conversationId, type Person, Refusal } from '#contracts';
import { cursorOf } from '#platform';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { knowsOf, seesAll } from '../domain/access.ts';
import { channelsOf } from '../storage/copies.ts';
import { ConversationTable } from '../storage/conversation.table.ts';
import { startOfDay } from './start-of-day.ts';
import { conversationViewOf } from './views.ts';

const cursor = cursorOf(z.tuple([z.iso.datetime(), conversationId]));

interface Page<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

/**
 * One page of conversations, newest first. `mine`: offered to or held by this person, waiting ones and wrap-up included;
 * `closed-today`: those that were theirs when they were closed, since midnight in `zone`; `ongoing`: everything that is not closed,
 * for supervisors and administrators alone; `accompanied`: those in which the person takes part without having them (product.md 18.3, 18.4, 19.1).
 */
export async function listConversations(
  manager: EntityManager,
  person: Person,
  { view, zone, limit, ...request }: z.output<typeof conversationsRequest>,
  now: Date,
): Promise<Page<ConversationView>> {
  if (view === 'ongoing' && !seesAll(person.roles)) {
    throw new Refusal('not-allowed', 'Only supervisors and administrators see all conversations.');
  }
  const by = view === 'closed-today' ? 'closedAt' : 'openedAt';
  const query = manager
    .createQueryBuilder(ConversationTable, 'c')
    .orderBy(`c.${by}`, 'DESC')
    .addOrderBy('c.id', 'DESC')
    .limit(limit + 1);
  if (view === 'closed-today') {
    query.where(`c.agentId = :agentId AND c.status = 'closed' AND c.closedAt >= :midnight`, {
      agentId: person.agentId,
      midnight: startOfDay(now, zone),
    });
  } else if (view === 'accompanied') {
    query.where(
      `c.status <> 'closed' AND c.id IN (
         SELECT conversation_id FROM participant WHERE agent_id = :agentId AND left_at IS NULL)`,
      { agentId: person.agentId },
    );
  } else {
    query.where(`c.status <> 'closed'`);
    if (view === 'mine') query.andWhere('c.agentId = :agentId', { agentId: person.agentId });
    else query.andWhere('c.workstreamId IS NOT NULL');
  }
  const after = cursor.read(request.cursor);
  if (after) query.andWhere(`(c.${by}, c.id) < (:at, :id)`, { at: after[0], id: after[1] });

  const found = await query.getMany();
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1)! : null;
  const channels = await channelsOf(
    manager,
    page.map(({ channelId }) => channelId),
  );
  return {
    items: page.map((conversation) =>
      conversationViewOf(conversation, channels.get(conversation.channelId)!, knowsOf(person)),
    ),
    next: last && cursor.write([(last[by] ?? last.openedAt).toISOString(), last.id]),
  };
}
