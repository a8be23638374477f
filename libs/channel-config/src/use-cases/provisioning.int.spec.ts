import { v7 as uuid } from 'uuid';
import { PublicAddress } from '#platform';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const as = { as: 'dana' };

let service: Service;
const start = (publicBase = 'https://parley.example/desk') =>
  aService(ChannelConfigModule, channelConfigSchema, [
    [ChannelConfigSettings, settings],
    [PublicAddress, new PublicAddress(publicBase)],
  ]);
beforeEach(async () => {
  service = await start();
});
afterEach(() => service.stop());

const sms = `${root}/provisioning/sms`;
const provision = (body: object = { enabled: true }) => service.put(sms, body, as);
const status = async () => (await service.get(sms, { as: 'sofia' })).body.status;
const accountId = uuid();
const numberId = uuid();
const createAccount = (id = accountId) =>
  service.put(
    `${root}/accounts/${id}`,
    {
      slug: 'main',
      name: 'Main account',
      provider: 'twilio',
      accountSid: `AC${'a'.repeat(32)}`,
      authToken: 'f'.repeat(32),
      numbers: [{ id: numberId, number: '14252306549', type: 'long-code' }],
    },
    as,
  );
const workstreamId = uuid();
const createWorkstream = () =>
  service.put(`${root}/workstreams/${workstreamId}`, { slug: 'w', name: 'W', fallbackQueueId: uuid() }, as);
const wire = () =>
  service.put(
    `${root}/channels/${uuid()}`,
    { slug: 'line', name: 'Line', workstreamId, numberId, language: 'en-US' },
    as,
  );
const refused = { status: 409, body: { code: 'sms-not-provisioned' } };

describe('before SMS is provisioned', () => {
  it('says so', async () => {
    expect((await service.get(sms, as)).body).toEqual({
      kind: 'sms',
      version: 0,
      status: 'not-provisioned',
      fault: null,
      changedAt: null,
    });
  });

  it('refuses to set up accounts, and keeps nothing', async () => {
    expect(await createAccount()).toMatchObject(refused);
    expect((await service.get(`${root}/accounts`, as)).body.items).toEqual([]);
  });
});

describe('provisioning SMS', () => {
  it('allows to set it up', async () => {
    const answer = await provision();
    expect(answer).toMatchObject({ status: 200, body: { kind: 'sms', status: 'provisioned', fault: null } });
    expect((await createAccount()).status).toBe(200);
    await createWorkstream();
    expect((await wire()).status).toBe(200);
  });

  it('changes nothing the second time', async () => {
    const { body } = await provision();
    expect((await provision()).body).toEqual(body);
  });

  it('comes to the same for many who ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => provision()));
    expect(new Set(answers.map(({ body }) => `${body.status} ${body.version}`))).toEqual(new Set(['provisioned 2']));
  });

  it('fails where texts would arrive in the open, says why, and can be tried again', async () => {
    await service.stop();
    service = await start('http://parley.example');
    expect((await provision()).body).toMatchObject({
      status: 'failed',
      version: 2,
      fault: { code: 'public-address-not-https', detail: expect.stringContaining('http://parley.example') },
    });
    expect(await createAccount()).toMatchObject(refused);
    expect((await provision()).body).toMatchObject({ status: 'failed', version: 4 });
  });

  it('goes on after an interruption', async () => {
    await service.database.read((db) =>
      db.query(`INSERT INTO provisioning (kind, version, status, changed_at) VALUES ('sms', 1, 'provisioning', now())`),
    );
    expect(await createAccount()).toMatchObject(refused);
    expect((await provision()).body).toMatchObject({ status: 'provisioned', version: 2 });
  });

  it('is for administrators; supervisors see it', async () => {
    expect((await service.put(sms, { enabled: true }, { as: 'sofia' })).status).toBe(403);
    expect(await status()).toBe('not-provisioned');
    expect((await service.get(sms, { as: 'lena' })).status).toBe(403);
  });

  it.each([{}, { enabled: 'yes' }, { enabled: false, confirmed: 'yes' }])('cannot be read from %j', async (body) => {
    expect((await provision(body)).status).toBe(400);
  });
});

describe('turning SMS off', () => {
  beforeEach(() => provision());

  it('has to be confirmed', async () => {
    expect(await provision({ enabled: false })).toMatchObject({
      status: 409,
      body: { code: 'confirmation-required', errors: [{ field: 'confirmed' }] },
    });
    expect(await status()).toBe('provisioned');
  });

  it('is over at once without channels', async () => {
    expect((await provision({ enabled: false, confirmed: true })).body.status).toBe('not-provisioned');
    expect((await provision({ enabled: false })).body.status).toBe('not-provisioned');
    expect(await createAccount()).toMatchObject(refused);
  });

  it('takes until the last channel is gone, and nothing new is set up meanwhile', async () => {
    await createAccount();
    await createWorkstream();
    await wire();
    expect((await provision({ enabled: false, confirmed: true })).body.status).toBe('turning-off');
    expect((await createAccount()).status).toBe(200);
    expect(await createAccount(uuid())).toMatchObject(refused);
    expect((await provision()).body.status).toBe('provisioned');
  });
});
