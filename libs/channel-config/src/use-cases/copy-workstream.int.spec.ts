import { v7 as uuid } from 'uuid';
import { workstreamChanged } from '#contracts';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterEach(() => service.stop());

const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
type Body = Record<string, unknown> & { readonly items: Record<string, unknown>[] };
const read = async (path: string) => (await service.get(`${root}/${path}`, dana())).body as Body;
const put = async (path: string, body: object, version?: number) => {
  const answer = await service.put(`${root}/${path}`, body, dana(version));
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as Body;
};
const deliveries = {
  slug: 'deliveries',
  name: 'Deliveries',
  mode: 'pick',
  direction: 'outbound',
  fallbackQueueId: uuid(),
};
const aWorkstream = async (body: object = deliveries) => {
  const id = uuid();
  await put(`workstreams/${id}`, body);
  return id;
};
const copy = (of: string, body: object) => service.post(`${root}/workstreams/${of}/copy`, { as: 'dana', body });

describe('copying a workstream', () => {
  it('makes one with the same settings, called a copy of the first', async () => {
    const first = await aWorkstream();
    const id = uuid();
    expect(await copy(first, { id, slug: 'returns' })).toMatchObject({
      status: 200,
      body: { ...deliveries, id, slug: 'returns', name: 'Copy of Deliveries', version: 1, copiedFrom: first },
    });
    await service.turn('outbox');
    expect(service.said(workstreamChanged.type).map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ workstreamId: id, mode: 'pick', direction: 'outbound', copiedFrom: first }),
    );
  });

  it('takes along what the first one carries', async () => {
    const first = await aWorkstream({ ...deliveries, mode: 'push' });
    const texts = [{ locale: 'en-US', text: 'Are you there?' }];
    await put(`context-variables/${uuid()}`, { slug: 'order', name: 'Order', workstreamId: first, type: 'text' });
    await put(`time-out-rules/${uuid()}`, {
      slug: 'remind',
      name: 'Remind',
      workstreamId: first,
      trigger: 'customer-silent',
      after: { value: 10, unit: 'minutes' },
      action: 'send-message',
      recipient: 'customer',
      texts,
      defaultLocale: 'en-US',
    });
    const reply = { locale: 'en-US', message: 'Hello', tags: [] };
    const [its, everybodys] = [uuid(), uuid()];
    await put(`quick-replies/${its}`, { slug: 'hello', name: 'Hello', ...reply, workstreamIds: [first] });
    await put(`quick-replies/${everybodys}`, { slug: 'bye', name: 'Bye', ...reply, workstreamIds: [] });
    const assist = uuid();
    await put(`assists/${assist}`, { slug: 'helper', name: 'Helper', address: 'https://assist.example/cards' });
    const advanced = await read(`workstreams/${first}/advanced`);
    await put(`workstreams/${first}/advanced`, { ...advanced, assistIds: [assist], quickReplies: 'own' }, 0);

    const id = uuid();
    await copy(first, { id, slug: 'returns', name: 'Returns' });
    expect(await read(`workstreams/${id}/advanced`)).toMatchObject({
      version: 1,
      assistIds: [assist],
      quickReplies: 'own',
    });
    expect((await read(`context-variables?workstreamId=${id}`)).items).toEqual([
      expect.objectContaining({ slug: 'order-returns', name: 'Order', type: 'text' }),
    ]);
    expect((await read(`time-out-rules?workstreamId=${id}`)).items).toEqual([
      expect.objectContaining({ slug: 'remind-returns', texts }),
    ]);
    expect(await read(`quick-replies/${its}`)).toMatchObject({ workstreamIds: [first, id], version: 2 });
    expect(await read(`quick-replies/${everybodys}`)).toMatchObject({ workstreamIds: [], version: 1 });
    // the first one has what it had
    expect((await read(`context-variables?workstreamId=${first}`)).items).toHaveLength(1);
  });

  it('is done once, however often it is asked for', async () => {
    const first = await aWorkstream();
    const asked = { id: uuid(), slug: 'returns', name: 'Returns' };
    await copy(first, asked);
    expect(await copy(first, asked)).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await copy(first, { ...asked, slug: 'other' })).toMatchObject({
      status: 409,
      body: { code: 'already-exists' },
    });
  });

  it('is refused for a slug that is taken, and for what is not there', async () => {
    const first = await aWorkstream();
    expect(await copy(first, { id: uuid(), slug: 'deliveries' })).toMatchObject({
      status: 409,
      body: { code: 'slug-taken', errors: [{ field: 'slug' }] },
    });
    expect(await copy(uuid(), { id: uuid(), slug: 'returns' })).toMatchObject({ status: 404 });
    expect((await read('workstreams')).items).toHaveLength(1);
  });
});

describe('how a workstream distributes its work', () => {
  it('is another one when that is confirmed, at its own door', async () => {
    const id = await aWorkstream();
    const url = `${root}/workstreams/${id}`;
    const asked = { ...deliveries, mode: 'push' };
    const changed = await service.put(url, asked, dana(1));
    expect(changed).toMatchObject({
      status: 409,
      body: { code: 'confirmation-required', errors: [{ field: 'mode' }] },
    });
    expect(changed.body.detail).toContain(`/api/routing/workstreams/${id}/distribution/touched`);
    expect((await service.put(`${url}?confirmed=yes`, asked, dana(1))).body.errors).toMatchObject([
      { field: 'confirmed' },
    ]);
    expect((await service.put(`${url}?confirmed=true`, asked, dana(1))).body).toMatchObject({
      version: 2,
      mode: 'push',
    });
    expect((await service.put(`${url}?confirmed=true`, deliveries, dana(2))).body).toMatchObject({ mode: 'pick' });
    const file = {
      format: 1,
      workstreams: { deliveries: { name: 'Deliveries', fallbackQueue: deliveries.fallbackQueueId } },
    };
    expect(await service.put(`${root}/configuration`, file, dana())).toMatchObject({
      status: 409,
      body: { errors: [{ field: 'workstreams.deliveries.mode' }] },
    });
  });

  it('keeps bots from work that nobody is offered', async () => {
    const id = await aWorkstream();
    const bot = uuid();
    await put(`bots/${bot}`, { slug: 'first', name: 'First', address: 'https://bot.example/turn' });
    const advanced = await read(`workstreams/${id}/advanced`);
    const asked = { ...advanced, botId: bot };
    expect(await service.put(`${root}/workstreams/${id}/advanced`, asked, dana(0))).toMatchObject({
      status: 409,
      body: { code: 'bot-needs-push', errors: [{ field: 'botId' }] },
    });
    const url = `${root}/workstreams/${id}?confirmed=true`;
    await service.put(url, { ...deliveries, mode: 'push' }, dana(1));
    expect((await service.put(`${root}/workstreams/${id}/advanced`, asked, dana(0))).status).toBe(200);
    expect(await service.put(url, deliveries, dana(2))).toMatchObject({
      status: 409,
      body: { code: 'bot-needs-push', errors: [{ field: 'mode' }] },
    });
  });
});

describe('lists of what is set up', () => {
  it('are searched by name and slug, and sorted as asked, page by page', async () => {
    for (const [slug, name] of [
      ['b', 'Billing'],
      ['a', 'Zebras'],
      ['c', 'Bees 100%'],
    ])
      await aWorkstream({ ...deliveries, slug, name });
    const names = async (query: string) => (await read(`workstreams?${query}`)).items.map(({ name }) => name);
    expect(await names('sort=-name')).toEqual(['Zebras', 'Billing', 'Bees 100%']);
    expect(await names('sort=changedAt')).toEqual(['Billing', 'Zebras', 'Bees 100%']);
    expect(await names('q=bil')).toEqual(['Billing']);
    expect(await names('q=%25')).toEqual(['Bees 100%']);
    const first = await read('workstreams?sort=-changedAt&limit=1');
    expect(first.items).toMatchObject([{ name: 'Bees 100%' }]);
    const next = String(first['next']);
    expect(await names(`sort=-changedAt&limit=5&cursor=${next}`)).toEqual(['Zebras', 'Billing']);
    const elsewhere = await service.get(`${root}/workstreams?sort=name&cursor=${next}`, dana());
    expect(elsewhere).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } });
  });

  it('find an account by a part of one of its numbers, and a channel by its own, its workstream and its account', async () => {
    await put('provisioning/sms', { enabled: true });
    const [accountId, numberId] = [uuid(), uuid()];
    const account = await put(`accounts/${accountId}`, {
      slug: 'main',
      name: 'Main',
      provider: 'twilio',
      accountSid: `AC${'a'.repeat(32)}`,
      authToken: 'secret',
      numbers: [
        { id: numberId, number: '14252306549', type: 'long-code' },
        { id: uuid(), number: '72345', type: 'short-code' },
      ],
    });
    expect(account['numbers']).toMatchObject([
      { formatted: '(425) 230-6549', country: 'US' },
      { formatted: '72345', country: null },
    ]);
    const workstreamId = await aWorkstream();
    await put(`channels/${uuid()}`, { slug: 'line', name: 'Line', workstreamId, numberId, language: 'en-US' });
    const found = async (query: string) => (await read(query)).items.length;
    expect(await found('accounts?q=7234')).toBe(1);
    expect(await found('accounts?q=9999')).toBe(0);
    expect(await found('channels?q=2306')).toBe(1);
    expect(await found(`channels?workstreamId=${workstreamId}&accountId=${accountId}`)).toBe(1);
    expect(await found(`channels?workstreamId=${uuid()}`)).toBe(0);
  });
});

describe('an account with several things wrong', () => {
  it('is told all of them, each by its field', async () => {
    await put('provisioning/sms', { enabled: true });
    const account = (slug: string, numbers: readonly string[]) => ({
      slug,
      name: slug,
      provider: 'twilio',
      accountSid: `AC${'a'.repeat(32)}`,
      authToken: 'secret',
      numbers: numbers.map((number) => ({ id: uuid(), number, type: 'long-code' })),
    });
    await put(`accounts/${uuid()}`, account('main', ['14252306549', '14252306548']));
    const again = account('second', ['14252306549', '14252306550', '14252306548']);
    expect(await service.put(`${root}/accounts/${uuid()}`, again, dana())).toMatchObject({
      status: 409,
      body: { code: 'number-taken', errors: [{ field: 'numbers.0.number' }, { field: 'numbers.2.number' }] },
    });
    const abroad = account('third', ['447400123456', '14252306551', '16045550123']);
    expect(await service.put(`${root}/accounts/${uuid()}`, abroad, dana())).toMatchObject({
      status: 409,
      body: { code: 'number-country', errors: [{ field: 'numbers.0.number' }, { field: 'numbers.2.number' }] },
    });
    const unreadable = account('fourth', ['1 425', '14252306552']);
    const overlong = {
      ...unreadable,
      numbers: [
        ...unreadable.numbers,
        { id: uuid(), number: '14252306553', type: 'long-code', description: 'x'.repeat(501) },
      ],
    };
    expect(await service.put(`${root}/accounts/${uuid()}`, overlong, dana())).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ field: 'numbers.2.description' })]) },
    });
  });
});
