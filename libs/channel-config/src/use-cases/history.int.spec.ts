import { v7 as uuid } from 'uuid';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
  await service.put(`${root}/provisioning/sms`, { enabled: true }, dana());
});
afterEach(() => service.stop());

const asked = (changes: object = {}) => ({
  slug: 'deliveries',
  name: 'Deliveries',
  mode: 'push',
  fallbackQueueId: '01990000-0000-7000-8000-000000000001',
  ...changes,
});
interface Change {
  readonly version: number;
  readonly action: string;
  readonly kind: string;
  readonly differing: string[];
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}
const changesOf = async (at: string, query = '') => {
  const { body } = await service.get(`${at}/changes${query}`, dana());
  return body as { items: Change[]; next: string | null };
};
const aWorkstream = async () => {
  const at = `${root}/workstreams/${uuid()}`;
  await service.put(at, asked(), dana());
  return at;
};
const anAccount = async (token = 'f'.repeat(32)) => {
  const at = `${root}/accounts/${uuid()}`;
  const numbers = [{ id: uuid(), number: '+14252306549', type: 'long-code', description: '' }];
  const account = { slug: 'main', name: 'Main', provider: 'twilio', accountSid: `AC${'a'.repeat(32)}`, numbers };
  await service.put(at, { ...account, authToken: token }, dana());
  return { at, account };
};

describe('the history of a workstream', () => {
  it('tells who changed what, from what to what', async () => {
    const at = await aWorkstream();
    await service.put(at, asked({ name: 'Parcels' }), dana(1));
    expect((await changesOf(at)).items).toMatchObject([
      { version: 2, action: 'changed', differing: ['name'], by: { subject: 'dana' }, before: { name: 'Deliveries' } },
      { version: 1, action: 'created', before: null, after: { name: 'Deliveries', state: 'active' } },
    ]);
  });

  it('has nothing of what was asked for and was so already', async () => {
    const at = await aWorkstream();
    await service.put(at, asked(), dana(1));
    expect((await changesOf(at)).items).toHaveLength(1);
  });

  it('tells that it was retired, and taken into use again', async () => {
    const at = await aWorkstream();
    await service.post(`${at}/retire`, { ...dana(1), body: { how: 'wait' } });
    await service.post(`${at}/restore`, dana(2));
    expect((await changesOf(at)).items).toMatchObject([
      { version: 3, action: 'restored', after: { state: 'active' } },
      { version: 2, action: 'retired', after: { state: 'retiring', retiredHow: 'wait' } },
      { version: 1 },
    ]);
  });

  it('lets a version come back as a new one', async () => {
    const at = await aWorkstream();
    await service.put(at, asked({ name: 'Parcels' }), dana(1));
    const restored = await service.post(`${at}/versions/1/restore`, dana(2));
    expect(restored).toMatchObject({ status: 200, body: { version: 3, action: 'restored', differing: ['name'] } });
    expect((await service.get(at, dana())).body).toMatchObject({ name: 'Deliveries', version: 3 });
  });

  it.each([
    ['a version that there never was', '9', 1, 404],
    ['no version at all', 'x', 1, 400],
    ['another version than there is', '1', 7, 412],
    ['one that does not say which there is', '1', undefined, 428],
  ])('does not bring back %s', async (_what, version, from, status) => {
    const at = await aWorkstream();
    expect((await service.post(`${at}/versions/${version}/restore`, dana(from))).status).toBe(status);
    expect((await changesOf(at)).items).toHaveLength(1);
  });
});

describe('the history of an account', () => {
  it('tells that the token was replaced, and never the token', async () => {
    const { at } = await anAccount();
    await service.post(`${at}/auth-token`, { ...dana(1), body: { authToken: 'e'.repeat(32) } });
    const { items } = await changesOf(at);
    expect(items).toMatchObject([
      { version: 2, differing: ['authToken.lastRotatedAt'], after: { authToken: { isSet: true } } },
      { version: 1, after: { slug: 'main', numbers: [{ number: '+14252306549' }] } },
    ]);
    expect(Object.keys(items[0]!.after!).toSorted()).toEqual(
      ['accountSid', 'authToken', 'name', 'numbers', 'provider', 'retiredHow', 'slug', 'state'].toSorted(),
    );
  });

  it('lets a version come back, with the token there is', async () => {
    const { at, account } = await anAccount();
    await service.put(at, { ...account, name: 'Renamed' }, dana(1));
    expect((await service.post(`${at}/versions/1/restore`, dana(2))).status).toBe(200);
    expect((await service.get(at, dana())).body).toMatchObject({ name: 'Main', version: 3 });
  });
});

describe('the history of a channel', () => {
  it('is written, and lets a version come back', async () => {
    const { account } = await anAccount();
    const workstreamId = (await aWorkstream()).split('/').at(-1);
    const at = `${root}/channels/${uuid()}`;
    const channel = { slug: 'line', name: 'Line', workstreamId, numberId: account.numbers[0]!.id, language: 'en-US' };
    await service.put(at, channel, dana());
    await service.put(at, { ...channel, name: 'Linie', language: 'de-DE' }, dana(1));
    await service.post(`${at}/versions/1/restore`, dana(2));
    expect((await changesOf(at)).items).toMatchObject([
      { version: 3, action: 'restored' },
      { version: 2, action: 'changed', differing: ['name', 'language'] },
      { version: 1, action: 'created' },
    ]);
    expect((await service.get(at, dana())).body).toMatchObject({ name: 'Line', language: 'en-US' });
  });
});

describe('the history of everything', () => {
  it('comes newest first, in pages, of all kinds or of one', async () => {
    await anAccount();
    const at = await aWorkstream();
    await service.put(at, asked({ name: 'Parcels' }), dana(1));
    const kinds = async (query: string) => (await changesOf(root, query)).items.map(({ kind }) => kind);
    expect((await kinds('?limit=3')).slice(0, 3)).toEqual(['workstream', 'workstream', 'account']);
    expect(await kinds('?kind=account')).toEqual(['account']);
    const first = await changesOf(root, '?limit=1&kind=workstream');
    const second = await changesOf(root, `?limit=1&kind=workstream&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ version }) => version)).toEqual([2, 1]);
    expect(second.next).toBeNull();
  });

  it.each(['accounts', 'workstreams', 'channels', 'operating-hours'])(
    'has nothing of %s that nobody has',
    async (path) => {
      expect((await service.get(`${root}/${path}/${uuid()}/changes`, dana())).status).toBe(404);
    },
  );

  it('is for administrators, and knows its kinds', async () => {
    expect((await service.get(`${root}/changes`, { as: 'sofia' })).status).toBe(403);
    expect((await service.get(`${root}/changes?kind=nothing`, dana())).status).toBe(400);
  });
});
