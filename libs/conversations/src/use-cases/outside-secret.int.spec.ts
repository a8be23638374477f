import { v7 as uuid } from 'uuid';
import { secretGrantsChanged, theOrganisation, usualSecretGrants } from '#contracts';
import { isGenuine, OutsideSettings } from '#outside';
import { Seal } from '#secrets';
import {
  aChannel,
  aListener,
  anEvent,
  aService,
  aText,
  type Listener,
  onThisMachine,
  personCalled,
  type Service,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { ConversationsSettings } from '../conversations-settings.ts';
import { conversationsSchema } from '../schema.ts';
import { CallWebhooks } from '../timers/call-webhooks.ts';
import { resealOutsideSecrets } from './outside-secret.ts';

const key = `one:${Buffer.alloc(32, 7).toString('base64')}`;
const dana = { as: 'dana' };
const id = uuid();
const webhook = `/api/conversations/webhooks/${id}`;
const secret = `/api/conversations/secrets/webhook/${id}`;
const directory = `/api/conversations/secrets/directory/${theOrganisation}`;
let service: Service;
let other: Listener;
beforeEach(async () => {
  other = await aListener();
  service = await aService(ConversationsModule, conversationsSchema, [
    [OutsideSettings, onThisMachine],
    [ConversationsSettings, { seal: new Seal(key), country: 'US' }],
  ]);
});
afterEach(async () => {
  await service.stop();
  await other.stop();
});

const asked = () => ({ name: 'Warehouse', address: other.url, kinds: ['message-received'] });
const make = async () => (await service.put(webhook, asked(), dana)).body.secret as string;
const told = async () => {
  await service.turn('heed-webhooks');
  await service.hear(aChannel(), aText());
  await service.turn('outbox');
  await service.turn('errands.webhook');
  await service.app.get(CallWebhooks).lanes.settled();
  return other.heard.at(-1)!;
};
const state = async () => (await service.get(secret, dana)).body;
const audit = async (path = secret) => (await service.get(`${path}/audit`, dana)).body.items;

describe('the secret of a system outside', () => {
  it('says whether it is set, since when and when it was last used, and never itself', async () => {
    const own = await make();
    expect(await state()).toMatchObject({ isSet: true, changedBy: 'Dana Brooks', lastUsedAt: null });
    await told();
    expect((await state()).lastUsedAt).toBeNull();
    await service.turn('tell-secret-uses');
    const { lastUsedAt, lastRotatedAt } = await state();
    expect(Date.parse(lastUsedAt)).toBeGreaterThanOrEqual(Date.parse(lastRotatedAt));
    const lines = await audit();
    expect(lines).toMatchObject([
      { action: 'used', by: { name: 'conversations' }, use: { purpose: 'calling', times: 1, lastAt: lastUsedAt } },
      { action: 'set', by: { subject: 'dana' }, use: null },
    ]);
    expect(JSON.stringify([await state(), lines])).not.toContain(own);
  });

  it('is replaced without a call that the other side does not believe, be it told already or not', async () => {
    const before = await make();
    const { body } = await service.put(secret, {}, dana);
    const { headers, text } = await told();
    const now = service.database.now();
    expect([before, body.secret].map((one) => isGenuine(one, headers, text, now))).toEqual([true, true]);
    expect((await state()).previousValidUntil).not.toBeNull();
    const last = (await service.put(secret, { graceHours: 0 }, dana)).body.secret;
    const later = await told();
    expect([body.secret, last].map((one) => isGenuine(one, later.headers, later.text, now))).toEqual([false, true]);
    expect((await audit()).map(({ action }: { action: string }) => action)).toEqual(['replaced', 'replaced', 'set']);
  });

  it('is sealed again with the newest key', async () => {
    await make();
    expect((await service.post('/api/conversations/secrets/reseal', dana)).body).toEqual({ resealed: 0 });
    const newest = new Seal(`two:${Buffer.alloc(32, 9).toString('base64')},${key}`);
    const reseal = () => service.database.transact((tx) => resealOutsideSecrets(tx, newest, personCalled('dana')));
    expect([await reseal(), await reseal()]).toEqual([{ resealed: 1 }, { resealed: 0 }]);
    const [row] = await service.database.read((db) => db.query('SELECT sealed FROM outside_secret'));
    expect(newest.isCurrent(row.sealed)).toBe(true);
    expect(await audit()).toMatchObject([{ action: 'resealed' }, { action: 'set' }]);
  });
});

describe('the permission on the secrets of systems outside', () => {
  const nobody = { roles: [], people: [] };
  const grant = (column: 'webhook-key' | 'directory-key', version: number, grants: object) =>
    service.hear(
      anEvent(secretGrantsChanged, { secret: column, version, granted: { ...usualSecretGrants, ...grants } }),
    );
  const refused = { status: 403, body: { code: 'not-allowed' } };

  it('is none of being an administrator, and one to set, one to replace, for each kind', async () => {
    await grant('directory-key', 1, { create: nobody });
    expect(await service.put(directory, {}, dana)).toMatchObject({
      ...refused,
      body: { errors: [{ field: 'secret' }] },
    });
    expect((await service.get(directory, dana)).body).toMatchObject({ isSet: false, lastRotatedAt: null });
    await make();
    await grant('directory-key', 2, { update: nobody });
    expect((await service.put(directory, {}, dana)).status).toBe(200);
    expect(await service.put(directory, {}, dana)).toMatchObject(refused);
    expect(await service.remove(directory, dana)).toMatchObject(refused);
    expect(await audit(directory)).toMatchObject([{ action: 'set' }]);
    await grant('directory-key', 1, { create: nobody });
    await grant('directory-key', 3, {});
    expect((await service.remove(directory, dana)).status).toBe(204);
    expect(await audit(directory)).toMatchObject([{ action: 'removed' }, { action: 'set' }]);
  });

  it('is asked of who makes a webhook, and of who has it told once more', async () => {
    await grant('webhook-key', 1, { create: nobody });
    expect(await service.put(webhook, asked(), dana)).toMatchObject(refused);
    expect((await service.get(webhook, dana)).status).toBe(404);
    await grant('webhook-key', 2, { read: nobody });
    await make();
    await told();
    const [delivery] = (await service.get(`${webhook}/deliveries`, dana)).body.items;
    const replay = `${webhook}/deliveries/${delivery.id}/replay`;
    expect(await service.post(replay, dana)).toMatchObject(refused);
    await grant('webhook-key', 3, {});
    expect((await service.post(replay, dana)).body).toMatchObject({ state: 'pending' });
    expect(await audit()).toMatchObject([
      { action: 'used', by: { subject: 'dana' }, use: { purpose: 'checking' } },
      { action: 'set' },
    ]);
  });
});
