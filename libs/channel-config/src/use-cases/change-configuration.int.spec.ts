import { v7 as uuid } from 'uuid';
import { accountChanged, channelChanged, workstreamChanged } from '#contracts';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
  await service.put('/api/channel-config/provisioning/sms', { enabled: true }, { as: 'dana' });
});
afterEach(() => service.stop());

const from = (version?: number | string) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': typeof version === 'number' ? `"${version}"` : version } }),
});
const aNumber = (number = '+14252306549', description = '') => ({ id: uuid(), number, type: 'long-code', description });
const settingsOf = (changes: object = {}) => ({
  slug: 'main',
  name: 'Main account',
  provider: 'twilio',
  accountSid: `AC${'a'.repeat(32)}`,
  ...changes,
});
const first = aNumber('+14252306549', 'Deliveries line');
const second = aNumber('+14252306550');
const account = `${root}/accounts/${uuid()}`;
const workstream = `${root}/workstreams/${uuid()}`;
const channel = `${root}/channels/${uuid()}`;
const asWorkstream = { slug: 'deliveries', name: 'Deliveries', mode: 'push', fallbackQueueId: uuid() };
const asChannel = {
  slug: 'line',
  name: 'Line',
  workstreamId: workstream.split('/').at(-1),
  numberId: first.id,
  language: 'en-US',
};
const withNumbers = (...numbers: object[]) => settingsOf({ numbers });
const newAccount = (changes: object = {}) => ({ ...withNumbers(first, second), authToken: 'f'.repeat(32), ...changes });
const create = () => service.put(account, newAccount(), from());
const wire = async () => {
  await create();
  await service.put(workstream, asWorkstream, from());
  await service.put(channel, asChannel, from());
};
const said = async (type: { readonly type: string }) => {
  await service.turn('outbox');
  return service.said(type.type);
};

describe('changing a messaging account', () => {
  it('says which version was read, and takes a change that starts from it', async () => {
    expect((await create()).headers['etag']).toBe('"1"');
    expect((await service.get(account, { as: 'sofia' })).headers['etag']).toBe('"1"');
    const changed = await service.put(account, settingsOf({ name: 'Renamed', numbers: [first] }), from(1));
    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { version: 2, name: 'Renamed' } });
    expect((await service.get(account, from())).body).toEqual(changed.body);
  });

  it.each([
    ['another version', 3],
    ['the version before', 1],
    ['no version at all', 'whatever'],
    ['any version', '*'],
  ])('is refused from %s, so that nobody overwrites another', async (_what, version) => {
    await create();
    await service.put(account, settingsOf({ name: 'By Sofia', numbers: [first] }), from(1));
    const late = await service.put(account, settingsOf({ name: 'By Dana', numbers: [first] }), from(version));
    expect(late).toMatchObject({ status: 412, body: { code: 'version-mismatch' } });
    expect((await service.get(account, from())).body).toMatchObject({ name: 'By Sofia', version: 2 });
  });

  it('is taken from one of many who start from the same version', async () => {
    await create();
    const names = Array.from({ length: 6 }, (_, n) => `Name ${n}`);
    const answers = await Promise.all(
      names.map((name) => service.put(account, settingsOf({ name, numbers: [first] }), from(1))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  it('adds, describes and removes numbers, and says the whole', async () => {
    await create();
    const third = aNumber('12025550143', 'Night line');
    const described = { ...second, description: 'Day line' };
    const answer = await service.put(account, withNumbers(third, described), from(1));
    const unchecked = { registration: 'unknown', channelId: null, check: null, connectedAt: null };
    expect(answer.body.numbers).toEqual([
      { ...third, number: '+12025550143', formatted: '(202) 555-0143', country: 'US', ...unchecked },
      { ...described, formatted: '(425) 230-6550', country: 'US', ...unchecked },
    ]);
    const events = await said(accountChanged);
    expect(events.map((event) => accountChanged.parse(event).data.version)).toEqual([1, 2]);
    expect(accountChanged.parse(events[1]).data.numbers).toEqual([
      { numberId: third.id, address: '+12025550143', type: 'long-code' },
      { numberId: second.id, address: '+14252306550', type: 'long-code' },
    ]);
  });

  it('may give two numbers each the digits of the other', async () => {
    await create();
    const swapped = withNumbers({ ...first, number: second.number }, { ...second, number: first.number });
    expect(await service.put(account, swapped, from(1))).toMatchObject({
      status: 200,
      body: {
        numbers: [
          { id: first.id, number: '+14252306550' },
          { id: second.id, number: '+14252306549' },
        ],
      },
    });
  });

  it('frees a removed number for another account', async () => {
    await create();
    await service.put(account, withNumbers(first), from(1));
    const other = newAccount({ slug: 'other', numbers: [aNumber(second.number)] });
    expect((await service.put(`${root}/accounts/${uuid()}`, other, from())).status).toBe(200);
  });

  it('changes and says nothing when everything is as asked', async () => {
    await create();
    expect(await service.put(account, withNumbers(first, second), from(1))).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    expect(await said(accountChanged)).toHaveLength(1);
  });

  it.each([
    ['is removed', withNumbers(second)],
    ['gets other digits', withNumbers({ ...first, number: '+12025550143' })],
    ['gets another id', withNumbers({ ...first, id: uuid() })],
  ])('is refused when a number %s that has a channel', async (_what, asked) => {
    await wire();
    expect(await service.put(account, asked, from(1))).toMatchObject({
      status: 409,
      body: { code: 'number-in-use', errors: [{ field: 'numbers' }] },
    });
    expect((await service.get(account, from())).body).toMatchObject({ version: 1, numbers: [{}, {}] });
  });

  it('keeps the Account SID while a number has a channel, and corrects it before', async () => {
    await create();
    const corrected = { ...withNumbers(first, second), accountSid: `AC${'b'.repeat(32)}` };
    expect(await service.put(account, corrected, from(1))).toMatchObject({ status: 200, body: corrected });
    await service.put(workstream, asWorkstream, from());
    await service.put(channel, asChannel, from());
    expect(await service.put(account, withNumbers(first, second), from(2))).toMatchObject({
      status: 409,
      body: { code: 'account-in-use', errors: [{ field: 'accountSid' }] },
    });
  });

  it('stays with its provider, whose token it has', async () => {
    await create();
    const atAzure = { ...withNumbers(first), provider: 'azure', accountSid: 'https://parley.communication.azure.com' };
    expect(await service.put(account, atAzure, from(1))).toMatchObject({
      status: 409,
      body: { code: 'provider-stays', errors: [{ field: 'provider' }] },
    });
  });

  it('is refused with what others have', async () => {
    await create();
    const theirs = aNumber('+12025550143');
    await service.put(`${root}/accounts/${uuid()}`, newAccount({ slug: 'other', numbers: [theirs] }), from());
    expect(await service.put(account, { ...withNumbers(first), slug: 'other' }, from(1))).toMatchObject({
      status: 409,
      body: { code: 'slug-taken', errors: [{ field: 'slug' }] },
    });
    expect(await service.put(account, withNumbers(first, aNumber(theirs.number)), from(1))).toMatchObject({
      status: 409,
      body: { code: 'number-taken', errors: [{ field: 'numbers.1.number' }] },
    });
    expect(await service.put(account, withNumbers({ ...second, id: theirs.id }), from(1))).toMatchObject({
      status: 409,
      body: { code: 'number-taken', errors: [{ field: 'numbers.0.number' }] },
    });
  });

  it('is refused for what does not exist', async () => {
    expect(await service.put(account, withNumbers(first), from(1))).toMatchObject({
      status: 404,
      body: { code: 'account-not-found' },
    });
  });

  it('takes no token, and a new account does not do without', async () => {
    const { authToken: _, ...without } = newAccount();
    const unreadable = { status: 400, body: { code: 'unreadable', errors: [{ field: 'authToken' }] } };
    expect(await service.put(account, without, from())).toMatchObject(unreadable);
    await create();
    expect(await service.put(account, newAccount({ name: 'Renamed' }), from(1))).toMatchObject(unreadable);
  });
});

describe('changing a workstream', () => {
  it('is for administrators; everybody reads which there are', async () => {
    await service.put(workstream, asWorkstream, from());
    for (const as of ['sofia', 'lena']) {
      expect(await service.get(workstream, { as })).toMatchObject({ status: 200, body: asWorkstream });
      expect((await service.get(`${root}/workstreams`, { as })).body.items).toMatchObject([asWorkstream]);
      expect((await service.put(workstream, asWorkstream, { ...from(1), as })).status).toBe(403);
    }
  });

  it('says the whole, one version later', async () => {
    await service.put(workstream, asWorkstream, from());
    const changed = { slug: 'parcels', name: 'Parcels', mode: 'push', fallbackQueueId: uuid() };
    expect(await service.put(workstream, changed, from(1))).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { ...changed, version: 2 },
    });
    const [, event] = await said(workstreamChanged);
    expect(event!.data).toMatchObject({ ...changed, version: 2 });
  });

  it('is refused from another version, for another name than its own, and without a version', async () => {
    await service.put(workstream, asWorkstream, from());
    await service.put(`${root}/workstreams/${uuid()}`, { ...asWorkstream, slug: 'other' }, from());
    const refused = async (changes: object, version?: number) => {
      const { status, body } = await service.put(workstream, { ...asWorkstream, ...changes }, from(version));
      return [status, body.code];
    };
    expect(await refused({ name: 'Parcels' }, 2)).toEqual([412, 'version-mismatch']);
    expect(await refused({ slug: 'other' }, 1)).toEqual([409, 'slug-taken']);
    expect(await refused({ name: 'Parcels' })).toEqual([409, 'already-exists']);
  });
});

describe('changing a channel', () => {
  it('calls it otherwise and says so', async () => {
    await wire();
    const changed = { ...asChannel, slug: 'linie', name: 'Linie', language: 'de-DE' };
    expect(await service.put(channel, changed, from(1))).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { ...changed, version: 2, number: '+14252306549' },
    });
    const [, event] = await said(channelChanged);
    expect(event!.data).toMatchObject({ version: 2, name: 'Linie', language: 'de-DE', number: '+14252306549' });
  });

  it.each([
    ['numberId', 'number-fixed'],
    ['workstreamId', 'workstream-fixed'],
  ])('does not change its %s', async (field, code) => {
    await wire();
    expect(await service.put(channel, { ...asChannel, [field]: uuid() }, from(1))).toMatchObject({
      status: 409,
      body: { code, errors: [{ field }] },
    });
  });

  it('is refused from another version, and for what does not exist', async () => {
    await wire();
    expect((await service.put(channel, { ...asChannel, name: 'Other' }, from(7))).status).toBe(412);
    expect((await service.put(`${root}/channels/${uuid()}`, asChannel, from(1))).status).toBe(404);
  });
});

describe('creating at the same moment', () => {
  it('gives a name and a number to one of many', async () => {
    const request = () => service.put(`${root}/accounts/${uuid()}`, newAccount({ numbers: [aNumber()] }), from());
    const answers = await Promise.all(Array.from({ length: 6 }, request));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
  });

  it('is one account for all who ask for the same', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, create));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
