import { v7 as uuid } from 'uuid';
import {
  builtInApplicationTabs,
  builtInNotificationTemplates,
  builtInSounds,
  definitionKinds,
  maskingRuleKind,
  smsSession,
} from '#contracts';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterEach(() => service.stop());

const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
const put = (path: string, body: object, version?: number) =>
  service.put(`${root}/${path}`, { slug: 'one', name: 'One', ...body }, dana(version));
const create = async (path: string, body: object) => {
  const id = uuid();
  expect(await put(`${path}/${id}`, body)).toMatchObject({ status: 200 });
  return id;
};
const refusalOf = ({ status, body }: Awaited<ReturnType<typeof put>>) => [
  status,
  (body as { code: string }).code,
  (body as { errors?: { field: string }[] }).errors?.[0]?.field,
];
const list = async (path: string, as = 'dana') =>
  ((await service.get(`${root}/${path}`, { as })).body as { items: Record<string, unknown>[] }).items;
const aWorkstream = async () => {
  const id = uuid();
  const body = { slug: 'support', name: 'Support', fallbackQueueId: uuid() };
  expect(await service.put(`${root}/workstreams/${id}`, body, dana())).toMatchObject({ status: 200 });
  return id;
};
const provision = () => service.put(`${root}/provisioning/sms`, { enabled: true }, dana());

describe('what is built in', () => {
  it.each([
    ['notification-templates', Object.values(builtInNotificationTemplates)],
    ['application-tabs', Object.values(builtInApplicationTabs)],
    ['session-templates', [smsSession]],
    ['sounds', Object.values(builtInSounds)],
  ])('is there from the beginning and stays as it is: %s', async (path, builtIn) => {
    expect(await list(path)).toEqual(builtIn.map((one) => expect.objectContaining({ ...one, builtIn: true })));
    const at = `${root}/${path}/${builtIn[0]!.id}`;
    const { id: _id, ...body } = builtIn[0]!;
    expect(refusalOf(await service.put(at, body, dana(1)))).toMatchObject([409, 'built-in']);
    expect(refusalOf(await service.remove(at, dana(1)))).toMatchObject([409, 'built-in']);
  });

  it('may be named by what is not', async () => {
    const { conversation, search } = builtInApplicationTabs;
    await create('session-templates', {
      uniqueName: 'acme_sms',
      anchorTabId: conversation.id,
      additionalTabIds: [search.id],
    });
  });

  it('may be copied under another name', async () => {
    const { id: _id, ...consult } = builtInNotificationTemplates.consult;
    await create('notification-templates', { ...consult, slug: 'my-consult', name: 'My consult' });
    expect(await list('notification-templates')).toHaveLength(5);
  });
});

describe('an application tab', () => {
  const tab = { uniqueName: 'acme_shop', page: { type: 'external', address: 'https://shop.example/' } };

  it('has a name of its own, also beside the built-in ones', async () => {
    await create('application-tabs', tab);
    const other = { ...tab, slug: 'other' };
    expect(refusalOf(await put(`application-tabs/${uuid()}`, other))).toEqual([409, 'already-defined', 'uniqueName']);
    const asBuiltIn = { ...other, uniqueName: 'parley_search' };
    expect(refusalOf(await put(`application-tabs/${uuid()}`, asBuiltIn))).toEqual([
      409,
      'already-defined',
      'uniqueName',
    ]);
  });

  it('stays while a session template opens it', async () => {
    const tabId = await create('application-tabs', tab);
    const session = { uniqueName: 'acme_sms', anchorTabId: tabId };
    const sessionId = await create('session-templates', session);
    expect(refusalOf(await service.remove(`${root}/application-tabs/${tabId}`, dana(1)))).toMatchObject([
      409,
      'in-use',
    ]);
    await service.remove(`${root}/session-templates/${sessionId}`, dana(1));
    expect((await service.remove(`${root}/application-tabs/${tabId}`, dana(1))).status).toBe(204);
  });

  it('has to be there to be opened', async () => {
    const session = { uniqueName: 'acme_sms', anchorTabId: smsSession.anchorTabId, additionalTabIds: [uuid()] };
    expect(refusalOf(await put(`session-templates/${uuid()}`, session))).toEqual([
      409,
      'unknown-reference',
      'additionalTabIds.0',
    ]);
  });
});

describe('what agents work with', () => {
  it.each(['notification-templates', 'session-templates', 'application-tabs', 'sounds', 'disposition-codes'])(
    'is read by agents, and changed by administrators alone: %s',
    async (path) => {
      expect((await service.get(`${root}/${path}`, { as: 'lena' })).status).toBe(200);
      expect((await service.remove(`${root}/${path}/${uuid()}`, { ...dana(1), as: 'sofia' })).status).toBe(403);
    },
  );

  it.each(['bots', 'assists', 'surveys', 'time-out-rules'])('is not this: %s', async (path) => {
    expect((await service.get(`${root}/${path}`, { as: 'lena' })).status).toBe(403);
    expect((await service.get(`${root}/${path}`, { as: 'sofia' })).status).toBe(200);
  });
});

describe('a time-out rule', () => {
  const rule = (workstreamId: string) => ({
    workstreamId,
    trigger: 'customer-silent',
    after: { value: 10, unit: 'minutes' },
    action: 'close',
  });

  it('is for a workstream that there is', async () => {
    expect(refusalOf(await put(`time-out-rules/${uuid()}`, rule(uuid())))).toEqual([
      409,
      'unknown-reference',
      'workstreamId',
    ]);
    const workstreamId = await aWorkstream();
    await create('time-out-rules', rule(workstreamId));
    expect(await list(`time-out-rules?workstreamId=${workstreamId}`)).toHaveLength(1);
    expect(await list(`time-out-rules?workstreamId=${uuid()}`)).toEqual([]);
  });
});

describe('a disposition code', () => {
  it('is found by the workstream that it is for', async () => {
    const workstreamId = await aWorkstream();
    await create('disposition-codes', { workstreamIds: [workstreamId], effect: 'do-not-contact' });
    await create('disposition-codes', { slug: 'two', name: 'Two' });
    expect(await list(`disposition-codes?workstreamIds=${workstreamId}`)).toMatchObject([{ slug: 'one' }]);
    expect(await list('disposition-codes?effect=none')).toMatchObject([{ slug: 'two' }]);
  });
});

describe('surveys, bots and assists', () => {
  const locale = 'en-US';

  it.each([
    ['surveys', { type: 'nps', texts: [{ locale, message: 'Thanks.', question: 'Would you recommend us?' }] }],
    ['bots', { address: 'https://bots.example/', protocol: 'openai', model: 'small-one' }],
    ['assists', { address: 'https://assist.example/' }],
  ])('are kept as they are said: %s', async (path, body) => {
    const id = await create(path, body);
    const said = await service.get(`${root}/${path}/${id}`, dana());
    expect(said.body).toMatchObject({ ...body, version: 1, builtIn: false });
  });

  it('are nowhere told a secret', async () => {
    const id = await create('bots', { address: 'https://bots.example/', secret: 'hush-hush', token: 'hush-hush' });
    const said = JSON.stringify((await service.get(`${root}/bots/${id}/changes`, dana())).body);
    expect(said).not.toContain('hush');
  });
});

describe('masking rules', () => {
  const rule = (n: number) => ({ slug: `rule-${n}`, name: `Rule ${n}`, expression: `${n}` });

  it('begin with three when SMS is provisioned, and these are changed and removed like any other', async () => {
    await provision();
    expect(await list('masking-rules')).toEqual(
      maskingRuleKind.initial.map((one) => expect.objectContaining({ ...one, builtIn: false, version: 1 })),
    );
    const [card, mail] = maskingRuleKind.initial;
    const { id: _id, ...body } = card!;
    expect(await put(`masking-rules/${card!.id}`, { ...body, active: false }, 1)).toMatchObject({ status: 200 });
    expect((await service.remove(`${root}/masking-rules/${mail!.id}`, dana(1))).status).toBe(204);
    await provision();
    expect(await list('masking-rules')).toMatchObject([{ active: false, version: 2 }, { slug: 'ssn' }]);
  });

  it('are as many as somebody wants (product.md 43, G29), and the three come besides', async () => {
    for (let n = 0; n < 12; n += 1) await create('masking-rules', rule(n));
    expect(await provision()).toMatchObject({ status: 200, body: { status: 'provisioned' } });
    expect(await list('masking-rules')).toHaveLength(15);
  });

  it('are an administrator’s business', async () => {
    expect((await service.get(`${root}/masking-rules`, { as: 'sofia' })).status).toBe(403);
  });

  it('are not slow', async () => {
    const slow = { ...rule(1), expression: '(a+)+$' };
    expect(refusalOf(await put(`masking-rules/${uuid()}`, slow))).toEqual([400, 'unreadable', 'expression']);
    expect(await list('masking-rules')).toEqual([]);
  });

  const test = (body: object, as = 'dana') => service.post(`${root}/masking-rules/test`, { as, body });

  it('are tried before they are kept', async () => {
    const tried = await test({ expression: String.raw`\d{4}`, text: 'PIN 1234, or 99' });
    expect(tried).toMatchObject({ status: 200, body: { masked: 'PIN ####, or 99', found: 1 } });
    expect(await list('masking-rules')).toEqual([]);
  });

  it.each([
    ['by anybody else', { expression: 'a', text: 'a' }, 403, 'sofia'],
    ['when they are none', { expression: '(', text: 'a' }, 400, 'dana'],
    ['on more than a text can hold', { expression: 'a', text: 'a'.repeat(1601) }, 400, 'dana'],
    ['for ever', { expression: '(a|a)*$', text: `${'a'.repeat(100)}!` }, 400, 'dana'],
  ])('are not tried %s', async (_, body, status, as) => {
    expect((await test(body, as)).status).toBe(status);
  });
});

describe('every kind', () => {
  it('is announced to a new reader', async () => {
    await provision();
    await service.turn('outbox');
    const before = service.said(maskingRuleKind.changed.type).length;
    await service.post(`${root}/announce`, dana());
    await service.turn('outbox');
    expect(service.said(maskingRuleKind.changed.type).slice(before)).toHaveLength(3);
  });

  it.each(definitionKinds.map(({ path }) => path))('has its door: %s', async (path) => {
    expect((await service.get(`${root}/${path}`, dana())).status).toBe(200);
    expect((await service.get(`${root}/${path}/${uuid()}`, dana())).status).toBe(404);
  });
});
