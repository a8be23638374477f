import { v7 as uuid } from 'uuid';
import { Seal } from '#secrets';
import { aService, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { ConversationsSettings } from '../conversations-settings.ts';
import { conversationsSchema } from '../schema.ts';
import { recordNotDelivered } from '../use-cases/webhooks.ts';

const seal = new Seal(`one:${Buffer.alloc(32, 7).toString('base64')}`);
const id = uuid();
const at = `/api/conversations/webhooks/${id}`;
let service: Service;

beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema, [
    [ConversationsSettings, { seal, country: 'US' }],
  ]);
});
afterEach(() => service.stop());

const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
const webhook = { name: 'Warehouse', address: 'https://warehouse.example/hook', kinds: ['message-received'] };
const save = async (changes = {}, version?: number) =>
  (await service.put(at, { ...webhook, ...changes }, dana(version))).body;
const restore = (version: number, from?: number) => service.post(`${at}/restore`, { ...dana(from), body: { version } });
const history = async (query = '') => (await service.get(`${at}/changes${query}`, dana())).body;
const told = ({ items }: { items: { version: number; action: string }[] }) =>
  items.map(({ version, action }) => `${version} ${action}`);

describe('the history of a webhook', () => {
  it('says who changed what, when, with what it was before and after, newest first, and never its secret', async () => {
    const { secret } = await save();
    await save({ name: 'Store' }, 1);
    await save({ name: 'Store' });
    const page = await history();
    expect(page).toMatchObject({
      items: [
        {
          kind: 'webhook',
          subjectId: id,
          version: 2,
          action: 'changed',
          at: expect.stringMatching(/Z$/),
          by: { subject: 'dana' },
          differing: ['name'],
        },
        { version: 1, action: 'created', before: null },
      ],
      next: null,
    });
    expect(page.items[0].before).toEqual({ ...webhook, active: true });
    expect(page.items[0].after).toEqual({ ...webhook, name: 'Store', active: true });
    expect(secret).toMatch(/^whsec_/);
    expect(JSON.stringify(page)).not.toContain(secret);
    const first = await history('?limit=1');
    expect(told(first)).toEqual(['2 changed']);
    expect(told(await history(`?limit=1&cursor=${first.next}`))).toEqual(['1 created']);
  });

  it('leads back to what it was, over the version that was seen, under the secret that it has', async () => {
    await save();
    await save({ name: 'Store', active: false }, 1);
    expect((await restore(1)).status).toBe(428);
    expect((await restore(1, 1)).status).toBe(412);
    expect(await restore(7, 2)).toMatchObject({ status: 404, body: { code: 'version-not-found' } });
    expect(told(await history())).toEqual(['2 changed', '1 created']);
    expect(await restore(1, 2)).toMatchObject({
      status: 200,
      body: { version: 3, name: 'Warehouse', active: true, secret: null },
    });
    expect((await service.get(at, dana())).body).toMatchObject({ version: 3, name: 'Warehouse' });
    expect(told(await history())).toEqual(['3 restored', '2 changed', '1 created']);
  });

  it('outlives it, and brings it back under a secret of its own, shown this once', async () => {
    const { secret } = await save();
    await service.remove(at, dana());
    expect(told(await history())).toEqual(['2 removed', '1 created']);
    expect((await restore(1, 1)).status).toBe(412);
    const { status, body } = await restore(1, 2);
    expect([status, body.version, body.name]).toEqual([200, 3, 'Warehouse']);
    expect(body.secret).toMatch(/^whsec_/);
    expect(body.secret).not.toBe(secret);
    await service.remove(at, dana());
    expect(await save({ name: 'Again' })).toMatchObject({ version: 5, name: 'Again' });
    expect(told(await history())).toEqual(['5 created', '4 removed', '3 restored', '2 removed', '1 created']);
  });

  it('brings one back that is gone for one of many who try at once', async () => {
    await save();
    await service.remove(at, dana());
    const both = await Promise.all([1, 2, 3, 4, 5, 6].map(() => restore(1, 2)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412]);
    expect(told(await history())).toEqual(['3 restored', '2 removed', '1 created']);
  });

  it('says that it was turned off by itself', async () => {
    await save();
    for (let failed = 1; failed <= 10; failed += 1)
      await service.database.transact((tx) => recordNotDelivered(tx, id, uuid(), '503', true));
    const { version } = (await service.get(at, dana())).body;
    expect((await history()).items).toMatchObject([
      { version, action: 'changed', by: { name: 'conversations' }, differing: ['active'], after: { active: false } },
      { version: 1, action: 'created' },
    ]);
    expect(await restore(1, version)).toMatchObject({ body: { active: true, failures: 0, turnedOff: null } });
  });

  it('is an administrator’s to read, and none where there was no webhook', async () => {
    expect(await service.get(`${at}/changes`, dana())).toMatchObject({
      status: 404,
      body: { code: 'webhook-not-found' },
    });
    expect((await restore(1, 1)).status).toBe(404);
    expect((await service.get(`${at}/changes`, { as: 'sofia' })).status).toBe(403);
  });
});
