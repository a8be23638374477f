import { connect } from 'amqplib';
import { Client } from 'pg';
import type { Written } from './texts.ts';

/** What differs between what customers wrote and what the product has; empty when nothing was lost, doubled or mixed up. */
export async function differences(databaseUrl: string, { byCustomer }: Written): Promise<string[]> {
  const client = new Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ customer: string; conversations: string; bodies: string[] }>(
    `SELECT c.customer, count(DISTINCT c.id) AS conversations, array_agg(m.body ORDER BY m.received_at, m.position) AS bodies
       FROM conversations.conversation c JOIN conversations.message m ON m.conversation_id = c.id
      WHERE m.direction = 'in' GROUP BY c.customer`,
  );
  await client.end();
  const kept = new Map(rows.map((row) => [row.customer, row]));
  return [...byCustomer].flatMap(([customer, wrote]) => {
    const found = kept.get(customer);
    if (!found) return [`${customer}: nothing is there`];
    const found_ = found.bodies.join(' | ');
    return [
      ...(Number(found.conversations) === 1 ? [] : [`${customer}: ${found.conversations} conversations`]),
      ...(found_ === wrote.join(' | ') ? [] : [`${customer}: wrote ${wrote.join(' | ')}; there is ${found_}`]),
    ];
  });
}

/** How many facts still wait in the outboxes, by schema. */
export async function unsent(databaseUrl: string): Promise<Record<string, number>> {
  const client = new Client(databaseUrl);
  await client.connect();
  const counts: Record<string, number> = {};
  for (const schema of ['channel_config', 'gateway', 'conversations', 'routing']) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${schema}.outbox`);
    counts[schema] = Number(rows[0]!.count);
  }
  await client.end();
  return counts;
}

/** How many messages lie in each of these queues of the broker. */
export async function waitingIn(amqpUrl: string, queues: readonly string[]): Promise<Record<string, number>> {
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  const counts: Record<string, number> = {};
  for (const queue of queues) counts[queue] = (await channel.checkQueue(queue)).messageCount;
  await connection.close();
  return counts;
}
