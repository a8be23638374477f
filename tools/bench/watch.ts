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

/** What lies in the tables: how many texts, conversations and first offers; and when the texts were counted, in milliseconds of `performance.now()`. */
export async function count(
  databaseUrl: string,
): Promise<{ texts: number; at: number; conversations: number; offers: number }> {
  const client = new Client(databaseUrl);
  await client.connect();
  const one = async (sql: string) => Number((await client.query<{ count: string }>(sql)).rows[0]!.count);
  const counts = {
    texts: await one(`SELECT count(*) FROM conversations.message WHERE direction = 'in'`),
    at: performance.now(),
    conversations: await one(`SELECT count(*) FROM conversations.conversation`),
    offers: await one(`SELECT count(DISTINCT work_item_id) FROM routing.offer`),
  };
  await client.end();
  return counts;
}
