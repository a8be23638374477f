import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { ChannelView, ClassificationView } from '#contracts';
import { aListener, aProduct, type Listener, productOnThisMachine, type RunningProduct, until } from '#testing';
import { temporaryFolder } from '#tools/infrastructure/child';
import { Refused } from '#tools/product/set-up';

let product: RunningProduct;
/** A model of one's own, on this machine. */
let model: Listener;
const folder = temporaryFolder('recovery');
beforeAll(async () => {
  const environment = productOnThisMachine(folder.path);
  [product, model] = await Promise.all([aProduct({ environment }), aListener()]);
  const dana = await product.as('dana');
  await until('the gateway knows the channel', async () => {
    const channel = await dana<ChannelView>('GET', `/api/channel-config/channels/${product.wired.channelId}`);
    return channel.inForce.some(({ service }) => service === 'gateway');
  });
}, 120_000);
afterAll(async () => {
  await product?.stop();
  await model?.stop();
  folder.remove();
}, 30_000);

async function query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
  const client = new Client(product.databaseUrl);
  await client.connect();
  const { rows } = await client.query<Row>(sql, [...parameters]);
  await client.end();
  return rows;
}

interface Thread {
  readonly customer: string;
  readonly conversations: number;
  readonly bodies: readonly string[];
}
/** What customers wrote, as their threads have it. */
const threads = () =>
  query<Thread>(
    `SELECT c.customer, count(DISTINCT c.id)::int AS conversations, array_agg(m.body ORDER BY m.received_at, m.position) AS bodies
       FROM conversations.conversation c JOIN conversations.message m ON m.conversation_id = c.id
      WHERE m.direction = 'in' GROUP BY c.customer ORDER BY c.customer`,
  );
const count = (all: readonly Thread[]) => all.reduce((sum, { bodies }) => sum + bodies.length, 0);

describe('texts that arrive while the whole product is stopped', () => {
  it('are all there after the start, once and in order', async () => {
    expect(await product.text('+14255550100', 'Before the outage')).toMatchObject({ status: 200 });
    // Twilio knows seconds only: of the one in which the channel was finished nothing is ours for certain
    const finished = Date.now();
    await until('the second of the finish is over', () => Date.now() > finished + 1000);
    const customers = Array.from({ length: 25 }, (_, n) => `+1425555${2000 + n}`);
    await product.end('SIGKILL');
    for (let n = 0; n < 500; n += 1) {
      const { status } = await product.text(customers[n % 25]!, `Text ${Math.floor(n / 25) + 1} of 20`);
      expect(status).toBeNull();
    }
    await product.text('+14255550100', 'During the outage');
    await product.begin();
    await until('all of them are there', async () => count(await threads()) === 502, { withinMs: 120_000 });
    const twenty = Array.from({ length: 20 }, (_, n) => `Text ${n + 1} of 20`);
    expect(await threads()).toEqual([
      { customer: '+14255550100', conversations: 1, bodies: ['Before the outage', 'During the outage'] },
      ...customers.map((customer) => ({ customer, conversations: 1, bodies: twenty })),
    ]);

    expect(await product.text('+14255550100', 'After the outage')).toMatchObject({ status: 200 });
    await until('nothing came twice', async () => count(await threads()) === 503);
    const metrics = await fetch(`${product.baseUrl}/metrics`, {
      headers: { authorization: `Bearer ${await product.token('dana')}` },
    });
    expect(await metrics.text()).toContain('parley_recovered_total{what="text"} 501');
  }, 240_000);
});

describe('work that a model is asked about (product.md 7.8)', () => {
  /** Asked at the same time; who writes more waits until one of these has an answer. */
  const lanes = 32;
  const customers = Array.from({ length: lanes + 8 }, (_, n) => `+1425555${3000 + n}`);
  const once = customers.map((customer) => ({ customer, items: 1 }));
  const items = () =>
    query<{ customer: string; items: number }>(
      `SELECT c.customer, count(*)::int AS items
         FROM routing.work_item w JOIN conversations.conversation c ON c.id = w.conversation_id
        WHERE c.customer = ANY($1) GROUP BY c.customer ORDER BY c.customer`,
      [customers],
    );
  const heardByRouting = async () =>
    (
      await query<{ count: number }>(
        `SELECT count(*)::int AS count FROM routing.inbox WHERE subscription = 'routing.queue-work-item'`,
      )
    )[0]!.count;
  /** What routing was told of each, by conversation: why the model said nothing, null where it did. */
  const said = async () => {
    const all = await query<{ id: string; failure: string | null }>(
      `SELECT conversation_id AS id, found_skills->0->>'failure' AS failure
         FROM conversations.conversation_context WHERE found_skills IS NOT NULL`,
    );
    return new Map(all.map(({ id, failure }) => [id, failure]));
  };
  const asked = () => model.heard.map(({ body }) => (body as { conversationId: string }).conversationId);

  async function modelIsAsked(): Promise<void> {
    const dana = await product.as('dana');
    const id = randomUUID();
    const finder = { slug: 'topics', name: 'Topics', address: `${model.url}/topics`, timeoutSeconds: 10 };
    await dana('PUT', `/api/channel-config/skill-finders/${id}`, finder);
    const rules = `/api/routing/workstreams/${product.wired.workstreamId}/classification`;
    const ruleset = { id: randomUUID(), name: 'Topics', type: 'model', skillFinderId: id };
    const { version } = await dana<ClassificationView>('GET', rules);
    await until('routing knows the model', () =>
      dana('PUT', rules, { rulesets: [ruleset] }, { 'if-match': `"${version}"` }).catch((error: unknown) => {
        if (error instanceof Refused && error.message.includes('is no skill finder')) return null;
        throw error;
      }),
    );
    await until('conversations knows whom the rules ask', async () => {
      const [asking] = await query(`SELECT FROM conversations.skill_asking`);
      const [copy] = await query(`SELECT FROM conversations.definition_copy WHERE id::text = $1`, [id]);
      return asking && copy;
    });
  }

  it('is queued once each, with what the model says or without, though the process was killed between asking and queueing', async () => {
    await modelIsAsked();
    model.answers(() => ({ never: true }));
    const before = await heardByRouting();
    await Promise.all(customers.map((customer) => product.text(customer, 'Which of you speaks German?')));
    await until('all are written down, and as many as can be are asked about', async () => {
      const there = (await threads()).filter(({ customer }) => customers.includes(customer));
      return there.length === customers.length && model.heard.length === lanes;
    });
    expect(await items()).toEqual([]);
    const unanswered = asked();
    await product.end('SIGKILL');
    model.answers(() => ({ body: { tags: ['german'] } }));
    await product.begin();
    await until('all are queued', async () => (await items()).length === customers.length, { withinMs: 60_000 });
    expect(await items()).toEqual(once);
    expect(await heardByRouting()).toBe(before + customers.length);
    const told = await said();
    expect(told.size).toBe(customers.length);
    // nobody knows what became of those: they are not asked about twice, and not waited for longer than a model may take
    expect(new Set(unanswered.map((id) => told.get(id)))).toEqual(new Set(['It did not answer in time.']));
    expect(new Set(asked()).size).toBe(asked().length);
  }, 120_000);
});
