import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  type Address,
  type ConversationId,
  type MessageId,
  type Person,
  Refusal,
  type SearchRequest,
  type SearchView,
} from '#contracts';
import { cursorOf } from '#platform';
import { seesAll } from '../domain/access.ts';
import { excerptOf } from '../domain/excerpt.ts';
import { beginnings } from './list-directory.ts';

const byId = cursorOf(z.uuid());

/**
 * One page of the texts that hold all of these words, newest first. An agent finds in conversations that they may see, nobody in
 * conversations that nobody has told us the channel of. Refuses with `unreadable` a question without a word.
 */
export async function searchTexts(
  db: EntityManager,
  person: Person,
  { q, customer, channelId, from, to, cursor, limit }: SearchRequest,
): Promise<SearchView> {
  const after = byId.read(cursor);
  const words = beginnings(q);
  if (words === '') throw new Refusal('unreadable', 'has no word in it', 'q');
  const values: unknown[] = [words];
  const value = (one: unknown) => `$${values.push(one)}`;
  const wanted = [`to_tsvector('pg_catalog.simple', m.body) @@ to_tsquery('pg_catalog.simple', $1)`];
  if (customer) wanted.push(`c.customer = ${value(customer)}`);
  if (channelId) wanted.push(`c.channel_id = ${value(channelId)}`);
  if (from) wanted.push(`m.received_at >= ${value(from)}`);
  if (to) wanted.push(`m.received_at < ${value(to)}`);
  if (after) wanted.push(`m.id < ${value(after)}`);
  if (!seesAll(person.roles)) {
    const me = value(person.agentId);
    wanted.push(`(c.agent_id = ${me} OR (c.status = 'closed' AND c.previous_agent_id = ${me}))`);
  }
  const rows: {
    id: MessageId;
    conversation_id: ConversationId;
    customer: Address;
    direction: 'in' | 'out';
    received_at: Date;
    body: string;
  }[] = await db.query(
    `SELECT m.id, m.conversation_id, c.customer, m.direction, m.received_at, m.body
     FROM message m JOIN conversation c ON c.id = m.conversation_id AND c.workstream_id IS NOT NULL
     WHERE ${wanted.join(' AND ')} ORDER BY m.id DESC LIMIT ${value(limit + 1)}`,
    values,
  );
  const page = rows.slice(0, limit);
  return {
    items: page.map((row) => ({
      messageId: row.id,
      conversationId: row.conversation_id,
      customer: row.customer,
      direction: row.direction,
      at: row.received_at.toISOString(),
      ...excerptOf(row.body, q),
    })),
    next: rows.length > limit ? byId.write(page.at(-1)!.id) : null,
  };
}
