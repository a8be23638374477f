import { type ContextView, type ConversationId, type Person, Refusal } from '#contracts';
import { type EntityManager, In } from 'typeorm';
import { maySee, mustSee } from '../domain/access.ts';
import { contexts } from '../storage/contexts.ts';
import { ConversationTable } from '../storage/conversation.table.ts';
import { contextViewOf } from './views.ts';

/** What is known of a conversation. Refuses with `conversation-not-found`, `not-allowed`, and `context-not-found` while its channel is unknown. */
export async function readContext(manager: EntityManager, person: Person, id: ConversationId): Promise<ContextView> {
  const conversation = await manager.findOneBy(ConversationTable, { id });
  if (!conversation) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  mustSee(conversation, person);
  return contextViewOf(await contexts({ manager }).get(id), conversation);
}

/** The same for several, in the order they were asked for; those that may not be seen are left out. */
export async function readContexts(
  manager: EntityManager,
  person: Person,
  ids: readonly ConversationId[],
): Promise<{ items: ContextView[] }> {
  const found = await manager.findBy(ConversationTable, { id: In([...ids]) });
  const seen = new Map(found.filter((one) => maySee(one, person)).map((one) => [one.id, one]));
  const known = await contexts({ manager }).of([...seen.keys()]);
  return { items: ids.flatMap((id) => (known.has(id) ? [contextViewOf(known.get(id)!, seen.get(id)!)] : [])) };
}
