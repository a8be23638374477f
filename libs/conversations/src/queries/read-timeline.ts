import { In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  type AgentId,
  type ConversationId,
  type pageRequest,
  type Person,
  type TimelineEntry,
  type TimelineView,
} from '#contracts';
import { cursorOf } from '#platform';
import { maySee } from '../domain/access.ts';
import { previewOf } from '../domain/message.ts';
import { contexts } from '../storage/contexts.ts';
import { ConversationTable } from '../storage/conversation.table.ts';
import { channelsOf } from '../storage/copies.ts';
import { OutboundContactTable } from '../storage/outbound.tables.ts';
import { outbound } from '../storage/outbound.ts';
import { people } from '../storage/people.ts';
import { seenConversation } from './read-conversation.ts';

const cursor = cursorOf(z.tuple([z.iso.datetime(), z.uuid()]));

interface Found {
  readonly kind: TimelineEntry['kind'];
  readonly id: string;
  readonly at: Date;
}

/**
 * What passed between the customer of a conversation and us besides it, newest first (product.md 19.5, 29.1): by their number, and by those that the
 * directory has of them. Texts that we wrote first are among it where their outbound configuration said so as they were sent. Refuses with
 * `conversation-not-found` and `not-allowed`.
 */
export async function readTimeline(
  db: EntityManager,
  person: Person,
  id: ConversationId,
  { limit, ...request }: z.output<typeof pageRequest>,
): Promise<TimelineView> {
  const { customer } = await seenConversation(db, person, id);
  const known = (await contexts({ manager: db }).of([id])).get(id);
  const [before, beforeId] = cursor.read(request.cursor) ?? [null, null];
  const found: Found[] = await db.query(
    `WITH number AS (
       SELECT $1::text AS number UNION SELECT number FROM directory_number WHERE record_id = $2::uuid
     )
     (SELECT 'conversation' AS kind, c.id, c.opened_at AS at FROM conversation c JOIN number ON c.customer = number.number
      WHERE c.id <> $3 AND ($4::timestamptz IS NULL OR (c.opened_at, c.id) < ($4::timestamptz, $5::uuid))
      ORDER BY at DESC, c.id DESC LIMIT $6)
     UNION ALL
     (SELECT 'outbound-text', o.id, o.sent_at FROM outbound_contact o JOIN number ON o.to_number = number.number
      WHERE o.sent_at IS NOT NULL AND o.in_timeline AND ($4::timestamptz IS NULL OR (o.sent_at, o.id) < ($4::timestamptz, $5::uuid))
      ORDER BY o.sent_at DESC, o.id DESC LIMIT $6)
     ORDER BY at DESC, id DESC LIMIT $6`,
    [customer, recordOf(known?.contact), id, before, beforeId, limit + 1],
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1)! : null;
  const entries = new Map([...(await conversationsOf(db, person, page)), ...(await textsOf(db, page))]);
  return {
    items: page.flatMap((one) => entries.get(one.id) ?? []),
    next: last && cursor.write([last.at.toISOString(), last.id]),
  };
}

/** Whom the directory here may have numbers of: who is known from elsewhere may be called anything there. */
const recordOf = (contact: { readonly id: string } | null | undefined): string | null =>
  z.uuid().safeParse(contact?.id).data ?? null;

const idsOf = (found: readonly Found[], kind: Found['kind']): string[] =>
  found.filter((one) => one.kind === kind).map(({ id }) => id);

async function conversationsOf(
  db: EntityManager,
  person: Person,
  found: readonly Found[],
): Promise<[string, TimelineEntry][]> {
  const ids = idsOf(found, 'conversation') as ConversationId[];
  if (ids.length === 0) return [];
  const all = await db.findBy(ConversationTable, { id: In(ids) });
  const channels = await channelsOf(
    db,
    all.map(({ channelId }) => channelId),
  );
  const agents = await people({ manager: db }).agents(all.flatMap(({ agentId }) => agentId ?? ([] as AgentId[])));
  return all.map((one) => [
    one.id,
    {
      kind: 'conversation',
      id: one.id,
      at: one.openedAt.toISOString(),
      channelName: channels.get(one.channelId)?.name ?? '',
      status: one.status,
      closedAt: one.closedAt?.toISOString() ?? null,
      agentId: one.agentId,
      agentName: (one.agentId && agents.get(one.agentId)?.name) ?? null,
      lastText: maySee(one, person) ? previewOf(one.lastText) : null,
    },
  ]);
}

async function textsOf(db: EntityManager, found: readonly Found[]): Promise<[string, TimelineEntry][]> {
  const ids = idsOf(found, 'outbound-text');
  if (ids.length === 0) return [];
  const all = await db.findBy(OutboundContactTable, { id: In(ids) });
  const runs = await outbound({ manager: db }).runsOf(all.map(({ runId }) => runId));
  const channels = await channelsOf(
    db,
    all.map(({ channelId }) => channelId),
  );
  return all.map((one) => [
    one.id,
    {
      kind: 'outbound-text',
      id: one.id,
      at: one.sentAt!.toISOString(),
      channelName: channels.get(one.channelId)?.name ?? '',
      text: one.text ?? '',
      state: one.state,
      runName: runs.get(one.runId)?.name ?? '',
      answeredAt: one.answeredAt?.toISOString() ?? null,
    },
  ]);
}
