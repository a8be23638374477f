import {
  type Address,
  type AgentId,
  type ChannelId,
  type ConversationId,
  Refusal,
  type WorkstreamId,
} from '#contracts';
import { atOnce, type Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { readersOf } from '../domain/handling.ts';
import { ConversationTable } from './conversation.table.ts';
import { inBulk } from './in-bulk.ts';

/** A customer on a channel. */
export interface Pair {
  readonly channelId: ChannelId;
  readonly customer: Address;
}

/** The conversations this transaction may read and change. What is read here is locked, in the order of ids, until it ends. */
export const conversations = ({ manager }: Transaction) => {
  const rows = inBulk(manager, ConversationTable);
  const locked = (holds: string, values: readonly unknown[], limit = '') =>
    rows.where(`${holds} ORDER BY c.id ${limit} FOR UPDATE`, values);
  return {
    async get(id: ConversationId): Promise<Conversation> {
      const [found] = await locked('c.id = $1', [id]);
      if (!found) throw new Refusal('conversation-not-found', 'There is no such conversation.');
      return found;
    },

    async find(ids: readonly ConversationId[]): Promise<Map<ConversationId, Conversation>> {
      const found = await locked('c.id = ANY($1)', [ids]);
      return new Map(found.map((conversation) => [conversation.id, conversation]));
    },

    /** Those that nobody could route so far because their channel was unknown. */
    withoutWorkstream: (channelIds: readonly ChannelId[]): Promise<Conversation[]> =>
      locked('c.channel_id = ANY($1) AND c.workstream_id IS NULL', [channelIds]),

    /** Some of a workstream's that are not closed, behind this id. */
    notClosedIn: (workstreamId: WorkstreamId, after: string | null, limit: number): Promise<Conversation[]> =>
      locked(
        `c.workstream_id = $1 AND c.status <> 'closed' AND ($2::uuid IS NULL OR c.id > $2::uuid)`,
        [workstreamId, after, limit],
        'LIMIT $3',
      ),

    /** Some of these channels' that are not closed. */
    notClosedOf: (channelIds: readonly ChannelId[], limit: number): Promise<Conversation[]> =>
      locked(
        `c.id IN (
           (SELECT id FROM conversation
            WHERE channel_id = ANY($1) AND status IN ('open', 'active', 'waiting') LIMIT $2)
           UNION ALL
           (SELECT id FROM conversation WHERE channel_id = ANY($1) AND status = 'wrap-up' LIMIT $2)
           LIMIT $2)`,
        [channelIds, limit],
      ),

    /**
     * The latest conversation of each pair. From here until this transaction ends nobody else opens one for them: so two
     * first texts at the same time find each other, instead of failing on `one_ongoing_conversation`. Ended ones are not locked but
     * for those that `mayChange`.
     */
    async latestOf(pairs: readonly Pair[], mayChange: (ended: Conversation) => boolean = () => false): Promise<Latest> {
      const channels = pairs.map(({ channelId }) => channelId);
      const customers = pairs.map(({ customer }) => customer);
      const [, ongoing] = await atOnce(
        manager.query(
          `SELECT pg_advisory_xact_lock(key) FROM (
           SELECT DISTINCT hashtextextended('conversations.pair ' || channel || ' ' || customer, 0) AS key
           FROM unnest($1::uuid[], $2::text[]) AS pair (channel, customer) ORDER BY key
         ) AS keys`,
          [channels, customers],
        ),
        // pair by pair along the index: joined as two lists, it was read over every conversation that is not closed
        locked(
          `c.id IN (
           SELECT ongoing.id FROM unnest($1::uuid[], $2::text[]) AS pair (channel, customer)
           CROSS JOIN LATERAL (
             SELECT id FROM conversation WHERE channel_id = pair.channel AND customer = pair.customer
               AND status IN ('open', 'active', 'waiting') LIMIT 1
           ) AS ongoing
         ) AND c.status IN ('open', 'active', 'waiting')`,
          [channels, customers],
        ),
      );
      const latest = new Latest(ongoing);
      const others = pairs.filter((pair) => !latest.get(pair));
      if (others.length === 0) return latest;
      const ended = await rows.where(
        `c.id IN (
           SELECT latest.id FROM unnest($1::uuid[], $2::text[]) AS pair (channel, customer)
           CROSS JOIN LATERAL (
             SELECT id FROM conversation WHERE channel_id = pair.channel AND customer = pair.customer
             ORDER BY id DESC LIMIT 1
           ) AS latest
         )`,
        [others.map(({ channelId }) => channelId), others.map(({ customer }) => customer)],
      );
      const changing = ended.filter(mayChange).map(({ id }) => id);
      if (changing.length === 0) return latest.with(ended);
      return latest.with(ended).with(await locked('c.id = ANY($1)', [changing]));
    },

    /** Whose desks show these now. */
    async readersOf(ids: readonly ConversationId[]): Promise<Map<ConversationId, readonly AgentId[]>> {
      const found: Pick<Conversation, 'id' | 'agentId' | 'companions'>[] = await manager.query(
        `SELECT id, agent_id AS "agentId", companions FROM conversation WHERE id = ANY($1)`,
        [ids],
      );
      return new Map(found.map((conversation) => [conversation.id, readersOf(conversation)]));
    },

    /** Inserts the new ones, and writes what changed of the others, which this transaction has read and locked. */
    saveChanges: (changed: readonly Changed[]): Promise<void> =>
      rows.saveChanges(changed.map(({ before, conversation: after }) => ({ before, after }))),

    /** Inserts the new ones and overwrites the others, in one statement. */
    save: (...changed: readonly Conversation[]): Promise<void> => rows.save(changed),
  };
};

/** A conversation as it was loaded, null when it was not there, and as it is now. */
export interface Changed {
  readonly before: Conversation | null;
  readonly conversation: Conversation;
}

/** The latest conversation of each pair, remembering which were changed. */
export class Latest {
  private readonly loaded = new Map<string, Conversation>();
  private readonly current = new Map<string, Conversation>();
  /** By id: of a pair whose conversation ended, the one that it opened next is another. */
  private readonly changes = new Map<ConversationId, Changed>();

  constructor(found: readonly Conversation[]) {
    this.with(found);
  }

  with(found: readonly Conversation[]): this {
    for (const conversation of found) this.loaded.set(keyOf(conversation), conversation);
    return this;
  }

  get(pair: Pair): Conversation | null {
    const key = keyOf(pair);
    return this.current.get(key) ?? this.loaded.get(key) ?? null;
  }

  set(conversation: Conversation): void {
    const key = keyOf(conversation);
    const loaded = this.loaded.get(key);
    this.current.set(key, conversation);
    this.changes.set(conversation.id, { before: loaded?.id === conversation.id ? loaded : null, conversation });
  }

  changed(): Changed[] {
    return [...this.changes.values()];
  }
}

const keyOf = ({ channelId, customer }: Pair) => `${channelId} ${customer}`;
