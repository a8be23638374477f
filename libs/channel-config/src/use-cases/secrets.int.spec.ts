import { v7 as uuid } from 'uuid';
import { accountChanged, gatewaySecretsUsed, secretColumns, secretGrantsChanged } from '#contracts';
import { Seal } from '#secrets';
import { anEvent, aService, personCalled, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';
import { resealTokens } from './reseal-tokens.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const secret = `${root}/secrets/account-auth-token`;
const account = `${root}/accounts/${uuid()}`;
const dana = { as: 'dana' };

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
  await service.put(`${root}/provisioning/sms`, { enabled: true }, dana);
});
afterEach(() => service.stop());

const from = (version: number) => ({ ...dana, headers: { 'if-match': `"${version}"` } });
const settingsOf = (changes: object = {}) => ({
  slug: 'main',
  name: 'Main account',
  provider: 'twilio',
  accountSid: `AC${'a'.repeat(32)}`,
  numbers: [{ id: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e14', number: '14252306549', type: 'long-code' }],
  ...changes,
});
const create = () => service.put(account, settingsOf({ authToken: 'first-token' }), dana);
const replace = (version: number) =>
  service.post(`${account}/auth-token`, { ...from(version), body: { authToken: 'second-token' } });
const nobody = { roles: [], people: [] };
const administrators = { roles: ['administrator'], people: [] };
const grant = async (grants: object) => {
  const { body } = await service.get(`${secret}/grants`, dana);
  return service.put(`${secret}/grants`, grants, from(body.version));
};
const notAllowed = { status: 403, body: { code: 'not-allowed' } };

describe('the permission on the tokens of accounts', () => {
  it("is every administrator's until somebody says otherwise", async () => {
    expect((await service.get(`${secret}/grants`, dana)).body).toEqual({
      secret: 'account-auth-token',
      version: 0,
      read: administrators,
      create: administrators,
      update: administrators,
      mine: { read: true, create: true, update: true },
      changedAt: null,
    });
    expect([(await create()).status, (await replace(1)).status]).toEqual([200, 200]);
  });

  it('once revoked lets an administrator change everything but the token', async () => {
    await create();
    await grant({ create: nobody, update: nobody });
    expect(await replace(1)).toMatchObject(notAllowed);
    expect(await service.put(`${root}/accounts/${uuid()}`, settingsOf({ authToken: 'x' }), dana)).toMatchObject(
      notAllowed,
    );
    expect(await service.put(account, settingsOf({ name: 'Renamed' }), from(1))).toMatchObject({ status: 200 });
    expect((await service.get(account, dana)).body.authToken.isSet).toBe(true);
  });

  it('is one to set and another one to replace', async () => {
    await grant({ create: administrators, update: nobody });
    expect((await create()).status).toBe(200);
    expect(await replace(1)).toMatchObject(notAllowed);
    await grant({ create: nobody, update: administrators });
    expect((await replace(1)).status).toBe(200);
  });

  it('may be given to one person', async () => {
    await grant({ create: { roles: [], people: ['parley-scripts'] }, update: nobody });
    expect(await create()).toMatchObject(notAllowed);
    await grant({ create: { roles: [], people: ['parley-scripts', 'dana'] }, update: nobody });
    expect((await create()).status).toBe(200);
  });

  it('does not let anybody guess a token without it', async () => {
    await create();
    await grant({ create: nobody, update: administrators });
    const guesses = [];
    for (const authToken of ['first-token', 'another-token'])
      guesses.push(await service.put(account, settingsOf({ authToken }), dana));
    expect(guesses.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'not-allowed'],
      [403, 'not-allowed'],
    ]);
  });

  it('opens no door to who is no administrator', async () => {
    const everybody = { roles: ['administrator', 'supervisor', 'agent'], people: ['sofia'] };
    await grant({ create: everybody, update: everybody });
    const asSofia = { as: 'sofia' };
    expect((await service.put(account, settingsOf({ authToken: 'x' }), asSofia)).status).toBe(403);
    expect((await service.get(`${secret}/grants`, asSofia)).status).toBe(403);
    expect((await service.put(`${secret}/grants`, { create: everybody, update: everybody }, asSofia)).status).toBe(403);
    expect((await service.get(`${secret}/audit`, asSofia)).status).toBe(403);
  });

  it('is changed from the version that it has, and stays where nothing changes', async () => {
    const grants = { create: administrators, update: nobody };
    expect(await service.put(`${secret}/grants`, grants, dana)).toMatchObject({ status: 428 });
    expect(await service.put(`${secret}/grants`, grants, from(0))).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { ...grants, version: 1 },
    });
    expect((await service.put(`${secret}/grants`, grants, from(0))).status).toBe(412);
    const twice = { create: { ...administrators, roles: ['administrator', 'administrator'] }, update: nobody };
    expect((await service.put(`${secret}/grants`, twice, from(1))).body).toMatchObject({ ...grants, version: 1 });
  });

  it('is one of each column, said to those who keep the secrets of it', async () => {
    const all = await service.get(`${root}/secrets`, dana);
    expect(all.body.items.map(({ secret: column }: { secret: string }) => column)).toEqual([...secretColumns]);
    const grants = { read: nobody, create: administrators, update: nobody };
    const key = `${root}/secrets/account-api-key`;
    expect(await service.put(`${key}/grants`, grants, from(0))).toMatchObject({
      status: 200,
      body: { ...grants, secret: 'account-api-key', mine: { read: false, create: true, update: false } },
    });
    await service.turn('outbox');
    const [said] = service.said(secretGrantsChanged.type);
    expect(secretGrantsChanged.parse(said).data).toEqual({ secret: 'account-api-key', version: 1, granted: grants });
    expect((await service.get(`${secret}/grants`, dana)).body).toMatchObject({ version: 0, update: administrators });
    expect((await service.get(`${key}/audit`, dana)).body.items).toMatchObject([{ action: 'grants-changed' }]);
    await service.post(`${root}/announce`, dana);
    await service.turn('outbox');
    expect(service.said(secretGrantsChanged.type)).toHaveLength(2);
    expect((await service.get(`${root}/secrets/nobodys/grants`, dana)).status).toBe(400);
  });

  it('goes by a file, too, which asks it of who gives a token along', async () => {
    await create();
    const { body } = await service.get(`${root}/configuration`, dana);
    expect(body.secretGrants).toEqual({
      'account-auth-token': { read: administrators, create: administrators, update: administrators },
    });
    const file = { ...body, secretGrants: { 'bot-key': { create: nobody, update: nobody } } };
    expect(await service.put(`${root}/configuration`, file, dana)).toMatchObject({ status: 200 });
    expect((await service.get(`${root}/secrets/bot-key/grants`, dana)).body).toMatchObject({
      read: administrators,
      create: nobody,
    });
    await grant({ create: administrators, update: nobody });
    const guess = { ...body.accounts.main, authToken: { env: 'TOKEN', value: 'first-token' } };
    const answer = await service.put(`${root}/configuration`, { format: 1, accounts: { main: guess } }, dana);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field: expect.stringMatching(/^accounts\.main/) })]);
  });

  it.each([
    ['create', { update: nobody }],
    ['update.roles.0', { create: nobody, update: { roles: ['owner'], people: [] } }],
    ['update.people.0', { create: nobody, update: { roles: [], people: [' '] } }],
  ])('cannot be read without a right %s', async (field, grants) => {
    const answer = await service.put(`${secret}/grants`, grants, from(0));
    expect([answer.status, answer.body.errors.map((error: { field: string }) => error.field)]).toEqual([400, [field]]);
  });
});

describe('after a new key was put first', () => {
  const oldKey = `test:${Buffer.alloc(32, 7).toString('base64')}`;
  const newKey = `newer:${Buffer.alloc(32, 8).toString('base64')}`;
  const said = async () => {
    await service.turn('outbox');
    return service.said(accountChanged.type).map((event) => accountChanged.parse(event).data);
  };

  it('every token is sealed with it, so that the old key may go', async () => {
    const { body } = await create();
    await replace(1);
    const [before] = (await said()).slice(-1);
    const renewed = new Seal(`${newKey},${oldKey}`);
    const reseal = () => service.database.transact((tx) => resealTokens(tx, renewed, personCalled('dana')));
    expect(await reseal()).toEqual({ resealed: 1 });
    expect(await reseal()).toEqual({ resealed: 0 });
    const [after] = (await said()).slice(-1);
    expect(after).toMatchObject({ version: 3, previousAuthTokens: [{}] });
    expect(after!.sealedAuthToken).not.toBe(before!.sealedAuthToken);
    const withoutTheOld = new Seal(newKey);
    const open = (sealed: string) => withoutTheOld.open(sealed, `account/${body.id}/auth-token`);
    expect(open(after!.sealedAuthToken)).toBe('second-token');
    expect(open(after!.previousAuthTokens![0]!.sealedAuthToken)).toBe('first-token');
    expect((await service.get(`${secret}/audit?limit=1`, dana)).body.items).toMatchObject([
      { action: 'resealed', accountId: body.id },
    ]);
  });

  it('nothing is left to do where no other key was used', async () => {
    await create();
    expect(await service.post(`${secret}/reseal`, dana)).toMatchObject({ status: 200, body: { resealed: 0 } });
    expect(await service.post(`${secret}/reseal`, { as: 'sofia' })).toMatchObject({ status: 403 });
    expect(await said()).toHaveLength(1);
  });
});

describe('the record of the tokens of accounts', () => {
  it('tells who set, replaced and permitted what, newest first, and holds no token', async () => {
    const { body } = await create();
    await replace(1);
    await grant({ create: administrators, update: nobody });
    const by = { subject: 'dana', name: 'Dana Brooks' };
    const audit = await service.get(`${secret}/audit`, dana);
    expect(audit.body.items).toMatchObject([
      {
        action: 'grants-changed',
        accountId: null,
        by,
        before: { read: administrators, create: administrators, update: administrators },
        after: { read: administrators, create: administrators, update: nobody },
      },
      { action: 'updated', accountId: body.id, by, before: null, after: null },
      { action: 'created', accountId: body.id, by, before: null, after: null },
    ]);
    expect(JSON.stringify(audit)).not.toMatch(/first-token|second-token|v1\.test\./);
  });

  it('says nothing of what changed nothing or was refused', async () => {
    await create();
    await create();
    await replace(7);
    await grant({ create: administrators, update: administrators });
    expect((await service.get(`${secret}/audit`, dana)).body.items).toHaveLength(1);
  });

  it('comes in pages', async () => {
    await create();
    for (const version of [1, 2, 3])
      await service.post(`${account}/auth-token`, { ...from(version), body: { authToken: `token-${version}` } });
    const versions: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body } = await service.get(`${secret}/audit?limit=3${next && `&cursor=${next}`}`, dana);
      versions.push(...body.items.map(({ action }: { action: string }) => action));
      next = body.next;
    }
    expect(versions).toEqual(['updated', 'updated', 'updated', 'created']);
  });

  it('tells what it was used for, hour by hour, and the account when it was last', async () => {
    const { body } = await create();
    const { lastRotatedAt } = body.authToken;
    const at = (minutes: number) => new Date(Date.parse(lastRotatedAt) + minutes * 60_000).toISOString();
    const use = { secret: 'account-auth-token' as const, subject: body.id, by: null };
    const by = { subject: 'dana', name: 'Dana Brooks' };
    expect(body.authToken.lastUsedAt).toBeNull();
    const day = 24 * 60;
    await service.hear(
      anEvent(gatewaySecretsUsed, {
        uses: [
          { ...use, purpose: 'sending', times: 3, since: at(day), lastAt: at(day) },
          { ...use, purpose: 'verifying', times: 1, since: at(2 * day), lastAt: at(2 * day) },
        ],
      }),
      anEvent(gatewaySecretsUsed, {
        uses: [
          { ...use, purpose: 'sending', times: 2, since: at(day), lastAt: at(day) },
          { ...use, purpose: 'checking', times: 1, since: at(3), lastAt: at(3), by },
        ],
      }),
    );
    expect((await service.get(account, dana)).body.authToken.lastUsedAt).toBe(at(2 * day));
    const { items } = (await service.get(`${secret}/audit`, dana)).body;
    expect(items).toHaveLength(4);
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          by: { subject: 'gateway', name: 'gateway' },
          use: { purpose: 'sending', times: 5, lastAt: at(day) },
        }),
        expect.objectContaining({ action: 'used', by, accountId: body.id }),
        expect.objectContaining({ action: 'created', use: null }),
      ]),
    );
  });

  it('forgets after 90 days what it was used for, found by an index, and never who set it', async () => {
    const { body } = await create();
    const daysAgo = (days: number) => new Date(service.database.now().getTime() - days * 86_400_000).toISOString();
    const use = (purpose: 'sending' | 'checking', days: number) => ({
      ...{ secret: 'account-auth-token' as const, subject: body.id, by: null },
      ...{ purpose, times: 1, since: daysAgo(days), lastAt: daysAgo(days) },
    });
    await service.database.read((db) =>
      db.query(`UPDATE secret_audit SET happened_at = happened_at - interval '400 days'`),
    );
    await service.hear(anEvent(gatewaySecretsUsed, { uses: [use('sending', 92), use('checking', 89)] }));
    const { items } = (await service.get(`${secret}/audit`, dana)).body as { items: { use: object | null }[] };
    expect(items.map((item) => item.use)).toEqual([expect.objectContaining({ purpose: 'checking' }), null]);
    const plan: { 'QUERY PLAN': string }[] = await service.database.transact(async ({ manager }) => {
      await manager.query('SET LOCAL enable_seqscan = off');
      return manager.query(`EXPLAIN DELETE FROM secret_audit WHERE hour < now() - make_interval(days => 90)`);
    });
    expect(plan.map((row) => row['QUERY PLAN']).join()).toContain('one_line_an_hour');
  });
});
