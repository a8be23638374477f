import { setTimeout as pass } from 'node:timers/promises';
import { connect } from 'amqplib';
import { Client } from 'pg';
import { unpacked } from '#event-bus';

/** Hears from the broker when a customer's conversation became ready and when it was first offered to an agent. */
export interface Watch {
  /** When each customer was offered to somebody, in milliseconds of `performance.now()`. */
  readonly offered: ReadonlyMap<string, number>;
  /** The offers that this agent's desk would show now. */
  showing(agentId: string): readonly string[];
  stop(): Promise<void>;
}

interface Heard {
  readonly conversationId: string;
  readonly customer: string;
  readonly agentId: string;
  readonly offerId: string;
}

export async function watchOffers(amqpUrl: string): Promise<Watch> {
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  for (const type of ['conversations.conversation-ready.v1', 'routing.offer-made.v1', 'routing.offer-ended.v1'])
    await channel.bindQueue(queue, 'events', type);
  const customers = new Map<string, string>();
  const earlier = new Map<string, number>();
  const offered = new Map<string, number>();
  const standing = new Map<string, Set<string>>();
  const hear = ({ type, data }: { type: string; data: Heard }, now: number) => {
    if (type === 'conversations.conversation-ready.v1') {
      customers.set(data.conversationId, data.customer);
      const at = earlier.get(data.conversationId);
      if (at !== undefined) offered.set(data.customer, at);
    } else if (type === 'routing.offer-ended.v1') {
      standing.get(data.agentId)?.delete(data.offerId);
    } else {
      if (!standing.has(data.agentId)) standing.set(data.agentId, new Set());
      standing.get(data.agentId)!.add(data.offerId);
      const customer = customers.get(data.conversationId);
      if (customer === undefined) earlier.set(data.conversationId, now);
      else if (!offered.has(customer)) offered.set(customer, now);
    }
  };
  await channel.consume(
    queue,
    (message) => {
      const now = performance.now();
      for (const event of message ? unpacked(message.content.toString()) : [])
        hear(event as { type: string; data: Heard }, now);
    },
    { noAck: true },
  );
  return { offered, showing: (agentId) => [...(standing.get(agentId) ?? [])], stop: () => connection.close() };
}

/** What lies in the tables: how many texts, conversations and first offers. */
export async function count(databaseUrl: string): Promise<{ texts: number; conversations: number; offers: number }> {
  const client = new Client(databaseUrl);
  await client.connect();
  const one = async (sql: string) => Number((await client.query<{ count: string }>(sql)).rows[0]!.count);
  const counts = {
    texts: await one(`SELECT count(*) FROM conversations.message WHERE direction = 'in'`),
    conversations: await one(`SELECT count(*) FROM conversations.conversation`),
    offers: await one(`SELECT count(DISTINCT work_item_id) FROM routing.offer`),
  };
  await client.end();
  return counts;
}

/** Counts texts as they are stored, at as little cost as can be: what counts takes its time from those who bring what is counted. */
export async function watchTexts(databaseUrl: string) {
  const client = new Client(databaseUrl);
  await client.connect();
  const newest = `SELECT id FROM conversations.message ORDER BY id DESC LIMIT 1`;
  const from = (await client.query<{ id: string }>(newest)).rows[0]?.id ?? '00000000-0000-0000-0000-000000000000';
  return {
    /** Resolves when so many more are there than when this began, or `until` has come (milliseconds of `performance.now()`); answers when the last count was taken. */
    async more(texts: number, until: number): Promise<number> {
      for (;;) {
        const asked = performance.now();
        // ids grow with the time at which a text was taken in
        const { rows } = await client.query<{ count: number }>(
          `SELECT count(*)::int FROM conversations.message WHERE id > $1 AND direction = 'in'`,
          [from],
        );
        const at = performance.now();
        if (rows[0]!.count >= texts || at > until) return at;
        await pass(Math.max(10, 4 * (at - asked)));
      }
    },
    stop: () => client.end(),
  };
}
