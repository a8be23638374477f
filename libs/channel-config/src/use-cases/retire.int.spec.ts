import { v7 as uuid } from 'uuid';
import {
  channelChanged,
  channelRemoved,
  conversationsApplied,
  conversationsUsage,
  gatewayApplied,
  gatewayUsage,
  routingUsage,
} from '#contracts';
import { anEvent, aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const as = { as: 'dana' };
const ids = { account: uuid(), number: uuid(), workstream: uuid(), channel: uuid() };
const channel = `${root}/channels/${ids.channel}`;
const account = `${root}/accounts/${ids.account}`;
const workstream = `${root}/workstreams/${ids.workstream}`;
const at = '2026-01-05T09:00:00.000Z';

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
  await service.put(`${root}/provisioning/sms`, { enabled: true }, as);
  await createAccount();
  await service.put(workstream, { slug: 'deliveries', name: 'Deliveries', fallbackQueueId: uuid() }, as);
  await wire();
});
afterEach(() => service.stop());

const anAccountRequest = (numberId = ids.number) => ({
  slug: 'main',
  name: 'Main account',
  provider: 'twilio',
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'f'.repeat(32),
  numbers: [{ id: numberId, number: '14252306549', type: 'long-code' }],
});
const createAccount = (id = ids.account, numberId = ids.number) =>
  service.put(`${root}/accounts/${id}`, anAccountRequest(numberId), as);
const wire = (id = ids.channel, changes: object = {}) =>
  service.put(
    `${root}/channels/${id}`,
    { slug: 'line', name: 'Line', workstreamId: ids.workstream, numberId: ids.number, language: 'en-US', ...changes },
    as,
  );
const post = (path: string, body?: object, version: number | null = 1) =>
  service.post(path, {
    ...as,
    ...(body && { body }),
    ...(version !== null && { headers: { 'if-match': `"${version}"` } }),
  });
const retire = (path: string, how = 'wait', version: number | null = 1) => post(`${path}/retire`, { how }, version);
const read = async (path: string) => (await service.get(path, as)).body;

const usage = { gateway: gatewayUsage, conversations: conversationsUsage, routing: routingUsage };
let reports = 0;
/** A service says how much still uses this. */
const report = (by: keyof typeof usage, kind: string, id: string, version: number, count: number) =>
  service.hear(anEvent(usage[by], { counted: [{ kind, id, version, report: (reports += 1), count }], countedAt: at }));
/** Nobody uses it any more. */
async function nobodyUses(kind: 'channel' | 'account' | 'workstream', version: number) {
  const users = {
    channel: ['gateway', 'conversations'],
    account: ['gateway'],
    workstream: ['conversations', 'routing'],
  } as const;
  for (const by of users[kind]) await report(by, kind, ids[kind], version, 0);
}
const said = async (type: string) => {
  await service.turn('outbox');
  return service.said(type);
};

describe('retiring a channel', () => {
  it('is said with the channel, and shown with what still uses it', async () => {
    const answer = await retire(channel);
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'retiring', version: 2, retirement: { how: 'wait' }, usage: [] },
    });
    expect(answer.headers['etag']).toBe('"2"');
    const last = channelChanged.parse((await said(channelChanged.type)).at(-1)).data;
    expect(last).toMatchObject({ channelId: ids.channel, version: 2, state: 'retiring', how: 'wait' });

    await report('conversations', 'channel', ids.channel, 2, 3);
    await report('gateway', 'channel', ids.channel, 2, 0);
    expect(await read(channel)).toMatchObject({
      state: 'retiring',
      usage: [
        { service: 'conversations', count: 3, at },
        { service: 'gateway', count: 0, at },
      ],
    });
  });

  it('ends by itself when nobody uses it any more, and that is said', async () => {
    await retire(channel);
    await report('gateway', 'channel', ids.channel, 2, 0);
    expect((await read(channel)).state).toBe('retiring');
    await report('conversations', 'channel', ids.channel, 2, 0);
    expect(await read(channel)).toMatchObject({ state: 'removed', version: 3, usage: [], number: '+14252306549' });
    expect((await said(channelRemoved.type)).map(({ data }) => data)).toMatchObject([
      { channelId: ids.channel, version: 3 },
    ]);
    expect((await said(channelChanged.type)).at(-1)!.data).toMatchObject({ version: 3, state: 'removed' });
  });

  it('does not end by a count from before, or one that is overtaken by a newer', async () => {
    await nobodyUses('channel', 1);
    await retire(channel);
    expect((await read(channel)).usage).toEqual([]);
    await report('gateway', 'channel', ids.channel, 2, 0);
    const late = { kind: 'channel', id: ids.channel, version: 2, report: 1, count: 0 };
    await report('conversations', 'channel', ids.channel, 2, 1);
    await service.hear(anEvent(conversationsUsage, { counted: [late], countedAt: at }));
    expect((await read(channel)).state).toBe('retiring');
  });

  it('may be followed by closing everything, and changes nothing the second time', async () => {
    await retire(channel);
    expect((await retire(channel, 'wait', null)).status).toBe(428);
    expect((await retire(channel, 'wait', 1)).body).toMatchObject({ version: 2 });
    expect((await retire(channel, 'close-all', 2)).body).toMatchObject({
      version: 3,
      retirement: { how: 'close-all' },
    });
    expect((await said(channelChanged.type)).at(-1)!.data).toMatchObject({ version: 3, how: 'close-all' });
  });

  it('can be taken back until it is over', async () => {
    await retire(channel);
    expect(await post(`${channel}/restore`, undefined, 2)).toMatchObject({
      status: 200,
      body: { state: 'active', version: 3, retirement: null },
    });
    await nobodyUses('channel', 2);
    expect((await read(channel)).state).toBe('active');
    await retire(channel, 'wait', 3);
    await nobodyUses('channel', 4);
    expect(await post(`${channel}/restore`, undefined, 5)).toMatchObject({
      status: 409,
      body: { code: 'already-removed' },
    });
  });

  it('starts from the version that was read, and is for administrators', async () => {
    expect((await retire(channel, 'wait', 7)).status).toBe(412);
    expect((await retire(channel, 'wait', null)).status).toBe(428);
    const supervisor = { as: 'sofia', body: { how: 'wait' }, headers: { 'if-match': '"1"' } };
    expect((await service.post(`${channel}/retire`, supervisor)).status).toBe(403);
    expect((await retire(`${root}/channels/${uuid()}`)).status).toBe(404);
    expect((await retire(channel, 'at-once')).status).toBe(400);
    expect((await read(channel)).version).toBe(1);
  });
});

describe('a channel that is removed', () => {
  beforeEach(async () => {
    await retire(channel);
    await nobodyUses('channel', 2);
  });

  it('leaves its number and its name to another one, and stays to be looked up', async () => {
    const next = uuid();
    expect((await wire(next)).status).toBe(200);
    expect((await read(`${root}/channels`)).items.map(({ id }: { id: string }) => id)).toEqual([next]);
    const removed = await read(`${root}/channels?state=removed`);
    expect(removed.items.map(({ id }: { id: string }) => id)).toEqual([ids.channel]);
    expect((await read(account)).numbers).toMatchObject([{ channelId: next }]);
  });

  it('stays as it was when the account lets the number go', async () => {
    const { authToken: _, ...request } = anAccountRequest(uuid());
    const without = { ...request, numbers: [{ id: uuid(), number: '14252306550', type: 'long-code' }] };
    expect(await service.put(account, without, { ...as, headers: { 'if-match': '"1"' } })).toMatchObject({
      status: 200,
    });
    expect(await read(channel)).toMatchObject({ number: '+14252306549', accountId: ids.account, state: 'removed' });
  });

  it('is not changed any more', async () => {
    const request = {
      slug: 'line',
      name: 'Other',
      workstreamId: ids.workstream,
      numberId: ids.number,
      language: 'en-US',
    };
    expect(await service.put(channel, request, { ...as, headers: { 'if-match': '"3"' } })).toMatchObject({
      status: 409,
      body: { code: 'already-removed' },
    });
  });

  it('does not come back when it is set up again as it was', async () => {
    expect(await wire(ids.channel)).toMatchObject({ status: 409, body: { code: 'already-removed' } });
  });
});

describe.each([
  ['account', account],
  ['workstream', workstream],
] as const)('retiring the %s', (kind, path) => {
  const begin = async () => {
    await retire(channel);
    await nobodyUses('channel', 2);
    return retire(path);
  };

  it('is refused while it has channels, and says which', async () => {
    expect(await retire(path)).toMatchObject({
      status: 409,
      body: { code: `${kind}-in-use`, detail: 'Its channels go first: Line.' },
    });
    await retire(channel);
    expect((await retire(path)).body.detail).toBe('Its channels go first: Line (retiring).');
    expect((await read(path)).state).toBe('active');
  });

  it('ends when nobody uses it any more, and its name is free', async () => {
    expect((await begin()).body).toMatchObject({ state: 'retiring' });
    await nobodyUses(kind, 2);
    expect(await read(path)).toMatchObject({ state: 'removed', version: 3 });
    const again = { slug: 'deliveries', name: 'Deliveries', fallbackQueueId: uuid() };
    const next =
      kind === 'account'
        ? await createAccount(uuid(), uuid())
        : await service.put(`${root}/workstreams/${uuid()}`, again, as);
    expect(next.status).toBe(200);
  });

  it('takes no new channel meanwhile, and some again when it is restored', async () => {
    await begin();
    expect(await wire(uuid())).toMatchObject({ status: 409, body: { code: 'retired' } });
    await post(`${path}/restore`, undefined, 2);
    expect((await wire(uuid())).status).toBe(200);
  });
});

describe('turning SMS off', () => {
  const sms = `${root}/provisioning/sms`;
  const turnOff = (how?: string) => service.put(sms, { enabled: false, confirmed: true, how }, as);

  it('retires every channel, and is over with the last one', async () => {
    expect((await turnOff('close-all')).body.status).toBe('turning-off');
    expect(await read(channel)).toMatchObject({ state: 'retiring', retirement: { how: 'close-all' } });
    await nobodyUses('channel', 2);
    expect((await read(sms)).status).toBe('not-provisioned');
  });

  it('is taken back with the channels that went along, and no others', async () => {
    const other = uuid();
    const { authToken: _, ...request } = anAccountRequest();
    const second = { id: uuid(), number: '14252306550', type: 'long-code' };
    const both = { ...request, numbers: [...request.numbers, second] };
    await service.put(account, both, { ...as, headers: { 'if-match': '"1"' } });
    await wire(other, { slug: 'other', name: 'Other', numberId: second.id });
    await retire(`${root}/channels/${other}`);
    await turnOff();
    expect((await service.put(sms, { enabled: true }, as)).body.status).toBe('provisioned');
    expect((await read(channel)).state).toBe('active');
    expect((await read(`${root}/channels/${other}`)).state).toBe('retiring');
  });
});

describe('which version each service goes by', () => {
  const applied = (version: number, appliedAt = at) => ({
    applied: [{ kind: 'channel', id: ids.channel, version }],
    appliedAt,
  });

  it('is shown on the view, the newest whatever comes late', async () => {
    const later = '2026-01-05T09:00:01.250Z';
    await service.hear(anEvent(gatewayApplied, applied(2, later)), anEvent(gatewayApplied, applied(1)));
    await service.hear(anEvent(conversationsApplied, applied(1)));
    expect((await read(channel)).inForce).toEqual([
      { service: 'conversations', version: 1, appliedAt: at },
      { service: 'gateway', version: 2, appliedAt: later },
    ]);
    expect((await read(`${root}/channels`)).items[0].inForce).toHaveLength(2);
  });

  it('is kept for many at once', async () => {
    const many = Array.from({ length: 1000 }, () => ({ kind: 'channel', id: uuid(), version: 1 }));
    await service.hear(anEvent(gatewayApplied, { applied: many, appliedAt: at }));
    const [{ count }] = await service.database.read((db) => db.query('SELECT count(*)::int FROM in_force'));
    expect(count).toBe(1000);
  });
});
