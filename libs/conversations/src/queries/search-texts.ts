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
import { cursorOf, page } from '#platform';
import { seesAll } from '../domain/access.ts';
import { excerptOf } from '../domain/excerpt.ts';
import { beginnings } from './list-directory.ts';

const byId = cursorOf(z.uuid());

interface Row {
  readonly id: MessageId;
  readonly conversation_id: ConversationId;
  readonly customer: Address;
  readonly direction: 'in' | 'out';
  readonly received_at: Date;
  readonly body: string;
}

/**
 * A frequent word fills a page out of the latest texts, read back from the newest until the page is full; the index would hand over every text
 * that has it (2.7 s for a tenth of a million). What is rarer than a page of these is found by the index at once.
 */
const soManyLatest = 10_000;
const latestTexts = (after: string | null): string =>
  `(SELECT * FROM message ${after ? `WHERE id < ${after}` : ''} ORDER BY id DESC LIMIT ${soManyLatest})`;

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
  const most = value(limit + 1);
  const among = (texts: string): Promise<Row[]> =>
    db.query(
      `SELECT m.id, m.conversation_id, c.customer, m.direction, m.received_at, m.body
       FROM ${texts} m JOIN conversation c ON c.id = m.conversation_id AND c.workstream_id IS NOT NULL
       WHERE ${wanted.join(' AND ')} ORDER BY m.id DESC LIMIT ${most}`,
      values,
    );
  const isOfAll = seesAll(person.roles) && !customer;
  const latest = isOfAll ? await among(latestTexts(after ? `$${values.indexOf(after) + 1}` : null)) : [];
  const rows = latest.length > limit ? latest : await among('message');
  const view = (row: Row) => ({
    messageId: row.id,
    conversationId: row.conversation_id,
    customer: row.customer,
    direction: row.direction,
    at: row.received_at.toISOString(),
    ...excerptOf(row.body, q),
  });
  return page(rows, limit, ({ id }) => byId.write(id), view);
}
