import { v7 as uuid } from 'uuid';
import { accountChanged, channelChanged, workstreamChanged, maskingRuleKind } from '#contracts';
import { Seal } from '#secrets';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const settings = new ChannelConfigSettings({ SECRETS_KEYS: keys });
const token = '0123456789abcdef0123456789abcdef';
const as = { as: 'dana' };

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
  await service.put('/api/channel-config/provisioning/sms', { enabled: true }, { as: 'dana' });
});
afterEach(() => service.stop());

const aNumber = (number = '14252306549') => ({ id: uuid(), number, type: 'long-code', description: 'Deliveries line' });
const anAccount = (changes: object = {}) => ({
  slug: 'main',
  name: 'Main account',
  provider: 'twilio',
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: token,
  numbers: [aNumber()],
  ...changes,
});
const aWorkstream = (changes: object = {}) => ({
  slug: 'deliveries',
  name: 'Deliveries',
  fallbackQueueId: uuid(),
  ...changes,
});
const path = (kind: string, id: string) => `/api/channel-config/${kind}/${id}`;
const createAccount = async (request = anAccount(), id = uuid()) => ({
  id,
  request,
  answer: await service.put(path('accounts', id), request, as),
});
const createWorkstream = async (request = aWorkstream(), id = uuid()) => ({
  id,
  request,
  answer: await service.put(path('workstreams', id), request, as),
});
/** An account, a workstream, and the number of the one wired to the other. */
const wire = async () => {
  const account = await createAccount();
  const workstream = await createWorkstream();
  const id = uuid();
  const request = {
    slug: 'deliveries-line',
    name: 'Deliveries line',
    workstreamId: workstream.id,
    numberId: account.request.numbers[0]!.id,
    language: 'en-US',
  };
  return { account, workstream, id, request, answer: await service.put(path('channels', id), request, as) };
};
/** Without the definitions that are there from the beginning. */
const everything = async () => {
  await service.turn('outbox');
  return service.said('channel-config.').filter(({ type }) => type !== maskingRuleKind.changed.type);
};

describe('creating a messaging account', () => {
  it('answers the account with the addresses to enter at Twilio', async () => {
    const { answer } = await createAccount();
    expect(answer).toMatchObject({
      status: 200,
      body: {
        name: 'Main account',
        version: 1,
        authToken: { isSet: true },
        numbers: [{ number: '+14252306549', channelId: null }],
      },
    });
    expect(answer.body.callback.messages).toMatch(
      /^https:\/\/parley\.example\/desk\/webhooks\/twilio\/[\w-]{20,}\/messages$/,
    );
  });

  it('never answers the token, nor says or stores it in the open', async () => {
    const { id } = await createAccount();
    const stored = await service.database.read((db) => db.query(`SELECT * FROM messaging_account`));
    const seen = JSON.stringify([
      await service.get(path('accounts', id), as),
      await service.get('/api/channel-config/accounts', as),
      await everything(),
      stored,
    ]);
    for (const form of [token, Buffer.from(token).toString('base64'), Buffer.from(token).toString('base64url')])
      expect(seen).not.toContain(form);
  });

  it('says the account with a token that opens at its place', async () => {
    const { id } = await createAccount();
    const [said] = await everything();
    expect(said).toMatchObject({
      type: accountChanged.type,
      data: { accountId: id, version: 1, numbers: [{ address: '+14252306549' }] },
    });
    const { sealedAuthToken } = accountChanged.parse(said).data;
    expect(new Seal(keys).open(sealedAuthToken, `account/${id}/auth-token`)).toBe(token);
  });

  it('changes and says nothing the second time', async () => {
    const { id, request, answer } = await createAccount();
    expect(await service.put(path('accounts', id), request, as)).toMatchObject({ status: 200, body: answer.body });
    expect(await everything()).toHaveLength(1);
  });

  it.each([
    ['another name', { name: 'Other' }],
    ['another token', { authToken: 'x'.repeat(32) }],
    ['another number', { numbers: [aNumber('14252306550')] }],
  ])('is refused under the same id with %s', async (_what, changes) => {
    const { id, request } = await createAccount();
    expect(await service.put(path('accounts', id), { ...request, ...changes }, as)).toMatchObject({
      status: 409,
      body: { code: 'already-exists' },
    });
  });

  it('is refused when another account has the number, and names the number', async () => {
    await createAccount();
    const { answer } = await createAccount(
      anAccount({ slug: 'second', numbers: [aNumber('14252306550'), aNumber('+14252306549')] }),
    );
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'number-taken', errors: [{ field: 'numbers.1.number' }] },
    });
  });

  it('is refused when another account has the slug', async () => {
    await createAccount();
    const { answer } = await createAccount(anAccount({ numbers: [aNumber('14252306550')] }));
    expect(answer).toMatchObject({ status: 409, body: { code: 'slug-taken', errors: [{ field: 'slug' }] } });
  });

  it('is refused for a number of a country that this installation does not take', async () => {
    const { answer } = await createAccount(anAccount({ numbers: [aNumber('447400123456')] }));
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'number-country', errors: [{ field: 'numbers.0.number' }] },
    });
  });

  it('takes numbers of other countries where the installation says so', async () => {
    await service.stop();
    const wider = new ChannelConfigSettings({ SECRETS_KEYS: keys, NUMBER_COUNTRIES: 'US, GB' });
    service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, wider]]);
    await service.put('/api/channel-config/provisioning/sms', { enabled: true }, as);
    const { answer } = await createAccount(anAccount({ numbers: [aNumber('447400123456')] }));
    expect(answer).toMatchObject({ status: 200, body: { numbers: [{ number: '+447400123456', country: 'GB' }] } });
    const canadian = anAccount({ slug: 'canada', numbers: [aNumber('16045550123')] });
    expect((await createAccount(canadian)).answer).toMatchObject({ status: 409, body: { code: 'number-country' } });
  });

  it('keeps and shows each type of number, with a description or without', async () => {
    const described = 'x'.repeat(500);
    const { id } = await createAccount(
      anAccount({
        numbers: [
          { id: uuid(), number: '14252306549', type: 'long-code' },
          { id: uuid(), number: '72345', type: 'short-code', description: '' },
          { id: uuid(), number: '18335550133', type: 'toll-free', description: described },
        ],
      }),
    );
    const { body } = await service.get(path('accounts', id), as);
    expect(body.numbers).toMatchObject([
      { number: '+14252306549', type: 'long-code', description: '' },
      { number: '72345', type: 'short-code', description: '', country: null },
      { number: '+18335550133', type: 'toll-free', description: described },
    ]);
  });

  it('keeps whether the carriers know who sends from a number, as an administrator says; unsaid, nobody knows', async () => {
    const long = { id: uuid(), number: '+14252306549', type: 'long-code', description: '', registration: 'pending' };
    const tollFree = { id: uuid(), number: '+18335550133', type: 'toll-free', description: '' };
    const { id } = await createAccount(anAccount({ numbers: [long, tollFree] }));
    const { body } = await service.get(path('accounts', id), as);
    expect(body.numbers).toMatchObject([{ registration: 'pending' }, { registration: 'unknown' }]);
    const { slug, name, provider, accountSid } = body;
    const asked = (registration: string) => ({
      ...{ slug, name, provider, accountSid },
      numbers: [{ ...long, registration }, tollFree],
    });
    const headers = { 'if-match': `"${body.version}"` };
    const wrong = await service.put(path('accounts', id), asked('maybe'), { ...as, headers });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'numbers.0.registration' }] } });
    const changed = await service.put(path('accounts', id), asked('registered'), { ...as, headers });
    expect(changed).toMatchObject({
      status: 200,
      body: { version: body.version + 1, numbers: [{ registration: 'registered' }, { registration: 'unknown' }] },
    });
    const { body: file } = await service.get('/api/channel-config/configuration', as);
    expect(file.accounts[slug].numbers).toMatchObject([{ registration: 'registered' }, { registration: 'unknown' }]);
  });

  it('names every field that cannot be read, and keeps nothing', async () => {
    const { answer } = await createAccount(
      anAccount({
        name: '',
        accountSid: 'AC1',
        authToken: '',
        numbers: [{ ...aNumber('1 (425)'), description: 'x'.repeat(501) }],
      }),
    );
    expect(answer.status).toBe(400);
    const fields = (answer.body.errors as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['name', 'accountSid', 'authToken', 'numbers.0.description']));
    expect((await service.get('/api/channel-config/accounts', as)).body.items).toEqual([]);
    expect(await everything()).toEqual([]);
  });

  it('names the same number typed twice', async () => {
    const { answer } = await createAccount(anAccount({ numbers: [aNumber(), aNumber('+14252306549')] }));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'numbers.1.number' }] } });
  });

  it('is for administrators', async () => {
    expect(await service.put(path('accounts', uuid()), anAccount(), { as: 'sofia' })).toMatchObject({ status: 403 });
    expect(await service.put(path('accounts', uuid()), anAccount(), { as: 'lena' })).toMatchObject({ status: 403 });
  });
});

describe('wiring a number to a workstream', () => {
  it('makes a channel with the same address as its account', async () => {
    const { account, answer } = await wire();
    expect(answer).toMatchObject({
      status: 200,
      body: { number: '+14252306549', inboundUrl: account.answer.body.callback.messages },
    });
    expect((await service.get(path('accounts', account.id), as)).body.numbers).toMatchObject([
      { channelId: answer.body.id },
    ]);
  });

  it('says account, workstream and channel, whole', async () => {
    const { account, workstream, id } = await wire();
    expect((await everything()).map(({ type }) => type)).toEqual([
      accountChanged.type,
      workstreamChanged.type,
      channelChanged.type,
    ]);
    expect((await everything()).at(-1)!.data).toMatchObject({
      channelId: id,
      workstreamId: workstream.id,
      accountId: account.id,
      number: '+14252306549',
      version: 1,
    });
  });

  it('changes nothing the second time', async () => {
    const { id, request, answer } = await wire();
    expect(await service.put(path('channels', id), request, as)).toMatchObject({ status: 200, body: answer.body });
    expect(await everything()).toHaveLength(3);
  });

  it('is refused for a number that has a channel already', async () => {
    const { request } = await wire();
    expect(await service.put(path('channels', uuid()), { ...request, slug: 'other' }, as)).toMatchObject({
      status: 409,
      body: { code: 'number-taken', errors: [{ field: 'numberId' }] },
    });
  });

  it.each([
    ['workstreamId', 'workstream-not-found'],
    ['numberId', 'number-not-found'],
  ])('is refused for an unknown %s', async (field, code) => {
    const { request } = await wire();
    expect(
      await service.put(path('channels', uuid()), { ...request, slug: 'other', [field]: uuid() }, as),
    ).toMatchObject({
      status: 404,
      body: { code, errors: [{ field }] },
    });
  });

  it('can be said again as it is, for a reader that is new', async () => {
    await wire();
    const before = await everything();
    const said = 3 + maskingRuleKind.initial.length;
    expect(await service.post('/api/channel-config/announce', as)).toMatchObject({ status: 200, body: { said } });
    const after = (await everything()).slice(before.length);
    expect(after.map(({ data }) => data)).toEqual(before.map(({ data }) => data));
  });
});

describe('a list', () => {
  it('comes in pages by name, each beginning where the last one ended', async () => {
    for (const name of ['Delta', 'alpha', 'Charlie', 'Bravo', 'Echo'])
      await createWorkstream(aWorkstream({ slug: name.toLowerCase(), name }));
    const names: string[] = [];
    let url = '/api/channel-config/workstreams?limit=2';
    for (let next: string | null = ''; next !== null; url = `/api/channel-config/workstreams?limit=2&cursor=${next}`) {
      const { body } = await service.get(url, as);
      names.push(...(body.items as { name: string }[]).map(({ name }) => name));
      next = body.next as string | null;
    }
    expect(names).toHaveLength(5);
    expect(new Set(names).size).toBe(5);
  });

  it('refuses a cursor that it never gave', async () => {
    expect(await service.get('/api/channel-config/accounts?cursor=nonsense', as)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'cursor' }] },
    });
  });

  it('may be read by supervisors, and that of workstreams by agents (product.md 36)', async () => {
    for (const [kind, status] of [
      ['accounts', 403],
      ['workstreams', 200],
      ['channels', 403],
    ] as const) {
      expect(await service.get(`/api/channel-config/${kind}`, { as: 'sofia' })).toMatchObject({
        status: 200,
        body: { items: [], next: null },
      });
      expect(await service.get(`/api/channel-config/${kind}`, { as: 'lena' })).toMatchObject({ status });
    }
  });
});

describe('what does not exist', () => {
  it.each(['account', 'workstream', 'channel'])('is no %s', async (kind) => {
    expect(await service.get(path(`${kind}s`, uuid()), as)).toMatchObject({
      status: 404,
      body: { code: `${kind}-not-found` },
    });
  });
});

describe('a number that moves to another account', () => {
  const to = (from: string, numberId: string, account: string) =>
    service.post(`${path('accounts', from)}/numbers/${numberId}/move`, { as: 'dana', body: { to: account } });
  const atAzure = {
    ...{ slug: 'azure', name: 'At Azure', provider: 'azure', accountSid: 'https://parley.communication.azure.com' },
    ...{ authToken: Buffer.alloc(32, 1).toString('base64'), numbers: [] },
  };

  it('takes its channel along, to another provider too, and both accounts are said anew', async () => {
    const { account, id, request } = await wire();
    const other = (await createAccount(anAccount(atAzure))).id;
    const before = (await everything()).length;
    const { status, body } = await to(account.id, request.numberId, other);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        id: other,
        version: 2,
        numbers: [{ id: request.numberId, number: '+14252306549', channelId: id, check: null }],
      },
    });
    expect((await everything()).slice(before).map(({ type, data }) => [type, data])).toMatchObject([
      [accountChanged.type, { accountId: other, numbers: [{ numberId: request.numberId }] }],
      [accountChanged.type, { accountId: account.id, version: 2, numbers: [] }],
      [
        channelChanged.type,
        { channelId: id, version: 2, accountId: other, provider: 'azure', formerly: [{ accountId: account.id }] },
      ],
    ]);
    expect((await service.get(path('channels', id), as)).body).toMatchObject({ accountId: other, version: 2 });
  });

  it('is there already the second time, and may move back', async () => {
    const { account, id, request } = await wire();
    const other = (await createAccount(anAccount(atAzure))).id;
    await to(account.id, request.numberId, other);
    const said = (await everything()).length;
    expect((await to(account.id, request.numberId, other)).body).toMatchObject({ id: other, version: 2 });
    expect(await everything()).toHaveLength(said);
    await to(other, request.numberId, account.id);
    expect((await everything()).at(-1)!.data).toMatchObject({
      ...{ channelId: id, accountId: account.id, provider: 'twilio' },
      formerly: [{ accountId: other }, { accountId: account.id }],
    });
  });

  it('lets the account that it left be retired', async () => {
    const { account, request } = await wire();
    const other = (await createAccount(anAccount(atAzure))).id;
    await to(account.id, request.numberId, other);
    const retired = await service.post(`${path('accounts', account.id)}/retire`, {
      ...{ as: 'dana', body: { how: 'wait' }, headers: { 'if-match': '"2"' } },
    });
    expect(retired).toMatchObject({ status: 200, body: { state: 'retiring' } });
    expect(await to(other, request.numberId, account.id)).toMatchObject({
      status: 409,
      body: { code: 'retired', errors: [{ field: 'to' }] },
    });
  });

  it('is refused where account or number are none, and by who is no administrator', async () => {
    const { account, request } = await wire();
    const other = (await createAccount(anAccount(atAzure))).id;
    expect(await to(uuid(), request.numberId, other)).toMatchObject({
      status: 404,
      body: { code: 'account-not-found' },
    });
    expect(await to(account.id, uuid(), other)).toMatchObject({ status: 404, body: { code: 'number-not-found' } });
    expect(await to(account.id, request.numberId, uuid())).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'to' }] },
    });
    const asked = { as: 'sofia', body: { to: other } };
    expect((await service.post(`${path('accounts', account.id)}/numbers/${request.numberId}/move`, asked)).status).toBe(
      403,
    );
  });
});
