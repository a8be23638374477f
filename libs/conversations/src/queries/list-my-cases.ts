import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { z } from 'zod';
import { conversationId, type ConversationId, type MyCasesRequest, type MyCaseView, type Person } from '#contracts';
import { cursorOf } from '#platform';
import { channelsOf } from '../storage/copies.ts';
import { ConversationTable } from '../storage/conversation.table.ts';
import { conversationViewOf } from './views.ts';

const cursor = cursorOf(z.object({ customer: z.string(), openedAt: z.string(), id: conversationId }));

/** The keys of each order, as the indexes have them. */
const orders: Record<MyCasesRequest['sort'], { readonly keys: string; readonly direction: 'ASC' | 'DESC' }> = {
  newest: { keys: 'opened_at', direction: 'DESC' },
  oldest: { keys: 'opened_at', direction: 'ASC' },
  customer: { keys: 'customer, opened_at', direction: 'ASC' },
};

interface Found {
  readonly conversationId: ConversationId;
  readonly caseId: string;
  readonly name: string;
  readonly address: string | null;
  readonly customerName: string | null;
  readonly conversations: number;
  readonly unread: number;
  readonly customer: string;
  /** To the microsecond: of two that began within one millisecond none is left out between pages. */
  readonly openedAt: string;
}

const keysOf = (sort: MyCasesRequest['sort'], row: string): string =>
  [...orders[sort].keys.split(', '), 'id'].map((key) => `${row}.${key}`).join(', ');

/**
 * One page of the active cases that conversations of this person are about, those they have and those they had at the end (product.md 19.2): a case
 * once, where the latest conversation about it stands. A case of a directory of one's own counts as active: nobody says when it is not.
 */
export async function listMyCases(
  db: EntityManager,
  person: Person,
  { sort, read, channelId, q, limit, ...request }: MyCasesRequest,
): Promise<{ items: MyCaseView[]; next: string | null }> {
  const { direction } = orders[sort];
  const values: unknown[] = [person.agentId, limit + 1];
  const value = (one: unknown): string => `$${values.push(one)}`;
  const theirs = (row: string) => `${row}.agent_id = c.agent_id AND ${row}.case_id = c.case_id AND ${row}.accepted`;
  const line = channelId ? value(channelId) : null;
  const wanted = [
    'c.agent_id = $1 AND c.case_id IS NOT NULL AND c.accepted',
    `(record.active OR record.id IS NULL AND EXISTS (SELECT FROM directory_source WHERE source = 'http'))`,
    `NOT EXISTS (SELECT FROM conversation AS later WHERE ${theirs('later')} AND later.case_id IS NOT NULL
       ${line ? `AND later.channel_id = ${line}` : ''} AND (later.opened_at, later.id) > (c.opened_at, c.id))`,
  ];
  if (line) wanted.push(`c.channel_id = ${line}`);
  if (read) wanted.push(`all_of_it.unread ${read === 'unread' ? '>' : '='} 0`);
  if (q) {
    const words = value(q.toLowerCase());
    const digits = /^\+?[\d\s()./-]+$/.test(q) ? q.replace(/\D/g, '') : '';
    wanted.push(
      `(strpos(lower(concat_ws(E'\n', named.name, named.customer, c.customer)), ${words}) > 0
        ${digits === '' ? '' : `OR strpos(c.customer, ${value(digits)}) > 0`})`,
    );
  }
  const after = cursor.read(request.cursor);
  if (after) {
    const keys = sort === 'customer' ? [after.customer, after.openedAt, after.id] : [after.openedAt, after.id];
    wanted.push(`(${keysOf(sort, 'c')}) ${direction === 'DESC' ? '<' : '>'} (${keys.map(value).join(', ')})`);
  }
  const found: Found[] = await db.query(
    `SELECT c.id AS "conversationId", c.case_id AS "caseId", named.name, record.data->>'address' AS address, named.customer AS "customerName",
       all_of_it.conversations, all_of_it.unread, c.customer, c.opened_at::text AS "openedAt"
     FROM conversation AS c
     LEFT JOIN conversation_context AS known ON known.conversation_id = c.id
     LEFT JOIN directory_record AS record ON record.kind = 'case' AND record.id =
       CASE WHEN c.case_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN c.case_id::uuid END
     CROSS JOIN LATERAL (
       SELECT COALESCE(
           CASE WHEN record.id IS NOT NULL THEN concat_ws(' · ', record.name, NULLIF(record.data->>'title', '')) END,
           known.case_record->>'name', c.case_id) AS name,
         COALESCE(known.contact->>'name', known.account->>'name') AS customer
     ) AS named
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS conversations, COALESCE(sum(one.unread) FILTER (WHERE one.status <> 'closed'), 0)::int AS unread
       FROM conversation AS one WHERE ${theirs('one')} AND one.case_id IS NOT NULL
     ) AS all_of_it
     WHERE ${wanted.join(' AND ')}
     ORDER BY ${keysOf(sort, 'c').replaceAll(',', ` ${direction},`)} ${direction}
     LIMIT $2`,
    values,
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1)! : null;
  const latest = await latestOf(
    db,
    page.map(({ conversationId: id }) => id),
  );
  return {
    items: page.map(({ conversationId: id, caseId, name, address, customerName, conversations, unread }) => ({
      ...{ id: caseId, name, address, customerName, conversations, unread },
      latest: latest(id),
    })),
    next: last && cursor.write({ customer: last.customer, openedAt: last.openedAt, id: last.conversationId }),
  };
}

async function latestOf(db: EntityManager, ids: readonly ConversationId[]) {
  const found = ids.length === 0 ? [] : await db.findBy(ConversationTable, { id: In([...ids]) });
  const byId = new Map(found.map((conversation) => [conversation.id, conversation]));
  const channels = await channelsOf(
    db,
    found.map(({ channelId }) => channelId),
  );
  return (id: ConversationId) => {
    const conversation = byId.get(id)!;
    return conversationViewOf(conversation, channels.get(conversation.channelId)!);
  };
}
