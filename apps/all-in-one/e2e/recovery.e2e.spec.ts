import { Client } from 'pg';
import type { ChannelView } from '#contracts';
import { aProduct, type RunningProduct, until } from '#testing';

let product: RunningProduct;
beforeAll(async () => {
  product = await aProduct();
  const dana = await product.as('dana');
  await until('the gateway knows the channel', async () => {
    const channel = await dana<ChannelView>('GET', `/api/channel-config/channels/${product.wired.channelId}`);
    return channel.inForce.some(({ service }) => service === 'gateway');
  });
}, 120_000);
afterAll(() => product?.stop(), 30_000);

interface Thread {
  readonly customer: string;
  readonly conversations: number;
  readonly bodies: readonly string[];
}
/** What customers wrote, as their threads have it. */
async function threads(): Promise<readonly Thread[]> {
  const client = new Client(product.databaseUrl);
  await client.connect();
  const { rows } = await client.query<Thread>(
    `SELECT c.customer, count(DISTINCT c.id)::int AS conversations, array_agg(m.body ORDER BY m.received_at, m.position) AS bodies
       FROM conversations.conversation c JOIN conversations.message m ON m.conversation_id = c.id
      WHERE m.direction = 'in' GROUP BY c.customer ORDER BY c.customer`,
  );
  await client.end();
  return rows;
}
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
