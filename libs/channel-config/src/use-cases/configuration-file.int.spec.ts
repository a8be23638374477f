import { v7 as uuid } from 'uuid';
import {
  type AgentId,
  channelChanged,
  definitionKinds,
  operatingHoursKind,
  queueChanged,
  rulesChanged,
  sectionOf,
} from '#contracts';
import { anAgent, aService, anEvent, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const dana = { as: 'dana' };

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterEach(() => service.stop());

const queueId = uuid();
/** Sets up one of everything by its own door. */
async function setUp() {
  await service.put(`${root}/provisioning/sms`, { enabled: true }, dana);
  const numberId = uuid();
  const workstreamId = uuid();
  const account = {
    slug: 'main',
    name: 'Main account',
    provider: 'twilio',
    accountSid: `AC${'a'.repeat(32)}`,
    authToken: 'f'.repeat(32),
    numbers: [
      { id: numberId, number: '+14252306549', type: 'long-code', description: 'Deliveries: "line" #1' },
      { id: uuid(), number: '+14252306550', type: 'long-code', description: '' },
    ],
  };
  await service.put(`${root}/accounts/${uuid()}`, account, dana);
  const workstream = { slug: 'deliveries', name: 'Deliveries', mode: 'push', fallbackQueueId: queueId };
  await service.put(`${root}/workstreams/${workstreamId}`, workstream, dana);
  const channel = { slug: 'line', name: 'Line', workstreamId, numberId, language: 'en-US' };
  await service.put(`${root}/channels/${uuid()}`, channel, dana);
  const hours = { slug: 'berlin', name: 'Berlin', timeZone: 'Europe/Berlin', shifts: [], holidays: [] };
  await service.put(`${root}/${operatingHoursKind.path}/${uuid()}`, hours, dana);
}
const exported = async (accept = 'application/json', query = '') => {
  const headers = { authorization: 'Bearer dana', accept };
  return (await service.app.inject({ method: 'GET', url: `${root}/configuration${query}`, headers })).body;
};

describe('the configuration as a file', () => {
  it('has everything by slugs, without ids, versions and times', async () => {
    await setUp();
    expect(JSON.parse(await exported())).toMatchObject({
      format: 1,
      provisioning: { sms: { enabled: true } },
      accounts: {
        main: {
          name: 'Main account',
          provider: 'twilio',
          accountSid: `AC${'a'.repeat(32)}`,
          authToken: { secret: 'MAIN_AUTH_TOKEN' },
          numbers: [
            { number: '+14252306549', type: 'long-code', description: 'Deliveries: "line" #1' },
            { number: '+14252306550', type: 'long-code', description: '' },
          ],
        },
      },
      workstreams: { deliveries: { name: 'Deliveries', mode: 'push', fallbackQueue: queueId } },
      channels: { line: { name: 'Line', workstream: 'deliveries', number: '+14252306549', language: 'en-US' } },
      operatingHours: { berlin: { name: 'Berlin', description: '', timeZone: 'Europe/Berlin' } },
    });
    expect(await exported()).not.toContain('f'.repeat(32));
  });

  it('is YAML where that is asked for, and the same every time', async () => {
    await setUp();
    const text = await exported('application/yaml');
    expect(text).toMatch(/^format: 1\nprovisioning:\n {2}sms:\n {4}enabled: true\n/);
    expect(text).toContain(
      'channels:\n  line:\n    name: Line\n    workstream: deliveries\n    number: "+14252306549"\n',
    );
    expect(await exported('application/yaml')).toBe(text);
  });

  it('names every section where nothing is set up', async () => {
    expect(JSON.parse(await exported())).toMatchObject({
      accounts: {},
      workstreams: {},
      channels: {},
      operatingHours: {},
    });
    expect(await exported('application/yaml')).toContain('\naccounts: {}\nworkstreams: {}\nchannels: {}\n');
  });

  it('is for administrators', async () => {
    expect((await service.get(`${root}/configuration`, { as: 'sofia' })).status).toBe(403);
  });
});

type Sections = Record<string, Record<string, Record<string, unknown>>>;
interface Imported {
  readonly counts: Record<string, number>;
  readonly items: { path: string; action: string; differing: string[] }[];
}
const file = async () => JSON.parse(await exported()) as Sections;
const take = async (asked: object, query = '') => {
  const { status, body } = await service.put(`${root}/configuration${query}`, asked, dana);
  return {
    status,
    body: body as Imported & { code: string; detail: string; errors: { field: string; message: string }[] },
  };
};
/** What an import did, without what stayed as it is. */
const done = ({ body }: Awaited<ReturnType<typeof take>>) =>
  body.items
    .filter(({ action }) => action !== 'unchanged')
    .map(({ path, action, differing }) => [path, action, ...differing].join(' '));
const withToken = (asked: Sections, value = 'f'.repeat(32)): Sections => ({
  ...asked,
  accounts: Object.fromEntries(
    Object.entries(asked['accounts']!).map(([slug, one]) => [slug, { ...one, authToken: { value } }]),
  ),
});
const said = async () => {
  await service.turn('outbox');
  return service.said();
};

describe('importing a file', () => {
  it('makes the same configuration where nothing was, and changes nothing the second time', async () => {
    await setUp();
    const text = await exported('application/yaml');
    const before = await file();
    await service.stop();
    service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);

    const first = await take(withToken(before));
    expect(done(first)).toEqual([
      'provisioning.sms changed enabled',
      'accounts.main created',
      'workstreams.deliveries created',
      'channels.line created',
      ...definitionKinds.flatMap((kind) =>
        Object.keys(before[sectionOf(kind)]!).map((slug) => `${sectionOf(kind)}.${slug} created`),
      ),
    ]);
    expect(await exported('application/yaml')).toBe(text);
    const events = (await said()).length;
    const again = await take(withToken(await file()));
    expect(done(again)).toEqual([]);
    expect((await said()).length).toBe(events);
  });

  it('says what a dry run would do, and does nothing', async () => {
    await setUp();
    const asked = await file();
    asked['workstreams']!['deliveries']!['name'] = 'Parcels';
    asked['operatingHours']!['paris'] = { ...asked['operatingHours']!['berlin'], name: 'Paris' };
    const dry = await take(asked, '?dryRun=true');
    expect(dry.body).toMatchObject({ dryRun: true, counts: { created: 1, changed: 1 } });
    expect(done(dry)).toEqual(['workstreams.deliveries changed name', 'operatingHours.paris created']);
    expect((await file())['workstreams']!['deliveries']!['name']).toBe('Deliveries');
    expect(done(await take(asked))).toEqual(done(dry));
    expect(await file()).toEqual(asked);
  });

  it('keeps what a section does not have, or takes it out of use where that is asked for', async () => {
    await setUp();
    const asked = { ...(await file()), channels: {}, workstreams: {}, operatingHours: {} };
    expect(done(await take(asked))).toEqual([]);
    expect(done(await take(asked, '?prune=true'))).toEqual([
      'workstreams.deliveries waiting',
      'channels.line removed',
      'operatingHours.berlin removed',
    ]);
    expect(await file()).toMatchObject({ channels: {}, workstreams: { deliveries: {} }, operatingHours: {} });
  });

  it('moves a number to the account that it has it in, with its channel, and back', async () => {
    await setUp();
    const asked = await file();
    const { main } = asked['accounts']! as { main: { numbers: object[] } };
    const [line, spare] = main.numbers as [object, object];
    const accounts = (mains: object[], news: object[]) => ({
      main: { ...main, numbers: mains, authToken: undefined },
      ported: {
        ...main,
        name: 'Ported',
        accountSid: `AC${'b'.repeat(32)}`,
        numbers: news,
        authToken: { value: 'e'.repeat(32) },
      },
    });
    const accountChanged = (slug: string): unknown => expect.stringMatching(`^accounts.${slug} changed numbers`);
    const channel = async () => (await service.get(`${root}/channels`, dana)).body.items[0];
    const before = await channel();
    const idOf = async (slug: string) =>
      (await service.get(`${root}/accounts`, dana)).body.items.find((one: { slug: string }) => one.slug === slug).id;

    const move = { format: 1, accounts: accounts([spare], [line]) };
    const changes = [accountChanged('main'), 'accounts.ported created', 'channels.line changed account'];
    expect(done(await take(move, '?dryRun=true')).toSorted()).toEqual(changes);
    expect(await channel()).toEqual(before);
    expect(done(await take(move)).toSorted()).toEqual(changes);
    const { id, numberId, version } = before;
    const moved = { id, numberId, version: version + 1, accountId: await idOf('ported'), number: '+14252306549' };
    expect(await channel()).toMatchObject(moved);
    expect(done(await take(move))).toEqual([]);
    await service.turn('outbox');
    expect(channelChanged.parse(service.said(channelChanged.type).at(-1)!).data).toMatchObject({
      channelId: id,
      accountId: moved.accountId,
      formerly: [{ accountId: before.accountId }],
    });

    // with what else the file says of its channel
    const back = {
      ...asked,
      accounts: accounts([line, spare], []),
      channels: { line: { ...asked['channels']!['line'], name: 'Back' } },
    };
    expect(done(await take(back)).toSorted()).toEqual([
      accountChanged('main'),
      accountChanged('ported'),
      'channels.line changed name account',
    ]);
    expect(await channel()).toMatchObject({ id, name: 'Back', accountId: before.accountId, version: version + 2 });
  });

  it('takes a number with a channel from an account for no other’s sake', async () => {
    await setUp();
    const asked = await file();
    const { main } = asked['accounts']! as { main: { numbers: object[] } };
    const accounts = { main: { ...main, numbers: [main.numbers[1]], authToken: undefined } };
    expect((await take({ format: 1, accounts })).body).toMatchObject({ code: 'number-in-use' });
  });

  it('removes nothing that something else names', async () => {
    await setUp();
    const asked = await file();
    asked['channels']!['line']!['settings'] = { operatingHours: { enabled: true, hours: 'berlin' } };
    expect((await take(asked)).status).toBe(200);
    const { status, body } = await take({ format: 1, operatingHours: {}, workstreams: {} }, '?prune=true');
    expect(status).toBe(409);
    expect(body.errors).toEqual([
      { field: 'workstreams.deliveries', message: 'Its channels go first: line.' },
      { field: 'operatingHours.berlin', message: 'Used by channel Line.' },
    ]);
  });

  it('removes no operating hours that a queue goes by, and says which, by a file as by their door', async () => {
    await setUp();
    const list = await service.get(`${root}/${operatingHoursKind.path}`, dana);
    const { id, version } = list.body.items[0];
    const queue = (changes: object) =>
      anEvent(queueChanged, {
        ...{ queueId, version: 1, slug: 'night', name: 'Night', state: 'active', operatingHoursId: id },
        ...changes,
      });
    // what is said late changes nothing
    await service.hear(queue({ version: 3 }), queue({ version: 2, operatingHoursId: null }));
    const { status, body } = await take({ format: 1, operatingHours: {} }, '?prune=true');
    expect([status, body.errors]).toEqual([409, [{ field: 'operatingHours.berlin', message: 'Used by queue Night.' }]]);
    const remove = () =>
      service.remove(`${root}/${operatingHoursKind.path}/${id}`, { ...dana, headers: { 'if-match': `"${version}"` } });
    expect((await remove()).body).toMatchObject({ code: 'in-use', detail: 'Used by queue Night.' });
    await service.hear(queue({ version: 4, state: 'removed' }));
    const lena = { agentId: uuid() as AgentId, name: 'Lena Marsh' };
    await service.hear(anAgent({ ...lena, version: 3, operatingHoursId: id }), anAgent({ ...lena, version: 2 }));
    expect((await remove()).body).toMatchObject({ code: 'in-use', detail: 'Used by agent Lena Marsh.' });
    await service.hear(anAgent({ ...lena, version: 4 }));
    expect((await take({ format: 1, operatingHours: {} }, '?prune=true')).status).toBe(200);
    expect((await file())['operatingHours']).toEqual({});
  });

  it('removes no operating hours that a rule asks, and says which, by a file as by their door', async () => {
    await setUp();
    const list = await service.get(`${root}/${operatingHoursKind.path}`, dana);
    const workstreamId: string = (await service.get(`${root}/workstreams`, dana)).body.items[0].id;
    const { id, version } = list.body.items[0];
    const rules = (
      kind: 'classification' | 'route-to-queue' | 'custom-assignment',
      of: string,
      at: number,
      all: string[],
    ) => anEvent(rulesChanged, { kind, subjectId: of, version: at, calendars: all });
    const ofQueue = { queueId, slug: 'night', name: 'Night', operatingHoursId: null };
    await service.hear(
      anEvent(queueChanged, { ...ofQueue, version: 1, state: 'active' }),
      // what is said late changes nothing
      rules('classification', workstreamId, 3, ['other', 'berlin']),
      rules('classification', workstreamId, 2, []),
      rules('route-to-queue', workstreamId, 2, ['other']),
      rules('custom-assignment', queueId, 2, ['berlin']),
    );
    const detail = 'Used by custom assignment of queue Night, classification of workstream Deliveries.';
    const { status, body } = await take({ format: 1, operatingHours: {} }, '?prune=true');
    expect([status, body.errors]).toEqual([409, [{ field: 'operatingHours.berlin', message: detail }]]);
    const url = `${root}/${operatingHoursKind.path}/${id}`;
    const at = { ...dana, headers: { 'if-match': `"${version}"` } };
    expect(await service.remove(url, at)).toMatchObject({ status: 409, body: { code: 'in-use', detail } });
    // rules find it by its slug
    const { slug: _slug, ...rest } = list.body.items[0];
    const hours = { name: 'Berlin', timeZone: rest.timeZone, shifts: [], holidays: [], description: 'Office' };
    expect(await service.put(url, { ...hours, slug: 'hamburg' }, at)).toMatchObject({
      ...{ status: 409, body: { code: 'in-use', detail, errors: [{ field: 'slug' }] } },
    });
    // of what is gone no rule runs
    await service.hear(
      anEvent(queueChanged, { ...ofQueue, version: 2, state: 'removed' }),
      rules('classification', workstreamId, 4, ['other']),
    );
    expect((await service.put(url, { ...hours, slug: 'hamburg' }, at)).status).toBe(200);
    expect((await take({ format: 1, operatingHours: {} }, '?prune=true')).status).toBe(200);
    expect((await file())['operatingHours']).toEqual({});
  });

  it('removes no skill finder that a ruleset names, and says whose', async () => {
    await setUp();
    const id = uuid();
    const finder = { slug: 'topics', name: 'Topics', address: 'https://models.example/' };
    await service.put(`${root}/skill-finders/${id}`, finder, dana);
    const subjectId: string = (await service.get(`${root}/workstreams`, dana)).body.items[0].id;
    const rules = (version: number, skillFinderIds: string[]) =>
      anEvent(rulesChanged, { kind: 'classification', subjectId, version, calendars: [], skillFinderIds });
    await service.hear(rules(3, [id]), rules(2, []));
    const remove = () => service.remove(`${root}/skill-finders/${id}`, { ...dana, headers: { 'if-match': '"1"' } });
    const detail = 'Used by classification of workstream Deliveries.';
    expect((await remove()).body).toMatchObject({ code: 'in-use', detail });
    const pruned = await take({ format: 1, skillFinders: {} }, '?prune=true');
    expect(pruned.body.errors).toEqual([{ field: 'skillFinders.topics', message: detail }]);
    await service.hear(rules(4, []));
    expect((await remove()).status).toBe(204);
  });

  it('leaves a section alone that the file does not have', async () => {
    await setUp();
    const before = await file();
    expect(done(await take({ format: 1, channels: before['channels'] }, '?prune=true'))).toEqual([]);
    expect(await file()).toEqual(before);
  });

  it('brings back what is on its way out', async () => {
    await setUp();
    const before = await file();
    await take({ ...before, channels: {} }, '?prune=true');
    expect(done(await take(before))).toEqual(['channels.line changed state']);
    expect(await file()).toEqual(before);
  });

  it('gives the number of one account to another, and keeps the ids of those that stay', async () => {
    await setUp();
    const asked = await file();
    const main = asked['accounts']!['main']!;
    const [first, second] = main['numbers'] as object[];
    asked['accounts'] = {
      main: { ...main, numbers: [first] },
      other: { ...main, name: 'Other', authToken: { value: 'e'.repeat(32) }, numbers: [second] },
    };
    expect(done(await take(asked))).toEqual(['accounts.main changed numbers.1', 'accounts.other created']);
    expect((await file())['accounts']!['other']).toMatchObject({ numbers: [second] });
    expect((await file())['channels']!['line']).toMatchObject({ number: '+14252306549' });
  });

  it('replaces a token that is another one, and tells it to nobody', async () => {
    await setUp();
    const secret = 'e'.repeat(32);
    expect(done(await take(withToken(await file(), secret)))).toEqual(['accounts.main changed authToken']);
    expect(done(await take(withToken(await file(), secret)))).toEqual([]);
    const kept = await service.database.read((db) => db.query(`SELECT before, after FROM change`));
    expect(JSON.stringify([await said(), kept])).not.toContain(secret);
    const authToken = { isSet: true, lastRotatedAt: expect.anything() };
    expect(kept).toContainEqual(expect.objectContaining({ after: expect.objectContaining({ authToken }) }));
  });

  it('reads YAML, with numbers that nobody put in quotes', async () => {
    await setUp();
    const payload = (await exported('application/yaml')).replaceAll('"+14252306549"', '14252306549');
    const headers = { authorization: 'Bearer dana', 'content-type': 'application/yaml' };
    const answer = await service.app.inject({ method: 'PUT', url: `${root}/configuration`, headers, payload });
    expect(answer.json<Imported>().counts).toMatchObject({ created: 0, changed: 0 });
  });

  it.each([
    ['no YAML', 'a: [', 400],
    ['another format', 'format: 2', 400],
    ['too long for YAML', `format: 1\n# ${'x'.repeat(1024 * 1024)}`, 413],
  ])('refuses what is %s', async (_what, payload, status) => {
    const headers = { authorization: 'Bearer dana', 'content-type': 'application/yaml' };
    const answer = await service.app.inject({ method: 'PUT', url: `${root}/configuration`, headers, payload });
    expect(answer.statusCode).toBe(status);
  });
});

describe('a file with errors', () => {
  it('names all of them by their paths, and changes nothing', async () => {
    await setUp();
    const before = await file();
    const numbers = [{ number: '+49301234567', type: 'long-code' }];
    const { status, body } = await take({
      format: 1,
      accounts: { other: { name: '', provider: 'twilio', accountSid: 'AC1', numbers } },
      workstreams: { deliveries: { name: 'Renamed', mode: 'push', fallbackQueue: 'general', colour: 'red' } },
      channels: { new: { name: 'New', workstream: 'nobody', number: '+12025550143', language: 'en-US' } },
      operatingHours: { berlin: { name: 'x'.repeat(101), timeZone: 'Nowhere' } },
    });
    expect([status, body.code]).toEqual([400, 'unreadable']);
    expect(body.errors.map(({ field }) => field).toSorted()).toEqual([
      'accounts.other.accountSid',
      'accounts.other.authToken',
      'accounts.other.name',
      'channels.new.number',
      'channels.new.workstream',
      'operatingHours.berlin.name',
      'operatingHours.berlin.shifts',
      'operatingHours.berlin.timeZone',
      'workstreams.deliveries.colour',
      'workstreams.deliveries.fallbackQueue',
    ]);
    expect(await file()).toEqual(before);
  });

  it('is refused for what a rule forbids, with the reason', async () => {
    await setUp();
    const asked = await file();
    const main = asked['accounts']!['main']!;
    const numbers = [
      { number: '+4930901820', type: 'long-code' },
      { number: '14252306550', type: 'long-code' },
    ];
    asked['accounts'] = { fresh: { ...main, authToken: { value: 'x' }, numbers } };
    asked['workstreams']!['second'] = asked['workstreams']!['deliveries']!;
    asked['channels']!['line']!['workstream'] = 'second';
    const { status, body } = await take(asked);
    expect([status, body.code]).toEqual([409, 'configuration-refused']);
    expect(body.errors).toMatchObject([
      { field: 'accounts.fresh.numbers.0.number', message: expect.stringContaining('DE') },
      { field: 'accounts.fresh.numbers.1.number', message: expect.stringContaining('main') },
      { field: 'channels.line.workstream' },
    ]);
  });

  it('says who reads variables', async () => {
    await setUp();
    const asked = await file();
    asked['accounts']!['main']!['authToken'] = { env: 'TOKEN' };
    expect((await take(asked)).body.errors).toMatchObject([{ field: 'accounts.main.authToken' }]);
  });
});
