import { gatewaySecretsUsed, type Person, secretGrantsChanged, usualSecretGrants } from '#contracts';
import { Seal } from '#secrets';
import { aChannel, anAccount, anEvent, aReply, aService, type Service, until } from '#testing';
import { createSimulator, type Simulator } from '#twilio-simulator';
import { Directory } from '../directory.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { SendDeliveries } from '../timers/send-deliveries.ts';
import { resealApiKeys } from '../use-cases/reseal-api-keys.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const account = { id: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13', sid: `AC${'0'.repeat(31)}1` };
const key = { sid: `SK${'1'.repeat(32)}`, secret: 'a-secret-of-a-key' };
const path = `/api/gateway/accounts/${account.id}/api-key`;
let service: Service;
let simulator: Simulator;

beforeEach(async () => {
  simulator = createSimulator({
    pace: { queuedMs: 1, sendingMs: 1, sentMs: 1 },
    accounts: [
      { sid: account.sid, authToken: 'the-token-at-twilio', numbers: [{ number: '+14252306549' }], apiKeys: [key] },
    ],
  });
  const environment = { SECRETS_KEYS: keys, TWILIO_API_BASE_URL: await simulator.listen() };
  service = await aService(TwilioGatewayModule, gatewaySchema, [[GatewaySettings, new GatewaySettings(environment)]]);
  // a token that Twilio does not know: with it nothing can be sent
  const sealedAuthToken = new Seal(keys).seal('another-token', `account/${account.id}/auth-token`);
  await service.hear(anAccount({ accountSid: account.sid, sealedAuthToken }), aChannel());
});
afterEach(async () => {
  await service.stop();
  await simulator.stop();
});

const set = (version: number, body: object = key) =>
  service.put(path, body, { as: 'dana', headers: { 'if-match': `"${version}"` } });
const turn = async () => {
  await service.app.get(Directory, { strict: false }).look();
  await service.turn('send-deliveries');
  await service.app.get(SendDeliveries, { strict: false }).settled();
};
const taken = () => simulator.control.messages(account.sid).length;

describe('an account that sends with an API key', () => {
  it('sends with it instead of the token, at once, and resumes what was paused', async () => {
    await service.hear(aReply());
    await turn();
    expect(taken()).toBe(0);
    expect((await service.get('/api/gateway/alerts', { as: 'dana' })).body.items).toMatchObject([{ isPausing: true }]);
    expect(await set(0)).toMatchObject({ status: 200, body: { version: 1, sid: key.sid } });
    await until('the text is at Twilio', async () => (await turn(), taken() === 1));
  });

  it('sends with the token again when the key is taken off', async () => {
    await set(0);
    const removed = await service.remove(path, { as: 'dana', headers: { 'if-match': '"1"' } });
    expect(removed).toMatchObject({ status: 200, body: { version: 2, sid: null, setAt: null } });
    await service.hear(aReply());
    await turn();
    expect(taken()).toBe(0);
  });

  it('never shows the secret, and keeps it sealed', async () => {
    await set(0);
    const answer = await service.get(path, { as: 'dana' });
    expect(answer.body).toEqual({ version: 1, sid: key.sid, setAt: expect.any(String), lastUsedAt: null });
    const [row] = await service.database.read((db) => db.query(`SELECT * FROM account_api_key`));
    expect(JSON.stringify(row)).not.toContain(key.secret);
  });

  it('tells who set, replaced and revoked it', async () => {
    await set(0);
    const other = { ...key, sid: `SK${'2'.repeat(32)}` };
    await set(1, other);
    await service.remove(path, { as: 'dana', headers: { 'if-match': '"2"' } });
    const { body } = await service.get(`${path}/audit?limit=2`, { as: 'dana' });
    expect(body.items).toMatchObject([
      { action: 'revoked', sid: other.sid, by: { subject: 'dana' } },
      { action: 'replaced', sid: other.sid, by: { subject: 'dana' } },
    ]);
    const rest = await service.get(`${path}/audit?limit=2&cursor=${body.next}`, { as: 'dana' });
    expect(rest.body).toMatchObject({ items: [{ action: 'set', sid: key.sid }], next: null });
    expect((await service.get(`${path}/audit`, { as: 'sofia' })).status).toBe(403);
  });

  it('tells when it was last used and what for, though no text writes it down', async () => {
    await set(0);
    await service.hear(aReply());
    await until('the text is at Twilio', async () => (await turn(), taken() === 1));
    expect((await service.get(path, { as: 'dana' })).body.lastUsedAt).toBeNull();
    await service.turn('tell-secret-uses');
    const { lastUsedAt, setAt } = (await service.get(path, { as: 'dana' })).body;
    expect(Date.parse(lastUsedAt)).toBeGreaterThanOrEqual(Date.parse(setAt));
    const { items } = (await service.get(`${path}/audit`, { as: 'dana' })).body;
    expect(items).toMatchObject([
      { action: 'used', by: { name: 'gateway' }, sid: key.sid },
      { action: 'set', use: null },
    ]);
    expect(items[0].use).toEqual({ purpose: 'sending', times: 1, lastAt: lastUsedAt });
    await set(1, { ...key, secret: 'another-secret' });
    expect((await service.get(path, { as: 'dana' })).body.lastUsedAt).toBeNull();
  });

  it('is sealed again with the newest key, so that the older one may go', async () => {
    await set(0);
    const newest = `newest:${Buffer.alloc(32, 9).toString('base64')}`;
    const again = new Seal(`${newest},${keys}`);
    const person = { subject: 'dana', name: 'Dana' } as Person;
    const reseal = () => service.database.transact((tx) => resealApiKeys(tx, again, person));
    expect([await reseal(), await reseal()]).toEqual([{ resealed: 1 }, { resealed: 0 }]);
    const [{ sealed_secret: sealed }] = await service.database.read((db) => db.query(`SELECT * FROM account_api_key`));
    expect(new Seal(newest).open(sealed, `account/${account.id}/api-key`)).toBe(key.secret);
    const { body } = await service.get(`${path}/audit`, { as: 'dana' });
    expect(body.items).toMatchObject([{ action: 'resealed' }, { action: 'set' }]);
    expect((await service.post('/api/gateway/api-keys/reseal', { as: 'sofia' })).status).toBe(403);
  });

  it('is changed from the version that was seen, by administrators, and only where there is such an account', async () => {
    expect((await service.put(path, key, { as: 'dana' })).status).toBe(428);
    expect((await set(4)).status).toBe(412);
    expect((await service.put(path, key, { as: 'sofia' })).status).toBe(403);
    const nobodys = path.replace(account.id, '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e99');
    expect((await service.get(nobodys, { as: 'dana' })).status).toBe(404);
    expect((await set(0, { ...key, sid: 'SK1' })).body.errors[0].field).toBe('sid');
  });
});

describe('the permission on the secrets of accounts, which is none of being an administrator', () => {
  const nobody = { roles: [], people: [] };
  const dana = { roles: [], people: ['dana'] };
  let version = 0;
  const grant = (secret: 'account-api-key' | 'account-auth-token', grants: object) =>
    service.hear(
      anEvent(secretGrantsChanged, {
        secret,
        version: (version += 1),
        granted: { ...usualSecretGrants, ...grants },
      }),
    );
  const refused = { status: 403, body: { code: 'not-allowed', errors: [{ field: 'secret' }] } };

  it('lets nobody set, replace or revoke an API key who has no grant, and shows the rest', async () => {
    await grant('account-api-key', { create: nobody });
    expect(await set(0)).toMatchObject(refused);
    await grant('account-api-key', { create: dana, update: nobody });
    expect((await set(0)).status).toBe(200);
    expect(await set(1)).toMatchObject(refused);
    expect(await service.remove(path, { as: 'dana', headers: { 'if-match': '"1"' } })).toMatchObject(refused);
    expect(await service.get(path, { as: 'dana' })).toMatchObject({ status: 200, body: { version: 1, sid: key.sid } });
    await grant('account-api-key', { update: dana });
    expect((await service.remove(path, { as: 'dana', headers: { 'if-match': '"1"' } })).status).toBe(200);
  });

  it('lets nobody have the token used by hand who may not have it read, and tells who did', async () => {
    const door = `/api/gateway/accounts/${account.id}`;
    await grant('account-auth-token', { read: nobody });
    for (const look of ['validate', 'health', 'connect', 'import'])
      expect(await service.post(`${door}/${look}`, { as: 'dana' })).toMatchObject({
        status: 403,
        body: { code: 'not-allowed' },
      });
    expect(simulator.control.messages(account.sid)).toEqual([]);
    await grant('account-auth-token', { read: dana });
    expect((await service.post(`${door}/validate`, { as: 'dana' })).body).toMatchObject({ outcome: 'bad-credentials' });
    await service.turn('tell-secret-uses');
    await service.turn('outbox');
    const uses = service.said(gatewaySecretsUsed.type).flatMap((event) => gatewaySecretsUsed.parse(event).data.uses);
    expect(uses).toMatchObject([
      { subject: account.id, purpose: 'checking', times: 1, by: { subject: 'dana' } },
      { subject: account.id, purpose: 'asking', by: null },
    ]);
    expect(JSON.stringify(uses)).not.toContain('another-token');
  });
});
