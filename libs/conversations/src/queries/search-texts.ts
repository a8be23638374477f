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
import { conversationsOfContact } from '../storage/of-contact.ts';
import { isUuid } from '../use-cases/is-uuid.ts';
import { beginnings } from './list-directory.ts';

const byTime = cursorOf(z.tuple([z.iso.datetime(), z.uuid()]));

interface Row {
  readonly id: MessageId;
  readonly conversation_id: ConversationId;
  readonly customer: Address;
  readonly direction: 'in' | 'out';
  readonly received_at: Date;
  readonly body: string;
}

/** What is looked for, as conditions: on a text `m`, and on the conversation `c` that it is in. */
interface Wanted {
  readonly words: string;
  readonly when: string;
  readonly seen: string;
}

/** One way to come to the texts that are wanted, newest first. */
type Way = (wanted: Wanted) => string;

const inConversation = 'JOIN conversation c ON c.id = m.conversation_id';
const newestFirst = 'm.received_at DESC, m.id DESC';

/**
 * Among the latest alone: a frequent word fills a page out of these. No index hands over what it finds in the order of time, so it
 * would have to find all.
 */
const amongLatest: Way = ({ words, when, seen }) =>
  `FROM (SELECT * FROM message m WHERE ${when} ORDER BY ${newestFirst} LIMIT 10000) m ${inConversation}
   WHERE ${words} AND ${seen} ORDER BY ${newestFirst}`;

/** All that have the words, put in order before anything else of them is read. */
const byWords: Way = ({ words, when, seen }) =>
  `FROM (SELECT * FROM (SELECT m.id, m.received_at FROM message m WHERE ${words} AND ${when} OFFSET 0) m ORDER BY ${newestFirst}) f
   CROSS JOIN LATERAL (SELECT * FROM message WHERE id = f.id OFFSET 0) m ${inConversation}
   WHERE ${seen} ORDER BY f.received_at DESC, f.id DESC`;

/** All in the conversations that are seen, one conversation after the other. */
const byConversations: Way = ({ words, when, seen }) =>
  `FROM (SELECT c.id, c.customer FROM conversation c WHERE ${seen} OFFSET 0) c
   CROSS JOIN LATERAL (SELECT * FROM message m WHERE m.conversation_id = c.id AND ${words} AND ${when} OFFSET 0) m
   ORDER BY ${newestFirst}`;

/** As PostgreSQL likes it, which knows how many conversations a customer and a channel have: mostly back in time until the page is full. */
const asItLikes: Way = ({ words, when, seen }) =>
  `FROM message m ${inConversation} WHERE ${words} AND ${when} AND ${seen} ORDER BY ${newestFirst}`;

/**
 * One page of the texts that hold all of these words, newest first; without a word, of all texts of the customer or the contact who is named. An agent
 * finds in conversations that they may see, nobody in conversations that nobody has told us the channel of. Refuses with `unreadable` a question
 * without a word about everybody.
 */
export async function searchTexts(
  db: EntityManager,
  person: Person,
  { q, customer, contactId, channelId, from, to, cursor, limit }: SearchRequest,
): Promise<SearchView> {
  const after = byTime.read(cursor);
  const beginning = beginnings(q);
  const isOfOne = Boolean(customer ?? contactId);
  if (beginning === '' && (q !== '' || !isOfOne)) throw new Refusal('unreadable', 'has no word in it', 'q');
  const all = seesAll(person.roles);
  const values: unknown[] = [];
  const value = (one: unknown) => `$${values.push(one)}`;
  const words =
    beginning === ''
      ? 'true'
      : `to_tsvector('pg_catalog.simple', m.body) @@ to_tsquery('pg_catalog.simple', ${value(beginning)})`;
  const times = [
    from && `m.received_at >= ${value(from)}`,
    to && `m.received_at < ${value(to)}`,
    after && `(m.received_at, m.id) < (${after.map(value).join(', ')})`,
  ];
  const when = times.filter(Boolean).join(' AND ') || 'true';
  const ofTexts = [...values];
  const conversations = ['c.workstream_id IS NOT NULL'];
  if (customer) conversations.push(`c.customer = ${value(customer)}`);
  if (contactId) {
    const recordId = value(isUuid(contactId) ? contactId : null);
    conversations.push(`c.id IN (${conversationsOfContact(recordId, value(contactId))})`);
  }
  if (channelId) conversations.push(`c.channel_id = ${value(channelId)}`);
  if (!all) conversations.push(seenBy(value(person.agentId)));
  const seen = conversations.join(' AND ');
  const most = value(limit + 1);
  const found = (way: Way): Promise<Row[]> =>
    db.query(
      `SELECT m.id, m.conversation_id, c.customer, m.direction, m.received_at, m.body
       ${way({ words, when, seen })} LIMIT ${most}`,
      values,
    );
  const thorough = async (): Promise<Way> => {
    const texts = `SELECT FROM message m WHERE ${words} AND ${when}`;
    if (await areFew(db, texts, ofTexts)) return byWords;
    if (!all) return byConversations;
    return channelId || (await estimated(db, texts, ofTexts)) > soManyInOrder ? asItLikes : byWords;
  };
  const ofOne = async () => found(contactId || beginning === '' ? byConversations : asItLikes);
  const ofAll = async () => {
    const latest = await found(amongLatest);
    return latest.length > limit ? latest : found(await thorough());
  };
  const rows = await (isOfOne ? ofOne() : ofAll());
  const view = (row: Row) => ({
    messageId: row.id,
    conversationId: row.conversation_id,
    customer: row.customer,
    direction: row.direction,
    at: row.received_at.toISOString(),
    ...excerptOf(row.body, q),
  });
  return page(rows, limit, ({ id, received_at }) => byTime.write([received_at.toISOString(), id]), view);
}

/** What is theirs, and what was theirs when it was closed (as `maySee` of one conversation), each by an index of its own. */
const seenBy = (agent: string): string =>
  `(c.status <> 'closed' AND c.agent_id = ${agent} OR c.status = 'closed' AND c.agent_id = ${agent} OR c.status = 'closed' AND c.previous_agent_id = ${agent})`;

/** So many are put in order within a quarter of a second; what is in more texts than that is soon found by walking back. */
const soManyInOrder = 100_000;

/** How many rows PostgreSQL expects of a query, which it does not run. It knows words that are in many texts. */
async function estimated(db: EntityManager, query: string, values: readonly unknown[]): Promise<number> {
  const [{ 'QUERY PLAN': plans }] = await db.query(`EXPLAIN (FORMAT JSON) ${query}`, [...values]);
  return plans[0].Plan['Plan Rows'];
}

const few = 10_000;

/**
 * Whether the index hands over no more than that. They are counted: PostgreSQL takes a word that it never counted for a frequent one, a fiftieth of all
 * texts, and to read them back for one that is in none takes seconds.
 */
async function areFew(db: EntityManager, texts: string, values: readonly unknown[]): Promise<boolean> {
  const [{ n }]: [{ n: number }] = await db.query(
    `SELECT count(*)::int AS n FROM (${texts} LIMIT ${few + 1}) AS found`,
    [...values],
  );
  return n <= few;
}
