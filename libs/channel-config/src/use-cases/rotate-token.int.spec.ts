import { v7 as uuid } from 'uuid';
import { accountChanged, type DataOf } from '#contracts';
import { Seal } from '#secrets';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const seal = new Seal(keys);
const settings = new ChannelConfigSettings({ SECRETS_KEYS: keys, TOKEN_GRACE_HOURS: '48' });
const id = uuid();
const account = `/api/channel-config/accounts/${id}`;
const hours = 3_600_000;

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
  await service.put('/api/channel-config/provisioning/sms', { enabled: true }, { as: 'dana' });
  await service.put(
    account,
    {
      slug: 'main',
      name: 'Main account',
      provider: 'twilio',
      accountSid: `AC${'a'.repeat(32)}`,
      authToken: 'first-token',
      numbers: [{ id: uuid(), number: '14252306549', type: 'long-code' }],
    },
    { as: 'dana' },
  );
});
afterEach(() => service.stop());

const rotate = (body: object, version?: number, as = 'dana') =>
  service.post(`${account}/auth-token`, {
    as,
    body,
    ...(version && { headers: { 'if-match': `"${version}"` } }),
  });
const lastSaid = async (): Promise<DataOf<typeof accountChanged>> => {
  await service.turn('outbox');
  return accountChanged.parse(service.said(accountChanged.type).at(-1)).data;
};
const open = (sealed: string) => seal.open(sealed, `account/${id}/auth-token`);
const hoursFromNow = (time: string) => (new Date(time).getTime() - service.database.now().getTime()) / hours;

describe("replacing an account's token", () => {
  it('says the new one and, for the grace of the installation, the old one', async () => {
    const answer = await rotate({ authToken: 'second-token' }, 1);
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { version: 2 } });
    const { version, sealedAuthToken, previousAuthTokens } = await lastSaid();
    expect(version).toBe(2);
    expect(open(sealedAuthToken)).toBe('second-token');
    expect(previousAuthTokens!.map((token) => open(token.sealedAuthToken))).toEqual(['first-token']);
    expect(hoursFromNow(previousAuthTokens![0]!.validUntil)).toBeGreaterThan(47);
    expect(answer.body.authToken.previousValidUntil).toBe(previousAuthTokens![0]!.validUntil);
  });

  it('shows neither token to anybody', async () => {
    const answers = [await rotate({ authToken: 'second-token' }, 1), await service.get(account, { as: 'dana' })];
    const stored = await service.database.read((db) => db.query(`SELECT * FROM messaging_account`));
    expect(JSON.stringify([answers, stored, await lastSaid()])).not.toMatch(/first-token|second-token/);
  });

  it('forgets the old one at once where the request says so', async () => {
    expect((await rotate({ authToken: 'second-token', graceHours: 0 }, 1)).body.authToken).toMatchObject({
      isSet: true,
      previousValidUntil: null,
    });
    expect((await lastSaid()).previousAuthTokens).toEqual([]);
  });

  it('changes nothing when it is the token that there is', async () => {
    expect(await rotate({ authToken: 'first-token' }, 1)).toMatchObject({ status: 200, body: { version: 1 } });
    expect((await lastSaid()).version).toBe(1);
  });

  it('stays when something else of the account changes afterwards', async () => {
    await rotate({ authToken: 'second-token' }, 1);
    const { body } = await service.get(account, { as: 'dana' });
    const headers = { 'if-match': '"2"' };
    expect((await service.put(account, { ...body, name: 'Renamed' }, { as: 'dana', headers })).status).toBe(400);
    const { authToken: _, ...settingsNow } = body;
    await service.put(account, { ...settingsNow, name: 'Renamed' }, { as: 'dana', headers });
    const { version, sealedAuthToken, previousAuthTokens } = await lastSaid();
    expect([version, open(sealedAuthToken), previousAuthTokens!.length]).toEqual([3, 'second-token', 1]);
  });

  it('needs the version that it starts from', async () => {
    expect(await rotate({ authToken: 'second-token' })).toMatchObject({
      status: 428,
      body: { code: 'version-required' },
    });
    expect(await rotate({ authToken: 'second-token' }, 2)).toMatchObject({
      status: 412,
      body: { code: 'version-mismatch' },
    });
    expect((await lastSaid()).version).toBe(1);
  });

  it('is for administrators and for accounts that exist', async () => {
    expect((await rotate({ authToken: 'second-token' }, 1, 'sofia')).status).toBe(403);
    const elsewhere = `/api/channel-config/accounts/${uuid()}/auth-token`;
    expect(await service.post(elsewhere, { as: 'dana', body: { authToken: 'x' } })).toMatchObject({
      status: 404,
      body: { code: 'account-not-found' },
    });
  });

  it.each([[{}], [{ authToken: '' }], [{ authToken: 'x'.repeat(101) }]])('cannot be read from %j', async (body) => {
    expect(await rotate(body, 1)).toMatchObject({ status: 400, body: { errors: [{ field: 'authToken' }] } });
  });

  it.each([-1, 1.5, 169, 'long'])('has no grace of %j hours', async (graceHours) => {
    expect(await rotate({ authToken: 'second-token', graceHours }, 1)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'graceHours' }] },
    });
  });
});
