import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { connect } from 'amqplib';
import { Client } from 'pg';
import { unpacked } from '#event-bus';
import { startProduct } from '../product/product.ts';
import { cpuOfServers } from './cpu.ts';
import { columnsOf } from './history.ts';
import { crowdOf } from './people.ts';
import type { Servers } from './round.ts';
import { watchOffers } from './watch.ts';

export interface RoutingSettings {
  readonly agents: number;
  readonly queues: number;
  /** How many items wait, in one measurement after the other. */
  readonly waiting: readonly number[];
  /** How many wait beside arrivals, and for who comes back. */
  readonly backlog: number;
  readonly rate: number;
  readonly seconds: number;
  readonly rounds: number;
  /** How many processes of routing there are; 1 where nothing is said. */
  readonly replicas?: number;
  say(text: string): void;
}

const always = { combinator: 'and', rules: [] };

/**
 * The process of routing alone: agents with open desks, each serving one of the queues, and each queue with a workstream of its own. What
 * waits is copied of one conversation that came in by its event, whatever columns there are.
 */
export async function routingAlone(servers: Servers, { agents: count, queues: lines, replicas = 1 }: RoutingSettings) {
  const name = `bench_${Date.now()}`;
  const databaseUrl = Object.assign(new URL(servers.databaseUrl), { pathname: `/${name}` }).href;
  const owner = new Client(servers.databaseUrl);
  await owner.connect();
  await owner.query(`CREATE DATABASE ${name}`);
  await owner.end();
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const processes = { 'channel-config': 0, 'twilio-gateway': 0, conversations: 0, routing: replicas };
  const product = await startProduct({ databaseUrl, amqpUrl: servers.amqpUrl, folder, replicas: processes });
  const db = new Client(databaseUrl);
  await db.connect();
  const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    db.query(text, values).then(({ rows }) => rows as Row[]);

  const connection = await connect(servers.amqpUrl);
  const channel = await connection.createConfirmChannel();
  /** Says it as another service would. */
  const publish = (type: string, data: object): Promise<void> => {
    const event = { id: randomUUID(), type, occurredAt: new Date().toISOString(), correlationId: randomUUID() };
    const content = Buffer.from(JSON.stringify({ ...event, causationId: event.correlationId, data }));
    return new Promise((said, failed) => {
      const options = { persistent: true, messageId: event.id, type, contentType: 'application/json' };
      channel.publish('events', type, content, options, (error) => (error ? failed(error as Error) : said()));
    });
  };
  const watch = await watchOffers(servers.amqpUrl);
  const made: number[] = [];
  const offeredAt = new Map<string, number>();
  const { queue: heard } = await channel.assertQueue('', { exclusive: true });
  await channel.bindQueue(heard, 'events', 'routing.offer-made.v1');
  const hear = (content: Buffer) => {
    for (const event of unpacked(content.toString())) {
      const { data } = event as { data: { conversationId: string } };
      made.push(performance.now());
      if (!offeredAt.has(data.conversationId)) offeredAt.set(data.conversationId, made.at(-1)!);
    }
  };
  await channel.consume(heard, (message) => message && hear(message.content), { noAck: true });

  const crowd = await crowdOf(product, count, watch.showing);
  await crowd.signIn();
  const dana = await product.as('dana', 'administrator');
  const queueIds = Array.from({ length: lines }, () => randomUUID());
  const workstreamIds = queueIds.map(() => randomUUID());
  const settingsOf = (n: number) => ({
    slug: `line-${n + 1}`,
    name: `Line ${n + 1}`,
    memberIds: crowd.ids.filter((_, agent) => agent % lines === n),
  });
  for (const [n, id] of queueIds.entries()) {
    await dana('PUT', `/api/routing/queues/${id}`, settingsOf(n));
    const about = { version: 1, slug: `line-${n + 1}`, name: `Line ${n + 1}`, mode: 'push', direction: 'inbound' };
    const workstream = { workstreamId: workstreamIds[n], fallbackQueueId: id, ...about };
    await publish('channel-config.workstream-changed.v1', workstream);
  }
  const conversationReady = async (index: number): Promise<string> => {
    const [conversationId, at] = [randomUUID(), new Date().toISOString()];
    await publish('conversations.conversation-ready.v1', {
      conversationId,
      version: 1,
      workstreamId: workstreamIds[index % lines],
      channelId: workstreamIds[0],
      provider: 'twilio',
      customer: `+1425${String(2_000_000 + index)}`,
      country: 'US',
      locale: 'en-US',
      previousAgentId: null,
      startedBy: 'customer',
      preview: 'Hello',
      openedAt: at,
      lastInteractionAt: at,
    });
    return conversationId;
  };
  const counted = async (text: string) => Number((await sql<{ n: string }>(`SELECT count(*) AS n ${text}`))[0]!.n);
  const until = async (holds: () => Promise<boolean> | boolean, what: string) => {
    const deadline = performance.now() + 120_000;
    while (!(await holds())) {
      if (performance.now() > deadline) throw new Error(`Not within two minutes: ${what}.`);
      await pass(2);
    }
  };
  const wake = async (text: string, values: unknown[] = []) => {
    await sql(text, values);
    await sql(`SELECT pg_notify('routing.wake', 'bench assignment')`);
  };
  await until(async () => (await counted('FROM routing.distribution')) === lines, 'routing knows the workstreams');
  await sql(`UPDATE routing.distribution SET offer_seconds = 3600`);
  await sql(`UPDATE routing.agent SET capacity_total = 0`);
  await conversationReady(0);
  await until(async () => (await counted('FROM routing.work_item')) === 1, 'the first conversation waits');
  // as it is where a service has run for a while
  for (const table of ['agent', 'agent_beat', 'queue_member']) await sql(`VACUUM ANALYZE routing.${table}`);
  // as the product makes them: what came together stands together in indexes
  await sql(`CREATE FUNCTION public.id_at(at timestamptz) RETURNS uuid LANGUAGE sql AS $$
    SELECT (substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-7' || substr(gen_random_uuid()::text, 16))::uuid
    FROM lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') AS hex $$`);
  for (const table of ['work_item', 'conversation'])
    await sql(`CREATE TABLE public.${table} AS SELECT * FROM routing.${table}`);
  const besides = async (table: string, but: string[]) => (await columnsOf(db, `routing.${table}`, but)).split(', ');
  const ofItem = ['id', 'conversation_id', 'queue_id', 'workstream_id', 'last_interaction_at'];
  const restOfItem = (await besides('work_item', ofItem)).map((column) => `one.${column}`).join(', ');
  const restOfConversation = (await besides('conversation', ['id', 'known']))
    .map((column) => `one.${column}`)
    .join(', ');
  const unqualified = (columns: string) => columns.replaceAll('one.', '');
  let hasOwnOrders = false;

  return {
    agents: crowd.ids,
    sql,
    wake,
    conversationReady,
    offeredAt: (conversationId: string) => offeredAt.get(conversationId),
    offers: () => made.length,
    /** CPU seconds that routing and, where it is the bench's own, PostgreSQL have used so far. */
    cpuSeconds: () => product.of('routing').reduce((sum, one) => sum + one.cpu(), cpuOfServers().PostgreSQL),
    /** When the so-and-so-manieth offer was heard of. */
    async offered(total: number): Promise<number> {
      await until(() => made.length >= total, `${total} offers`);
      return made[total - 1]!;
    },
    /** How many of so much waiting work the agents take who have this much room each. */
    placesFor(waiting: number, room: number): number {
      const members = (n: number) => crowd.ids.filter((_, agent) => agent % lines === n).length;
      const inLine = (n: number) => Math.floor(waiting / lines) + (n < waiting % lines ? 1 : 0);
      return queueIds.reduce((sum, _, n) => sum + Math.min(inLine(n), members(n) * room), 0);
    },
    /** What stands: offers, different items they are for, and agents who got more than they have room for. */
    async tally() {
      const [found] = await sql<{ offers: number; items: number; overburdened: number }>(
        `SELECT count(*)::int AS offers, count(DISTINCT work_item_id)::int AS items,
           (SELECT count(*)::int FROM routing.agent WHERE capacity_used > capacity_total) AS overburdened
         FROM routing.offer WHERE state = 'offered'`,
      );
      return found!;
    },
    /** Nothing but so much waits, spread over the queues; nobody has room for it, and rules have looked at it. */
    async fill(waiting: number): Promise<void> {
      await sql(`UPDATE routing.agent SET capacity_total = 0, capacity_used = 0, presence = 'available', sessions = 0`);
      // whoever is at it sees that there is no room any more
      await pass(200);
      await unlessEntangled(() => sql(`DELETE FROM routing.timer WHERE kind = 'offer-due'`));
      await unlessEntangled(() => sql(`TRUNCATE routing.work_item, routing.offer, routing.conversation`));
      await sql(`UPDATE routing.agent SET capacity_used = 0`);
      await sql(
        `WITH new AS (
           SELECT n, public.id_at(now() - ($1 - n) * interval '100 ms') AS id, public.id_at(now() - ($1 - n) * interval '100 ms') AS conversation_id
           FROM generate_series(0, $1::int - 1) AS n
         ), about AS (
           INSERT INTO routing.conversation (id, known, ${unqualified(restOfConversation)})
           SELECT new.conversation_id, jsonb_build_object('contact', jsonb_build_object('id', new.id, 'name', 'Ann', 'attributes',
             jsonb_build_object('score', (random() * 100000)::int)), 'account', NULL, 'case', NULL, 'variables', '{}'::jsonb), ${restOfConversation}
           FROM new, public.conversation AS one
         )
         INSERT INTO routing.work_item (${ofItem.join(', ')}, ${unqualified(restOfItem)})
         SELECT new.id, new.conversation_id, ($2::uuid[])[new.n % $4 + 1], ($3::uuid[])[new.n % $4 + 1],
           now() - ($1 - new.n) * interval '100 ms', ${restOfItem}
         FROM new, public.work_item AS one`,
        [waiting, queueIds, workstreamIds, lines],
      );
      await sql(`VACUUM ANALYZE routing.work_item`);
      await sql(`VACUUM ANALYZE routing.conversation`);
      await sql(`VACUUM ANALYZE routing.offer`);
      if (!hasOwnOrders) return;
      await wake('SELECT');
      await until(async () => (await counted(`FROM routing.work_item WHERE cut = ''`)) === 0, 'rules looked at all');
    },
    /** From now on all queues order what waits by what is known of the customer. */
    async giveOwnOrders(): Promise<void> {
      hasOwnOrders = true;
      const orderBy = { field: 'contact.score', direction: 'descending' };
      const rules = [{ id: randomUUID(), name: 'All', conditions: always, orderBy }];
      for (const [n, id] of queueIds.entries()) {
        const { version } = await dana<{ version: number }>('GET', `/api/routing/queues/${id}`);
        const settings = { ...settingsOf(n), assignmentMethod: 'custom' };
        await dana('PUT', `/api/routing/queues/${id}`, settings, { 'if-match': `"${version}"` });
        await dana(
          'PUT',
          `/api/routing/queues/${id}/custom-assignment`,
          { prioritisation: { rules } },
          { 'if-match': '"1"' },
        );
      }
    },
    /** Whether each assignment is told of. */
    async explain(explain: boolean): Promise<void> {
      const path = '/api/routing/assignment-settings';
      const { version } = await dana<{ version: number }>('GET', path);
      await dana('PUT', path, { explain }, { 'if-match': `"${version}"` });
    },
    /** One agent serves every queue; answers how they choose their presence. */
    async everyQueueTo(index: number) {
      await sql(
        `INSERT INTO routing.queue_member (queue_id, agent_id) SELECT unnest($1::uuid[]), $2 ON CONFLICT DO NOTHING`,
        [queueIds, crowd.ids[index]],
      );
      const call = await product.as(`agent-${index + 1}`, 'agent');
      return (presence: string) => call('PUT', '/api/routing/agents/me/presence', { presence });
    },
    async stop(): Promise<void> {
      await crowd.stop();
      await watch.stop();
      await connection.close();
      await db.end();
      await product.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type RoutingAlone = Awaited<ReturnType<typeof routingAlone>>;

/** Runs again what lost a deadlock: the cycles under way take the same tables in an order of their own. */
async function unlessEntangled(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01') throw error;
    }
  }
}
