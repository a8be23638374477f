import { writeFileSync } from 'node:fs';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import type { AgentView, ChannelView, ContextView, ConversationView, OfferView } from '#contracts';
import { aProduct, deskOf, type RunningProduct, testCertificate, testKey, until } from '#testing';
import { temporaryFolder } from '#tools/infrastructure/child';
import { Refused } from '#tools/product/set-up';
import { sampleBot } from '#tools/sample-bot/server';

const folder = temporaryFolder('authority');
const authority = join(folder.path, 'authority.pem');
let product: RunningProduct;
beforeAll(async () => {
  writeFileSync(authority, testCertificate);
  const environment = { OUTSIDE_ALLOWED: '127.0.0.1', OUTSIDE_CA_FILE: authority };
  product = await aProduct({ offerSeconds: 5, environment });
}, 120_000);
afterAll(async () => {
  await product?.stop();
  folder.remove();
}, 30_000);

const away = async (...subjects: string[]) => {
  for (const subject of subjects)
    await (
      await product.as(subject)
    )('PUT', '/api/routing/agents/me/presence', { presence: 'away' });
};
let nextCustomer = 5_560_100;
const aCustomer = () => `+1425${nextCustomer++}`;

describe('an offer', () => {
  it('that is declined goes to somebody else', async () => {
    const [lena, diego] = [deskOf(await product.ready('lena')), deskOf(await product.ready('diego'))];
    await away('noor');
    const customer = aCustomer();
    await product.text(customer, 'Hello');
    const [first, offer] = await until('one of them is offered it', async () => {
      for (const desk of [lena, diego]) {
        const found = (await desk.offers()).find((standing) => standing.customer === customer);
        if (found) return [desk, found] as const;
      }
      return null;
    });
    const other = first === lena ? diego : lena;
    await first.call('POST', `/api/routing/offers/${offer.id}/reject`);
    expect(await other.offered(customer)).toMatchObject({ state: 'offered' });
    expect(await other.accept(customer)).toMatchObject({ status: 'active' });
    expect((await first.offers()).filter((standing) => standing.customer === customer)).toEqual([]);
  });

  it('that nobody answers in time goes back into the queue and on to somebody else', async () => {
    const [lena, diego] = [deskOf(await product.ready('lena')), deskOf(await product.ready('diego'))];
    await away('noor');
    const customer = aCustomer();
    await product.text(customer, 'Hello');
    const holder = await until('one of them is offered it', async () => {
      for (const desk of [lena, diego])
        if ((await desk.offers()).some((standing) => standing.customer === customer)) return desk;
      return null;
    });
    const other = holder === lena ? diego : lena;
    const offer = await until(
      'the other one is offered it',
      async () => {
        await other.call('POST', '/api/routing/agents/me/beat', { showing: [] });
        await holder.call('POST', '/api/routing/agents/me/beat', { showing: [] });
        return (await other.offers()).find((standing) => standing.customer === customer);
      },
      { withinMs: 15_000 },
    );
    await other.call('POST', `/api/routing/offers/${offer.id}/accept`);
  }, 30_000);

  it('is never one too many: twenty clicks at once make one handler, and the others are told', async () => {
    const lena = deskOf(await product.ready('lena'));
    await away('diego', 'noor');
    const customer = aCustomer();
    await product.text(customer, 'Hello');
    const offer: OfferView = await lena.offered(customer);
    const before = (await lena.call<AgentView>('GET', '/api/routing/agents/me')).capacity.used;
    const clicks = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        lena.call('POST', `/api/routing/offers/${offer.id}/${index % 2 === 0 ? 'accept' : 'reject'}`),
      ),
    );
    const refused = clicks.flatMap((click) =>
      click.status === 'rejected' && click.reason instanceof Refused ? [click.reason.problem.code] : [],
    );
    expect(refused.length).toBe(10);
    expect(new Set(refused).size).toBe(1);
    const after = (await lena.call<AgentView>('GET', '/api/routing/agents/me')).capacity.used;
    expect([before, before - 1]).toContain(after);
  });

  it('is not another agent’s to answer', async () => {
    const lena = deskOf(await product.ready('lena'));
    await away('diego', 'noor');
    const customer = aCustomer();
    await product.text(customer, 'Hello');
    const offer = await lena.offered(customer);
    const diego = await product.as('diego');
    await expect(diego('POST', `/api/routing/offers/${offer.id}/accept`)).rejects.toBeInstanceOf(Refused);
    expect(await lena.accept(customer)).toMatchObject({ status: 'active' });
  });
});

describe('a bot that comes first (scenario 21)', () => {
  const secret = 'a secret of ours';
  const botId = uuid();
  const ordersQueue = uuid();
  let bot: Server;
  let database: Client;
  let dana: Awaited<ReturnType<RunningProduct['as']>>;
  const said = (customer: string) =>
    product.twilio
      .phone(customer)
      .texts()
      .map(({ body }) => body)
      .join('\n');
  const hears = (customer: string, words: string) =>
    until(`${customer} reads “${words}”`, () => said(customer).includes(words));
  /** Waits until conversations goes by it. */
  const inForce = (what: string, copy: string, id: string) =>
    until(what, async () => (await database.query(`SELECT FROM conversations.${copy}`, [id])).rows.length > 0);
  const define = async (path: string, body: object, id: string = uuid()) => {
    await dana('PUT', `/api/channel-config/${path}/${id}`, { slug: `d-${id}`, name: `d-${id}`, ...body });
    await inForce(path, 'definition_copy WHERE id = $1', id);
    return id;
  };

  beforeAll(async () => {
    dana = await product.as('dana');
    database = new Client(product.databaseUrl);
    await database.connect();
    bot = sampleBot({ cert: testCertificate, key: testKey, secret });
    await new Promise<void>((done) => bot.listen(0, '127.0.0.1', done));
    const { workstreamId } = product.wired;
    await define('context-variables', { name: 'Order', type: 'text', workstreamId });
    await define('bots', { address: `https://127.0.0.1:${(bot.address() as AddressInfo).port}` }, botId);
    await dana('PUT', `/api/conversations/secrets/bot/${botId}`, { secret });
    const settings = `/api/channel-config/workstreams/${workstreamId}/advanced`;
    await dana('PUT', settings, { botId }, { 'if-match': '"0"' });
    await inForce('the bot', `settings_copy WHERE subject = $1 AND settled ->> 'botId' = '${botId}'`, workstreamId);

    const noor = await (await product.as('noor'))<AgentView>('PUT', '/api/routing/agents/me');
    const queue = { slug: 'orders', name: 'Orders', memberIds: [noor.id] };
    await dana('PUT', `/api/routing/queues/${ordersQueue}`, queue);
    const rules = `/api/routing/workstreams/${workstreamId}/route-to-queue`;
    const { version } = await dana<{ version: number }>('GET', rules);
    const conditions = { combinator: 'and', rules: [{ field: 'context.Order', operator: 'notNull' }] };
    const rule = { id: uuid(), name: 'Orders', conditions, queues: [{ queueId: ordersQueue, percent: 100 }] };
    await dana('PUT', rules, { rules: [rule] }, { 'if-match': `"${version}"` });
  });
  afterAll(async () => {
    bot.closeAllConnections();
    bot.close();
    await database.end();
  });

  it('answers, and hands over: routing looks again at what it found out, and the agent reads what was said', async () => {
    const [customer, plain] = [aCustomer(), aCustomer()];
    const [lena, noor] = [deskOf(await product.ready('lena')), deskOf(await product.ready('noor'))];
    await away('diego');
    await product.text(customer, 'Hello');
    await hears(customer, 'What can I do for you?\n1 Opening hours');
    expect([...(await lena.offers()), ...(await noor.offers())].filter((one) => one.customer === customer)).toEqual([]);

    await product.text(customer, 'Can I speak to a person about A-17?');
    await hears(customer, 'I am getting somebody.');
    expect((await noor.offered(customer)).queueId).toBe(ordersQueue);
    const { id } = await noor.accept(customer);
    expect((await noor.thread(id)).map(({ body }) => body).join('\n')).toContain('1 Opening hours');
    expect(await noor.call<ContextView>('GET', `/api/conversations/${id}/context`)).toMatchObject({
      variables: { Order: 'A-17' },
      bot: { id: botId, state: 'escalated', summary: 'Asked for a person: "Can I speak to a person about A-17?"' },
    });

    await away('noor');
    await product.text(plain, 'A person, please');
    expect((await lena.offered(plain)).queueId).toBe(product.wired.queueId);
    await lena.accept(plain);
  }, 60_000);

  it('ends a conversation, and then the customer is asked how it was where the survey for bots is on', async () => {
    const [before, after] = [aCustomer(), aCustomer()];
    const sofia = await product.as('sofia');
    const chatWith = async (customer: string) => {
      await product.text(customer, 'Hello');
      await hears(customer, 'Reply 1, 2 or 3.');
      const list = '/api/conversations?view=ongoing&limit=200';
      const { items } = await sofia<{ items: ConversationView[] }>('GET', list);
      const { id } = items.find((one) => one.customer === customer)!;
      await product.text(customer, '3');
      await hears(customer, 'Have a good day!');
      const { status, statusReason } = await until('it is closed', async () => {
        const now = await sofia<ConversationView>('GET', `/api/conversations/${id}`);
        return now.status === 'closed' && now;
      });
      expect([status, statusReason]).toEqual(['closed', 'bot-ended']);
    };
    await chatWith(before);
    const { channelId, workstreamId } = product.wired;
    const texts = [{ locale: 'en-US', message: 'How was our robot?', question: 'From bad to good' }];
    const surveyId = await define('surveys', { type: 'csat', mode: 'reply', texts, defaultLocale: 'en-US' });
    const path = `/api/channel-config/channels/${channelId}`;
    const { slug, name, numberId, language, version } = await dana<ChannelView>('GET', path);
    const settings = { survey: { bot: { enabled: true, sameSettings: false, surveyId } } };
    const channel = { slug, name, workstreamId, numberId, language, settings };
    await dana('PUT', path, channel, { 'if-match': `"${version}"` });
    await inForce('the survey', `channel WHERE id = $1 AND settings ->> 'botSurvey' IS NOT NULL`, channelId);
    await chatWith(after);
    await hears(after, 'How was our robot? From bad to good (1-5)');
    expect(said(before)).not.toContain('How was our robot?');
  }, 60_000);
});
