import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import type { Problem } from '#contracts';
import { goodDefinitions, goodSettings, isDefinitionDoor } from './good-definitions.ts';
import { goodWords } from './good-words.ts';
import { goodStaff, isStaffDoor } from './good-staff.ts';
import { type Operation, operationsOf, spoilt } from './open-api.ts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';

let product: RunningProduct;
let operations: Operation[];
/** A conversation that lena has, so that a good request would be taken. */
let conversationId: string;
let tokens: Record<string, string>;

beforeAll(async () => {
  product = await aProduct();
  operations = operationsOf(
    (await (await fetch(`${product.baseUrl}/api/docs-json`)).json()) as Parameters<typeof operationsOf>[0],
  );
  const lena = deskOf(await product.ready('lena'));
  await product.text('+14255550100', 'Hello');
  conversationId = (await lena.accept('+14255550100')).id;
  tokens = {
    lena: await product.token('lena'),
    dana: await product.token('dana'),
    sofia: await product.token('sofia'),
  };
}, 120_000);
afterAll(() => product?.stop(), 30_000);

const aRule = (more: object) => ({
  id: uuid(),
  name: 'Americans',
  conditions: { combinator: 'and', rules: [{ field: 'sms.country', operator: '=', value: 'US' }] },
  ...more,
});
const anyAgent = { combinator: 'and', rules: [{ field: 'agent.presence', operator: '=', value: 'available' }] };
const someOutputs = { attributes: [{ name: 'tier', value: 'gold' }], skills: [{ skillId: uuid(), rating: 1 }] };

/** A request that would be taken, for every operation with a body; the walk fails on one that is missing here. */
const good: Record<string, () => object> = {
  ...goodStaff,
  ...goodDefinitions,
  ...goodSettings,
  'PUT /api/channel-config/configuration': () => ({ format: 1 }),
  'PUT /api/routing/configuration': () => ({ format: 1 }),
  'PUT /api/gateway/configuration': () => ({ format: 1 }),
  'PUT /api/conversations/configuration': () => ({ format: 1 }),
  'POST /api/conversations/workstreams/{id}/settings/restore': () => ({ version: 1 }),
  'PUT /api/conversations/workstreams/{id}/settings': () => ({
    waitingMinutes: 600,
    endWords: ['DONE'],
    waitMessage: { enabled: true, texts: [{ locale: 'en-US', text: 'Still in line' }] },
  }),
  'PUT /api/channel-config/provisioning/sms': () => ({ enabled: true, confirmed: true }),
  'PUT /api/channel-config/secrets/{secret}/grants': () => ({
    read: { roles: ['administrator'], people: ['dana'] },
    create: { roles: ['administrator'], people: ['dana'] },
    update: { roles: ['administrator'], people: ['dana'] },
  }),
  'PUT /api/channel-config/accounts/{id}': () => ({
    slug: 'other',
    name: 'Other',
    provider: 'twilio',
    accountSid: `AC${'b'.repeat(32)}`,
    authToken: 'c'.repeat(32),
    numbers: [{ id: uuid(), number: '14252306550', type: 'long-code', description: 'Another line' }],
  }),
  'POST /api/channel-config/accounts/{id}/auth-token': () => ({ authToken: 'd'.repeat(32), graceHours: 24 }),
  'POST /api/channel-config/accounts/{id}/numbers/{numberId}/move': () => ({ to: product.wired.accountId }),
  'PUT /api/channel-config/workstreams/{id}': () => ({
    slug: 'other',
    name: 'Other',
    mode: 'push',
    direction: 'inbound',
    fallbackQueueId: uuid(),
  }),
  'POST /api/channel-config/workstreams/{id}/copy': () => ({ id: uuid(), slug: 'other', name: 'Other' }),
  'PUT /api/channel-config/channels/{id}': () => ({
    slug: 'other',
    name: 'Other',
    workstreamId: uuid(),
    numberId: uuid(),
    language: 'en-US',
    settings: {
      operatingHours: { enabled: true, hoursId: uuid() },
      survey: { enabled: true, surveyId: uuid(), mode: 'link', message: 'Tell us', bot: { enabled: true } },
      attachments: { enabled: true, customers: true, agents: true },
      realTimeTranslation: true,
    },
  }),
  'PUT /api/channel-config/channel-drafts/{id}': () => ({
    setup: { workstreamId: uuid(), name: 'Other', slug: 'other', numberId: uuid() },
    language: { language: 'en-US' },
    behaviors: {
      operatingHours: { enabled: true, hoursId: uuid() },
      automatedMessages: [{ trigger: 'greeting', text: 'Hello', active: true }],
      survey: { enabled: true, surveyId: uuid(), mode: 'link', message: 'Tell us', bot: { enabled: true } },
    },
    userFeatures: { attachments: { enabled: true, customers: true, agents: true }, realTimeTranslation: true },
  }),
  'POST /api/channel-config/operating-hours/{id}/shifts/{shiftId}/edit': () => ({
    scope: 'this-event',
    on: '2026-11-24',
    change: { date: '2026-11-25', times: { allDay: true } },
  }),
  'POST /api/channel-config/masking-rules/test': () => ({ expression: '[0-9]{4}', text: 'My code is 1234' }),
  'POST /api/channel-config/texts/preview': () => ({
    kind: 'quick-reply',
    text: 'Hi {FirstName{Customer}}, {OCContext.Order} is late.',
    values: { 'FirstName{Customer}': 'Marta' },
    context: { Order: 'A-17' },
  }),
  'PUT /api/channel-config/me/quick-replies/{id}': () => ({ locale: 'en-US', message: 'One moment', tags: ['soon'] }),
  'PUT /api/gateway/consent/{id}': () => ({
    number: product.wired.number,
    customer: '+14255550177',
    status: 'opted-out',
    comment: 'On the phone',
  }),
  'PUT /api/gateway/blocked-numbers/{number}': () => ({ comment: 'Spam' }),
  'POST /api/gateway/blocked-numbers/{number}/unblock': () => ({ comment: 'A mistake' }),
  'PUT /api/gateway/blocked-numbers/{number}/reports/{id}': () => ({ comment: 'Spam' }),
  'PUT /api/gateway/sender-groups/{slug}': () => ({
    name: 'Campaign',
    senders: ['+14252306549'],
    segmentsPerSecond: 12,
    segmentsPerDay: 2000,
    timeZone: 'America/Los_Angeles',
    messagingServiceSid: `MG${'a'.repeat(32)}`,
    chosenBy: 'service',
  }),
  'POST /api/gateway/sender-groups/{slug}/restore': () => ({ version: 1 }),
  'PUT /api/gateway/accounts/{id}/api-key': () => ({ sid: `SK${'a'.repeat(32)}`, secret: 'a-secret-of-a-key' }),
  'PUT /api/gateway/accounts/{id}/test-texts/{messageId}': () => ({
    numberId: uuid(),
    to: '+14155550111',
  }),
  'PUT /api/gateway/sending/settings': () => ({ plainCharacters: true, pricePerSegment: '0.0079', currency: 'USD' }),
  'POST /api/gateway/sending/settings/restore': () => ({ version: 1 }),
  'POST /api/gateway/sending/estimate': () => ({ channelId: product.wired.channelId, body: 'Hello' }),
  'PUT /api/gateway/blocking': () => ({ autoBlock: true, reportsToBlock: 3 }),
  'POST /api/gateway/blocking/restore': () => ({ version: 1 }),
  'POST /api/channel-config/accounts/{id}/retire': () => ({ how: 'wait' }),
  'POST /api/channel-config/workstreams/{id}/retire': () => ({ how: 'wait' }),
  'POST /api/channel-config/channels/{id}/retire': () => ({ how: 'wait' }),
  'PUT /api/conversations/{id}/messages/{messageId}': () => ({ body: 'Good morning' }),
  ...goodWords(),
  'PUT /api/conversations/{id}/notes/{messageId}': () => ({ body: 'Wants a refund' }),
  'PUT /api/conversations/{id}/private-messages/{messageId}': () => ({ body: 'Can we?' }),
  'PUT /api/conversations/bulk-jobs/{id}': () => ({
    ...{ action: 'message-customers', title: 'Outage', text: 'We are back at noon.' },
    conversationIds: [uuid()],
  }),
  'PUT /api/routing/agents/me/presence': () => ({ presence: 'available' }),
  'POST /api/routing/agents/me/beat': () => ({ showing: [uuid()] }),
  'PUT /api/routing/queues/{id}': () => ({
    slug: 'other',
    name: 'Other',
    priority: 5,
    memberIds: [uuid()],
    overflow: { outOfHours: { do: 'end' } },
  }),
  'POST /api/routing/dry-run': () => ({
    workstreamId: product.wired.workstreamId,
    customer: '+14255550100',
    text: 'Hi',
  }),
  'POST /api/routing/queues/{id}/copy': () => ({ id: uuid(), slug: 'other' }),
  'POST /api/routing/queues/{id}/restore': () => ({ version: 1 }),
  'PUT /api/routing/queues/{id}/custom-assignment': () => {
    const [rulesetId, conditions] = [uuid(), aRule({})['conditions']];
    return {
      prioritisation: { rules: [aRule({ orderBy: { field: 'contact.tier', direction: 'descending' } })] },
      rulesets: [
        {
          id: rulesetId,
          name: 'All',
          rules: [{ id: uuid(), name: 'Any', conditions: anyAgent, orderBy: [{ by: 'units' }] }],
        },
      ],
      selection: [{ id: uuid(), name: 'VIP', conditions, rulesetId }],
      defaultRulesetId: rulesetId,
    };
  },
  'POST /api/routing/queues/{id}/custom-assignment/restore': () => ({ version: 1 }),
  'POST /api/routing/workstreams/{id}/distribution/restore': () => ({ version: 1 }),
  'PUT /api/routing/workstreams/{id}/classification': () => ({
    rulesets: [{ id: uuid(), name: 'Tiers', description: 'Who comes first', rules: [aRule({ outputs: someOutputs })] }],
  }),
  'POST /api/routing/workstreams/{id}/classification/restore': () => ({ version: 1 }),
  'PUT /api/routing/workstreams/{id}/route-to-queue': () => ({
    rules: [aRule({ queues: [{ queueId: uuid(), percent: 100 }], overflow: null })],
  }),
  'POST /api/routing/workstreams/{id}/route-to-queue/restore': () => ({ version: 1 }),
  'PUT /api/routing/workstreams/{id}/distribution': () => ({
    capacityUnits: 1,
    offerSeconds: 60,
    allowedPresences: ['available'],
  }),
};
/** What has to be asked for in the query, where something has. */
const query: Record<string, string> = {
  'GET /api/routing/work-items/{id}/targets': '?for=transfer',
  'GET /api/gateway/deliverability': '?from=2026-11-01T00:00:00Z&to=2026-11-30T00:00:00Z',
  'GET /api/channel-config/operating-hours/{id}/stretches': '?from=2026-11-01&to=2026-11-30',
  'PUT /api/gateway/media/{id}': `?conversationId=${uuid()}&channelId=${uuid()}`,
  'DELETE /api/channel-config/operating-hours/{id}/shifts/{shiftId}': '?scope=whole-series',
};
const isMedia = ({ path }: Operation) => path.startsWith('/api/gateway/media/');
/** Creating under an unknown id is what these are for. */
const creates = (operation: Operation) =>
  operation.method === 'PUT' &&
  (isMedia(operation) ||
    isDefinitionDoor(operation.path) ||
    isStaffDoor(operation.path) ||
    ['/api/routing/jobs/{id}', '/api/routing/agent-settings/{id}'].includes(operation.path) ||
    /\/(accounts|workstreams|channels|channel-drafts|queues|consent|me\/quick-replies|customers|conversations\/accounts|cases|webhooks|bulk-jobs)\/\{id\}$|\/blocked-numbers\/|\/sender-groups\/\{slug\}$/.test(
      operation.path,
    ));

const nameOf = ({ method, path }: Operation) => `${method} ${path}`;
const isService = ({ path }: Operation) =>
  path.startsWith('/api/') && !path.startsWith('/api/live') && !path.startsWith('/api/docs');
const isAgents = ({ path }: Operation) =>
  /agents\/me|started|work-items\/\{id\}\/skills|\{id\}\/dispositions$|offers\/|\/(read|end|close|revive|promote|targets|pick|transfer|consult)$|messages\/\{messageId\}(?!\/reveal)/.test(
    path,
  );

const isSupervisors = ({ path }: Operation) => /\{id\}\/(assign|monitor|join)$/.test(path);

async function ask(
  operation: Operation,
  ids: Record<string, string>,
  { body, query = '' }: { body?: unknown; query?: string } = {},
) {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? uuid());
  const answer = await fetch(`${product.baseUrl}${path}${query}`, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${tokens[isMedia(operation) || isAgents(operation) ? 'lena' : isSupervisors(operation) ? 'sofia' : 'dana']}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(/\/(distribution|classification|route-to-queue|custom-assignment)$/.test(operation.path) &&
        operation.method === 'PUT' && { 'if-match': '"1"' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, type: answer.headers.get('content-type'), problem: JSON.parse(text) as Problem };
}

const goodIds = (operation: Operation): Record<string, string> => ({
  id: operation.path.includes('conversations')
    ? conversationId
    : operation.path.includes('workstreams')
      ? product.wired.workstreamId
      : uuid(),
  version: '1',
  slug: 'campaign',
  messageId: uuid(),
  kind: 'bot',
  secret: 'account-api-key',
  number: product.wired.number,
  customer: '+14255550177',
  subscription: operation.path.includes('channel-config')
    ? 'channel-config.record-validations'
    : `${operation.path.split('/')[2]}.forget-dead-letters`,
  eventId: uuid(),
});

async function rows(): Promise<Record<string, number>> {
  const client = new Client(product.databaseUrl);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname IN ('channel_config', 'gateway', 'conversations', 'routing') ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  // that agents are silent is noticed meanwhile, told once a minute what secrets were used for, and read what Twilio could not bring,
  // whatever is asked
  const byItself: Record<string, string> = {
    'gateway.error_log_mark': ' WHERE false',
    'routing.timer': ` WHERE kind NOT IN ('agent-silence', 'agent-lost')`,
    'channel_config.secret_audit': ` WHERE action <> 'used'`,
    'channel_config.secret_last_use': ' WHERE false',
    'channel_config.inbox': ` WHERE subscription <> 'channel-config.record-gateway-secret-uses'`,
    'conversations.outside_secret_entry': ` WHERE action <> 'used'`,
  };
  for (const { name } of tables) {
    const { rows: found } = await client.query<{ count: string }>(
      `SELECT count(*) FROM ${name}${byItself[name] ?? ''}`,
    );
    counts[name] = Number(found[0]!.count);
  }
  await client.end();
  return counts;
}

it('says the version of what is changed with If-Match in its ETag, wherever it is read or changed', () => {
  const changes = operations.filter(
    ({ method, parameters }) => method === 'PUT' && parameters.some(({ name }) => name === 'If-Match'),
  );
  expect(changes.length).toBeGreaterThan(30);
  const paths = new Set(changes.map(({ path }) => path));
  const versioned = operations.filter(({ method, path }) => (method === 'GET' || method === 'PUT') && paths.has(path));
  expect(versioned.filter(({ says }) => !says.includes('ETag')).map(nameOf)).toEqual([]);
});

it('says of fields and parts of the query what their doc comments say, and nothing that only we can look up', async () => {
  const document = await (await fetch(`${product.baseUrl}/api/docs-json`)).text();
  const described = (name: string, method: string, path: string) => {
    const { body, parameters } = operations.find((one) => one.method === method && one.path === path)!;
    return body?.properties?.[name]?.description ?? parameters.find((one) => one.name === name)?.description;
  };
  expect(described('priority', 'PUT', '/api/routing/queues/{id}')).toBe('A smaller number is more important.');
  expect(described('slug', 'PUT', '/api/channel-config/workstreams/{id}')).toContain('lower-case words');
  expect(described('cursor', 'GET', '/api/routing/queues')).toContain('`next` of the page before');
  expect(described('id', 'GET', '/api/conversations/{id}/messages')).toBe('The id of a conversation.');
  expect(document.match(/[^."]*\b(product|twilio|desk|house|decisions)\.md\b[^."]*/g)).toBeNull();
});

describe('bad input anywhere', () => {
  let before: Record<string, number>;
  beforeAll(async () => {
    // how the customers feel who wrote before is read beside the work, and what was left for it goes
    before = await until('what was written is read', async () => {
      const counts = await rows();
      return counts['conversations.unfelt'] === 0 && counts;
    });
  });

  it('is answered 400 with every field named: missing, of another type, overlong', async () => {
    const withBody = operations.filter((operation) => isService(operation) && operation.body);
    expect(withBody.map(nameOf).sort()).toEqual(Object.keys(good).sort());
    const wrong: string[] = [];
    let tried = 0;
    for (const operation of withBody) {
      const request = good[nameOf(operation)]!();
      for (const { what, field, make } of spoilt(request, operation.body!)) {
        const { status, type, problem } = await ask(operation, goodIds(operation), { body: make() });
        const named = problem.errors?.map((error) => error.field) ?? [];
        const isRight =
          status === 400 &&
          type?.startsWith('application/problem+json') &&
          named.some((name) => name === field || name.startsWith(`${field}.`));
        if (!isRight) wrong.push(`${nameOf(operation)}, ${what}: ${status} naming ${named.join(', ')}`);
        tried += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(60);
  });

  it('is answered 400 when the body is no JSON, or no object', async () => {
    for (const operation of operations.filter(({ body }) => body)) {
      for (const body of ['text', 17, null, []])
        expect((await ask(operation, goodIds(operation), { body })).status).toBe(400);
      const path = operation.path.replaceAll(/\{(\w+)\}/g, uuid());
      const broken = await fetch(`${product.baseUrl}${path}`, {
        method: operation.method,
        headers: { authorization: `Bearer ${tokens['dana']}`, 'content-type': 'application/json' },
        body: '{"name": ',
      });
      expect([400, 403]).toContain(broken.status);
    }
  });

  it('is answered 400 naming the id that is none, and 404 for one that nobody has', async () => {
    const wrong: string[] = [];
    for (const operation of operations.filter(isService)) {
      for (const { name } of operation.parameters.filter((parameter) => parameter.in === 'path')) {
        const body = operation.body ? good[nameOf(operation)]!() : undefined;
        const asked = { body, query: query[nameOf(operation)] ?? '' };
        const bad = name === 'slug' ? 'No_slug' : 'not-an-id-of-anything';
        const none = await ask(operation, { ...goodIds(operation), [name]: bad }, asked);
        const named = none.problem.errors?.map(({ field }) => field) ?? [];
        if (none.status !== 400 || !named.includes(name))
          wrong.push(`${nameOf(operation)} with a bad ${name}: ${none.status} naming ${named.join(', ')}`);
        // of a customer nobody has heard of, consent is known all the same; a kind and a secret are one of a few words
        const isAnybodys = operation.path.includes('/recipients/');
        if (creates(operation) || isAnybodys || ['messageId', 'customer', 'version', 'kind', 'secret'].includes(name))
          continue;
        const nobodys = { number: '+14255550178', subscription: 'routing.nonsense' }[name] ?? uuid();
        const unknown = await ask(operation, { ...goodIds(operation), [name]: nobodys }, asked);
        if (unknown.status !== 404 || !unknown.problem.code.endsWith('-not-found')) {
          wrong.push(`${nameOf(operation)} with an unknown ${name}: ${unknown.status} ${unknown.problem.code}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('is answered 400 naming the part of the query', async () => {
    const bad: Record<string, string> = {
      limit: 'many',
      cursor: 'nonsense',
      view: 'yours',
      zone: 'Nowhere/Land',
      status: 'lost',
    };
    const wrong: string[] = [];
    for (const operation of operations.filter(isService)) {
      for (const { name, schema } of operation.parameters.filter((parameter) => parameter.in === 'query')) {
        // what may be any words may not be too many
        const wrongValue = schema.maxLength ? 'x'.repeat(schema.maxLength + 1) : 'no-value-for-this';
        const { status, problem } = await ask(operation, goodIds(operation), {
          query: `?${name}=${bad[name] ?? wrongValue}`,
        });
        const named = problem.errors?.map(({ field }) => field) ?? [];
        if (status !== 400 || !named.includes(name))
          wrong.push(`${nameOf(operation)}?${name}: ${status} naming ${named.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('carries the code and the correlation id of the request', async () => {
    const correlationId = '0a7c9a54-5d0e-4a53-9a2e-6f3d8f6f5a01';
    const answer = await fetch(`${product.baseUrl}/api/conversations/${uuid()}`, {
      headers: { authorization: `Bearer ${tokens['sofia']}`, 'x-correlation-id': correlationId },
    });
    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
    expect(await answer.json()).toMatchObject({ status: 404, code: 'conversation-not-found', correlationId });
  });

  it('changes nothing', async () => {
    const after = await rows();
    // what was planned before may have come due meanwhile, and is gone then
    for (const timers of Object.keys(after).filter((name) => name.endsWith('.timer'))) {
      expect(after[timers]).toBeLessThanOrEqual(before[timers]!);
      after[timers] = before[timers]!;
    }
    expect(after).toEqual(before);
  });
});
