import type { z } from 'zod';
import {
  assignmentSettings,
  bulkRequest,
  classification,
  contactRequest,
  contextVariableKind,
  distribution,
  notificationTemplateKind,
  organisationSettings,
  outboundContactRequest,
  queueRequest,
  routeToQueue,
  startConversationRequest,
  surveyKind,
} from './index.ts';

let ids = 0;
const uuid = (): string => `018f0000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
const many = <One>(count: number, one: (n: number) => One): One[] => Array.from({ length: count }, (_, n) => one(n));
const text = (length: number): string => 'x'.repeat(length);
const thing = { slug: 'one', name: 'One' };
const always = { combinator: 'and', rules: [] };
const outputs = { attributes: [], skills: [], capacityProfileId: null };

const ruleset = (rules: number, attributes = 0, field = 'contact.account.name') => ({
  ...{ id: uuid(), name: 'Ruleset' },
  rules: many(rules, () => ({
    ...{ id: uuid(), name: 'Rule' },
    conditions: { combinator: 'and', rules: [{ field, operator: '=', value: 'x' }] },
    outputs: { ...outputs, attributes: many(attributes, (n) => ({ name: `a${n}`, value: 'x' })) },
  })),
});
const routes = (rules: number, shares: readonly number[] = [100]) => ({
  rules: many(rules, () => ({
    ...{ id: uuid(), name: 'Rule', conditions: always },
    queues: shares.map((percent) => ({ queueId: uuid(), percent })),
  })),
});
const overflow = (pair: object) => ({ ...thing, overflow: pair });
const survey = (message: string) => ({
  ...{ ...thing, type: 'csat', defaultLocale: 'en-US' },
  texts: [{ locale: 'en-US', message, question: 'How was it?', thanks: '' }],
});
const fields = (count: number) => many(count, (n) => ({ name: `f${n}`, header: 'Header', value: '{customerName}' }));
const variables = (count: number) => Object.fromEntries(many(count, (n) => [`v${n}`, n]));
const wrapUp = (wrapUpBlockSeconds: number) => ({ wrapUpBlock: 'custom', wrapUpBlockSeconds });

/** What may just be, and what is one too many or too long. */
const limits: readonly (readonly [what: string, of: z.ZodType, may: unknown, mayNot: unknown])[] = [
  [
    '10 rulesets of classification',
    classification,
    { rulesets: many(10, () => ruleset(1)) },
    { rulesets: many(11, () => ruleset(1)) },
  ],
  ['100 rules of a ruleset', classification, { rulesets: [ruleset(100)] }, { rulesets: [ruleset(101)] }],
  ['5 values of a rule', classification, { rulesets: [ruleset(1, 5)] }, { rulesets: [ruleset(1, 6)] }],
  [
    '2 related records of a condition',
    classification,
    { rulesets: [ruleset(1)] },
    { rulesets: [ruleset(1, 0, 'contact.account.owner.name')] },
  ],
  ['200 rules that route', routeToQueue, routes(200), routes(201)],
  [
    '5 queues of a rule',
    routeToQueue,
    routes(
      1,
      many(5, () => 20),
    ),
    routes(1, [20, 20, 20, 20, 10, 10]),
  ],
  ['shares that come to 100', routeToQueue, routes(1, [70, 30]), routes(1, [70, 29])],
  [
    '100 items in a queue',
    queueRequest,
    overflow({ workItemLimit: { limit: 100, do: 'end' } }),
    overflow({ workItemLimit: { limit: 101, do: 'end' } }),
  ],
  [
    '1 item in a queue at least',
    queueRequest,
    overflow({ workItemLimit: { limit: 1, do: 'end' } }),
    overflow({ workItemLimit: { limit: 0, do: 'end' } }),
  ],
  [
    '2 days in a queue',
    queueRequest,
    overflow({ waitingTime: { seconds: 172_800, do: 'end' } }),
    overflow({ waitingTime: { seconds: 172_801, do: 'end' } }),
  ],
  [
    '1 minute in a queue at least',
    queueRequest,
    overflow({ waitingTime: { seconds: 60, do: 'end' } }),
    overflow({ waitingTime: { seconds: 59, do: 'end' } }),
  ],
  [
    '5,000 agents of a queue',
    queueRequest,
    { ...thing, memberIds: many(5000, () => uuid()) },
    { ...thing, memberIds: many(5001, () => uuid()) },
  ],
  ['5 declines of an agent', assignmentSettings, { declinesAllowed: 5 }, { declinesAllowed: 6 }],
  ['5 of them in one workstream', distribution, { declinesAllowed: 5 }, { declinesAllowed: 6 }],
  [
    '3 preferred agents',
    contactRequest,
    { name: 'Ada', preferredAgentIds: many(3, () => uuid()) },
    { name: 'Ada', preferredAgentIds: many(4, () => uuid()) },
  ],
  [
    '4 fields of a notification',
    notificationTemplateKind.request,
    { ...thing, fields: fields(4) },
    { ...thing, fields: fields(5) },
  ],
  ['60 minutes of wrap-up that keep capacity', distribution, wrapUp(3600), wrapUp(3601)],
  ['30 seconds of them at least', distribution, wrapUp(30), wrapUp(29)],
  [
    '100 characters of a variable’s name',
    contextVariableKind.request,
    { ...thing, name: text(100), type: 'text', workstreamId: uuid() },
    { ...thing, name: text(101), type: 'text', workstreamId: uuid() },
  ],
  [
    '1,600 characters of a text',
    startConversationRequest,
    { channelId: uuid(), to: '1', body: text(1600) },
    { channelId: uuid(), to: '1', body: text(1601) },
  ],
  [
    '4,000 characters of a variable',
    startConversationRequest,
    { channelId: uuid(), to: '1', body: 'x', context: { A: text(4000) } },
    { channelId: uuid(), to: '1', body: 'x', context: { A: text(4001) } },
  ],
  [
    '100 variables of a text',
    startConversationRequest,
    { channelId: uuid(), to: '1', body: 'x', context: variables(100) },
    { channelId: uuid(), to: '1', body: 'x', context: variables(101) },
  ],
  [
    '100 variables of somebody written to',
    outboundContactRequest,
    { to: '1', name: 'Ada', optedIn: true, context: variables(100) },
    { to: '1', name: 'Ada', optedIn: true, context: variables(101) },
  ],
  [
    '1,000 characters of a proactive text',
    outboundContactRequest,
    { to: '1', name: 'Ada', optedIn: true, message: text(1000) },
    { to: '1', name: 'Ada', optedIn: true, message: text(1001) },
  ],
  ['200 characters of a survey’s text', surveyKind.request, survey(text(200)), survey(text(201))],
  [
    '1,000 characters for many',
    bulkRequest,
    { action: 'message-customers', text: text(1000), filter: {} },
    { action: 'message-customers', text: text(1001), filter: {} },
  ],
  [
    '128 MB of a file',
    organisationSettings.request,
    { attachments: { maxFileSizeKb: 131_072 } },
    { attachments: { maxFileSizeKb: 131_073 } },
  ],
];

describe('the limits of the product (product.md 38)', () => {
  it.each(limits)('are %s, and no more or less', (_, schema, may, mayNot) => {
    expect(schema.safeParse(may).error?.issues).toBeUndefined();
    expect(schema.safeParse(mayNot).success).toBe(false);
  });

  it('are what they are until somebody says otherwise', () => {
    expect(assignmentSettings.parse({})).toMatchObject({ declinesAllowed: 3 });
    expect(notificationTemplateKind.request.parse(thing)).toMatchObject({ countdownSeconds: 120, fields: [] });
    expect(organisationSettings.request.parse({})).toMatchObject({
      agent: { sessions: 10, consultees: 5, reconnectGraceSeconds: 150 },
      attachments: { maxFileSizeKb: 5120 },
      autoClose: { openMinutes: 43_200, activeMinutes: 43_200, wrapUpMinutes: 1440 },
      outbound: { contactsPerRequest: 100, proactiveContactsPerRequest: 5, requestsPerHour: 30_000 },
      bulk: { conversations: 1000 },
    });
  });
});
