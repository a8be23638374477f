import type { Browser, Locator } from 'playwright-core';
import type { z } from 'zod';
import {
  agentSettings,
  createChannelRequest,
  createWorkstreamRequest,
  definitionKinds,
  distribution,
  identificationRequest,
  lifeSettingsRequest,
  organisationSettings,
  outboundRunSettings,
  queueRequest,
  senderGroupRequest,
  sendingSettingsRequest,
  staffKinds,
  webhookRequest,
  workstreamSettings,
} from '#contracts';
import { aProduct, type RunningProduct } from '#testing';
import { type Control, fieldsOf, spoken } from '../src/admin/patterns/controls.ts';
import { definitionWords } from '../src/words/en-definitions.ts';
import { wordsOfField } from '../src/words/en-fields.ts';
import { aBrowser, type Desk, goOn, isGone, openDesk } from './a-desk.ts';

/*
 * Every setting that the API takes has its place in a form of administration, or its reason why not. A service that gets a new door or a
 * new setting finds out here.
 */

let product: RunningProduct;
let browser: Browser;
let desk: Desk;
/** One whose secret can be replaced. */
const webhookId = '01990000-0000-7000-8000-0000000000f2';
/** Somebody whose settings can be opened. */
let agentId: string;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
  ({ id: agentId } = await (await product.as('lena'))<{ id: string }>('PUT', '/api/routing/agents/me'));
  // a rule can ask for a skill only where there is one
  const polish = { slug: 'polish', name: 'Polish' };
  await (
    await product.as('dana')
  )('PUT', '/api/routing/skills/01990000-0000-7000-8000-0000000000f1', polish);
  const shop = { name: 'Shop', address: 'https://shop.example/parley', kinds: ['message-received'], active: false };
  await (
    await product.as('dana')
  )('PUT', `/api/conversations/webhooks/${webhookId}`, shop);
  desk = await openDesk(browser, product.baseUrl, 'dana', '/admin');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Every field of a request, by its path; those of a list's entries like those of the list. */
function pathsOf(schema: Schema, at = ''): readonly string[] {
  const variants = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
      const path = at === '' ? name : `${at}.${name}`;
      return [path, ...pathsOf(inner, path)];
    }),
    ...(schema.items ? pathsOf(schema.items, at) : []),
    ...variants.flatMap((variant) => pathsOf(variant, at)),
  ];
}

/** Every field that a form draws a control for. */
function drawnBy(control: Control, at: string): readonly string[] {
  switch (control.as) {
    case 'group':
      return control.fields.flatMap(({ name, control: inner }) => {
        const path = at === '' ? name : `${at}.${name}`;
        return inner.as === 'json' ? [] : [path, ...drawnBy(inner, path)];
      });
    case 'list':
      return drawnBy(control.item, at);
    case 'maybe':
      return drawnBy(control.inner, at);
    case 'variants':
      return [`${at}.${control.by}`, ...control.of.flatMap(({ fields }) => drawnBy({ as: 'group', fields }, at))];
    default:
      return [];
  }
}

interface Drawn {
  readonly page: () => string;
  readonly schema: z.ZodType;
  /** What its own words are about. */
  readonly about: string;
}
const channelConfig = '/api/channel-config';
const workstream = () => `/admin/workstreams/${product.wired.workstreamId}`;

/** Doors whose form is their contract. */
const drawn: Readonly<Record<string, Drawn>> = {
  ...Object.fromEntries(
    definitionKinds
      .filter(({ kind }) => kind !== 'automated-message')
      .map(({ kind, path, request }) => [
        `PUT ${channelConfig}/${path}/{id}`,
        { page: () => `/admin/settings/${path}/new`, schema: request as unknown as z.ZodType, about: kind },
      ]),
  ),
  [`PUT ${channelConfig}/organisation`]: {
    page: () => '/admin/organisation',
    schema: organisationSettings.stored,
    about: 'organisation-settings',
  },
  [`PUT ${channelConfig}/workstreams/{id}/advanced`]: {
    page: () => `${workstream()}?tab=advanced`,
    schema: workstreamSettings.stored,
    about: 'workstream-settings',
  },
  [`PUT ${channelConfig}/workstreams/{id}`]: {
    page: () => '/admin/set-up/workstreams/new',
    schema: createWorkstreamRequest,
    about: 'workstreams',
  },
  [`PUT ${channelConfig}/channels/{id}`]: {
    page: () => '/admin/set-up/channels/new',
    schema: createChannelRequest,
    about: 'channels',
  },
  'PUT /api/gateway/sending/settings': {
    page: () => '/admin/sending',
    schema: sendingSettingsRequest,
    about: 'sending',
  },
  'PUT /api/gateway/sender-groups/{slug}': {
    page: () => '/admin/sending/new',
    schema: senderGroupRequest,
    about: 'sender-group',
  },
  ...Object.fromEntries(
    staffKinds.map(({ kind, path, request }) => [
      `PUT /api/routing/${path}/{id}`,
      { page: () => `/admin/settings/${path}/new`, schema: request as z.ZodType, about: kind },
    ]),
  ),
  'PUT /api/routing/queues/{id}': { page: () => '/admin/queues/new', schema: queueRequest, about: 'queue' },
  'PUT /api/routing/agent-settings/{id}': {
    page: () => `/admin/users/${agentId}`,
    schema: agentSettings,
    about: 'agent-settings',
  },
  'PUT /api/conversations/webhooks/{id}': {
    page: () => '/admin/webhooks/new',
    schema: webhookRequest,
    about: 'webhook',
  },
  'PUT /api/conversations/workstreams/{id}/settings': {
    page: () => `${workstream()}?tab=conversations`,
    schema: lifeSettingsRequest,
    about: 'life-settings',
  },
  'PUT /api/conversations/workstreams/{id}/identification': {
    page: () => `${workstream()}?tab=customers`,
    schema: identificationRequest,
    about: 'identification',
  },
  'PUT /api/conversations/outbound/{id}': {
    page: () => '/admin/runs/new',
    schema: outboundRunSettings,
    about: 'outbound-run',
  },
  'PUT /api/routing/workstreams/{id}/distribution': { page: workstream, schema: distribution, about: 'distribution' },
};

interface Written {
  /** Where, and after which buttons, each setting is found by the name of its control. */
  readonly at: () => readonly {
    readonly page: string;
    readonly press?: readonly (string | RegExp)[];
    /** Which of the ways it is. */
    readonly check?: readonly string[];
    /** The last of the buttons of this name. */
    readonly pressLast?: readonly string[];
    /** What is chosen in which control, so that what goes with it is there. */
    readonly choose?: readonly (readonly [control: string, option: string])[];
  }[];
  readonly names: Readonly<Record<string, string | RegExp>>;
}
const draft = '01990000-0000-7000-8000-0000000000aa';
const wizard = (step: string) => `${workstream()}/sms/${draft}/${step}`;
const account = () => `/admin/accounts/${product.wired.accountId}`;

/** A rule's conditions, wherever they stand; groups in groups are edited by the same controls. */
const conditionsAt = (at: string) => ({
  [`${at}.conditions`]: 'If',
  [`${at}.conditions.combinator`]: 'How many have to hold',
  [`${at}.conditions.not`]: 'Not',
  [`${at}.conditions.rules`]: 'Condition',
  [`${at}.conditions.rules.combinator`]: 'How many have to hold',
  [`${at}.conditions.rules.not`]: 'Not',
  [`${at}.conditions.rules.field`]: 'What is looked at',
  [`${at}.conditions.rules.operator`]: 'Comparison',
  [`${at}.conditions.rules.value`]: 'Value',
  [`${at}.conditions.rules.valueSource`]: 'Compare with something else that is known',
});
const flat = (path: string): string => path.replace(/(\.conditions)(\.rules)+/, '$1.rules');

/** The filters of whom agents are offered, by what they are called. */
const filters = {
  transferQueues: 'Only some queues to transfer to',
  transferAgents: 'Only some agents to transfer to',
  consultQueues: 'Only some queues to ask for advice',
  consultAgents: 'Only some agents to ask for advice',
};

/** Doors whose form was drawn by hand: each setting by the name that a person finds it under. */
const written: Readonly<Record<string, Written>> = {
  [`PUT ${channelConfig}/accounts/{id}`]: {
    at: () => ['details', 'credentials', 'numbers'].map((step) => ({ page: `/admin/accounts/new/${step}` })),
    names: {
      name: 'Name',
      slug: 'Short name',
      provider: 'Provider',
      accountSid: 'Account SID',
      authToken: 'Auth token',
      numbers: 'Number 1',
      'numbers.number': 'Number',
      'numbers.type': 'Type',
      'numbers.description': 'Description',
      'numbers.registration': 'Known to carriers',
    },
  },
  [`POST ${channelConfig}/accounts/{id}/auth-token`]: {
    at: () => [{ page: account(), press: ['Replace token'] }],
    names: { authToken: 'New auth token', graceHours: /^Hours in which/ },
  },
  [`POST ${channelConfig}/accounts/{id}/numbers/{numberId}/move`]: {
    at: () => [{ page: account(), press: [/^Move/] }],
    names: { to: 'Account that has it from now on' },
  },
  'PUT /api/gateway/accounts/{id}/test-texts/{messageId}': {
    at: () => [{ page: account(), press: [/^Send a test text/] }],
    names: { numberId: /^Send a test text from/, to: 'Telephone at hand' },
  },
  [`PUT ${channelConfig}/provisioning/sms`]: {
    at: () => [{ page: '/admin/channels', press: ['Manage channels', 'Turn off SMS'] }],
    names: { enabled: 'Turn off SMS', confirmed: 'Turn off SMS', how: /^Let what is open/ },
  },
  [`PUT ${channelConfig}/secrets/{secret}/grants`]: {
    at: () => [{ page: '/admin/security' }],
    names: {
      read: 'Have it used by hand',
      'read.roles': 'Roles',
      'read.people': 'People',
      create: 'Set it',
      'create.roles': 'Roles',
      'create.people': 'People',
      update: 'Replace it',
      'update.roles': 'Roles',
      'update.people': 'People',
    },
  },
  [`PUT ${channelConfig}/channel-drafts/{id}`]: {
    at: () => [
      { page: wizard('setup') },
      { page: wizard('language') },
      { page: wizard('behaviors'), press: ['Add message'] },
      { page: wizard('userFeatures') },
    ],
    names: {
      setup: 'SMS setup',
      'setup.name': 'Name',
      'setup.slug': 'Short name',
      'setup.numberId': 'Number',
      'setup.workstreamId': 'SMS setup',
      language: 'Language',
      'language.language': 'Language',
      behaviors: 'Behaviors',
      'behaviors.operatingHours': 'Operating hours',
      'behaviors.operatingHours.enabled': 'On',
      'behaviors.operatingHours.hoursId': 'Hours',
      'behaviors.automatedMessages': 'Custom automated messages',
      'behaviors.automatedMessages.trigger': 'Sent when',
      'behaviors.automatedMessages.text': 'Text',
      'behaviors.automatedMessages.active': 'Is sent',
      'behaviors.survey': 'Survey after the conversation',
      'behaviors.survey.enabled': 'On',
      'behaviors.survey.surveyId': 'Survey',
      'behaviors.survey.mode': 'Mode',
      'behaviors.survey.message': 'Text',
      'behaviors.survey.bot': 'After the bot',
      'behaviors.survey.bot.enabled': 'On',
      'behaviors.survey.bot.surveyId': 'Survey',
      'behaviors.survey.bot.mode': 'Mode',
      'behaviors.survey.bot.message': 'Text',
      'behaviors.survey.bot.sameSettings': 'Same as after an agent',
      userFeatures: 'User features',
      'userFeatures.attachments': 'File attachments',
      'userFeatures.attachments.enabled': 'On',
      'userFeatures.attachments.customers': 'Customers may send files',
      'userFeatures.attachments.agents': 'Agents may send files',
      'userFeatures.realTimeTranslation': 'Translate texts',
    },
  },
  [`POST ${channelConfig}/workstreams/{id}/copy`]: {
    at: () => [{ page: `${workstream()}?tab=settings`, press: ['Copy'] }],
    names: { name: 'Name of the copy', slug: 'Short name' },
  },
  ...Object.fromEntries(
    [`POST ${channelConfig}/workstreams/{id}/retire`, `POST ${channelConfig}/accounts/{id}/retire`].map(
      (door, index) => [
        door,
        {
          at: () => [{ page: index === 0 ? `${workstream()}?tab=settings` : account(), press: ['Turn off'] }],
          names: { how: /^Let what is open/ },
        },
      ],
    ),
  ),
  [`POST ${channelConfig}/channels/{id}/retire`]: {
    at: () => [{ page: `/admin/set-up/channels/${product.wired.channelId}`, press: ['Turn off'] }],
    names: { how: /^Let what is open/ },
  },
  [`PUT ${channelConfig}/automated-messages/{id}`]: {
    at: () => [{ page: '/admin/messages', press: [/^Replace here: Greeting/] }],
    names: {
      trigger: 'Greeting',
      level: 'Holds for',
      channelId: 'Holds for',
      locale: 'Language',
      text: 'Text',
      active: 'Is sent',
    },
  },
  [`POST ${channelConfig}/masking-rules/test`]: {
    at: () => [{ page: '/admin/settings/masking-rules/new' }],
    names: { expression: 'Expression', text: 'A text to try it on' },
  },
  'PUT /api/routing/workstreams/{id}/classification': {
    at: () => [
      {
        page: `${workstream()}?tab=classification`,
        press: ['Add model', 'Add ruleset', /^Add rule$/, /^Condition$/, 'Add skill', 'Add value'],
      },
    ],
    names: {
      rulesets: 'Add ruleset',
      'rulesets.type': 'Add model',
      'rulesets.skillFinderId': 'Skill finder',
      'rulesets.name': 'Name',
      'rulesets.description': 'Description',
      'rulesets.rules': 'Add rule',
      'rulesets.rules.name': 'Name',
      ...conditionsAt('rulesets.rules'),
      'rulesets.rules.outputs': 'Then',
      'rulesets.rules.outputs.attributes': 'Values for later rulesets',
      'rulesets.rules.outputs.attributes.name': 'Name',
      'rulesets.rules.outputs.attributes.value': 'Value',
      'rulesets.rules.outputs.skills': 'Skills that are needed',
      'rulesets.rules.outputs.skills.skillId': 'Skill',
      'rulesets.rules.outputs.skills.rating': /^At least/,
      'rulesets.rules.outputs.capacityProfileId': 'Capacity profile',
    },
  },
  'PUT /api/routing/workstreams/{id}/route-to-queue': {
    at: () => [
      {
        page: `${workstream()}?tab=routes`,
        press: [/^Add rule$/, /^Condition$/, 'Add queue', 'Overflow of its own', 'Too many wait', 'It waits too long'],
      },
    ],
    names: {
      rules: 'Add rule',
      'rules.name': 'Name',
      ...conditionsAt('rules'),
      'rules.queues': 'Queues',
      'rules.queues.queueId': 'Queue',
      'rules.queues.percent': /^Share of/,
      'rules.overflow': 'Overflow of its own',
      'rules.overflow.outOfHours': 'Outside its hours',
      'rules.overflow.outOfHours.do': 'Outside its hours: Then',
      'rules.overflow.workItemLimit': 'Too many wait',
      'rules.overflow.workItemLimit.limit': 'From so many on',
      'rules.overflow.workItemLimit.do': 'Too many wait: Then',
      'rules.overflow.waitingTime': 'It waits too long',
      'rules.overflow.waitingTime.seconds': 'After',
      'rules.overflow.waitingTime.do': 'It waits too long: Then',
    },
  },
  'PUT /api/routing/queues/{id}/custom-assignment': {
    at: () => [
      {
        page: `/admin/queues/${product.wired.queueId}?tab=rules`,
        press: ['Add ruleset', /^Rule 1/, /^Condition$/, 'Add order'],
        choose: [['Order 1', 'A value of the agent']],
      },
      {
        page: `/admin/queues/${product.wired.queueId}?tab=rules`,
        press: ['Add ruleset', /^Rule 1/, 'Add order'],
        choose: [['Order 1', 'Proficiency']],
      },
      {
        page: `/admin/queues/${product.wired.queueId}?tab=rules`,
        press: ['Add rule', /^Condition$/],
        choose: [['Within this rule', 'By a value of the work']],
      },
      {
        page: `/admin/queues/${product.wired.queueId}?tab=rules`,
        press: ['Add ruleset'],
        pressLast: ['Add rule'],
      },
    ],
    names: {
      prioritisation: 'What is taken first',
      'prioritisation.rules': 'Add rule',
      'prioritisation.rules.name': 'Name',
      ...conditionsAt('prioritisation.rules'),
      'prioritisation.rules.orderBy': 'Within this rule',
      'prioritisation.rules.orderBy.field': 'Value',
      'prioritisation.rules.orderBy.direction': 'Order',
      rulesets: 'Add ruleset',
      'rulesets.name': 'Name',
      'rulesets.rules': 'Add rule',
      'rulesets.rules.name': 'Name',
      ...conditionsAt('rulesets.rules'),
      'rulesets.rules.orderBy': 'Order of the agents',
      'rulesets.rules.orderBy.by': 'Order 1',
      'rulesets.rules.orderBy.wanted': 'Which proficiency',
      'rulesets.rules.orderBy.typeId': 'Type of skills',
      'rulesets.rules.orderBy.field': 'Value',
      'rulesets.rules.orderBy.direction': 'Order',
      selection: 'Which ruleset runs',
      'selection.name': 'Name',
      ...conditionsAt('selection'),
      'selection.rulesetId': 'Ruleset',
      defaultRulesetId: 'Default ruleset',
    },
  },
  'PUT /api/routing/assignment-settings': {
    at: () => [{ page: '/admin/assignment', press: [...Object.values(filters), /^Condition$/] }],
    names: {
      preferredAgents: 'Preferred agents',
      'preferredAgents.enabled': 'On',
      'preferredAgents.ifUnavailable': 'When none of them is there',
      declinesAllowed: 'Declines before it is not offered again',
      missedChangesPresence: 'A missed offer makes inactive',
      rejectChangesPresence: 'A declined offer sets Do not disturb',
      agentsChangeSkills: 'Agents may change needed skills',
      explain: 'Keep who was considered',
      consult: 'Advice',
      'consult.blockCapacity': 'Takes of the capacity of who gives it',
      'consult.toQueue': 'A queue may be asked',
      'consult.searchSeconds': 'Seconds within which somebody of the queue has to agree',
      targets: 'Who is offered',
      ...Object.fromEntries(
        Object.entries(filters).flatMap(([filter, called]) => [
          [`targets.${filter}`, called],
          [`targets.${filter}.enabled`, called],
          ...Object.entries({ ...conditionsAt(`targets.${filter}`), [`targets.${filter}.conditions`]: called }),
        ]),
      ),
    },
  },
  'PUT /api/gateway/consent/{id}': {
    at: () => [{ page: '/admin/consent', press: ['Record consent'] }],
    names: { number: 'Our number', customer: 'Customer', status: 'Says', comment: 'Comment' },
  },
  'PUT /api/gateway/blocked-numbers/{number}': {
    at: () => [{ page: '/admin/blocked', press: ['Block a number'] }],
    names: { comment: 'Comment' },
  },
  'PUT /api/conversations/customers/{id}': {
    at: () => [{ page: '/admin/customers/customers/new' }],
    names: {
      name: 'Name',
      firstName: 'First name',
      lastName: 'Last name',
      nickname: 'Nickname',
      company: 'Company',
      email: 'E-mail',
      numbers: 'Mobile',
      accountId: 'Account',
      preferredAgentIds: 'Preferred agents',
      attributes: 'Columns of your own',
      active: 'Active',
    },
  },
  'PUT /api/conversations/accounts/{id}': {
    at: () => [{ page: '/admin/customers/accounts/new' }],
    names: {
      name: 'Name',
      number: 'Number',
      email: 'E-mail',
      numbers: 'Main',
      preferredAgentIds: 'Preferred agents',
      attributes: 'Columns of your own',
      active: 'Active',
    },
  },
  'PUT /api/conversations/cases/{id}': {
    at: () => [{ page: '/admin/customers/cases/new' }],
    names: {
      number: 'Number',
      title: 'Title',
      address: 'Address',
      contactId: 'Contact',
      accountId: 'Account',
      attributes: 'Columns of your own',
      active: 'Active',
    },
  },
  'PUT /api/conversations/erasures/{id}': {
    at: () => [{ page: '/admin/forget' }],
    names: { contactId: 'Contact', numbers: 'Numbers' },
  },
  'PUT /api/conversations/directory': {
    at: () => [{ page: '/admin/customers?tab=directory', check: ['A system of your own'] }],
    names: {
      source: 'Looked up in',
      address: 'Address',
      timeoutSeconds: 'Seconds to answer',
      cacheSeconds: 'An answer is believed for',
    },
  },
  'PUT /api/gateway/accounts/{id}/api-key': {
    at: () => [{ page: account(), press: ['Send with an API key'] }],
    names: { sid: 'Key SID', secret: 'Secret' },
  },
  'PUT /api/conversations/secrets/{kind}/{id}': {
    at: () => [{ page: `/admin/webhooks/${webhookId}`, press: ['Replace secret'] }],
    names: { secret: 'Secret of your own', graceHours: /^Hours in which/ },
  },
  'PUT /api/gateway/blocking': {
    at: () => [{ page: '/admin/blocked' }],
    names: { autoBlock: 'Block by itself', reportsToBlock: 'After how many reports' },
  },
};

/** A door that no page of administration opens: why, and every field that it takes, so that one more is found out here. */
interface Elsewhere {
  readonly because: string;
  readonly fields: readonly string[];
}
/** Columns of the file that says whom a run writes to. */
const contacts = [
  'contacts',
  ...[
    ...[
      'to',
      'name',
      'caseName',
      'optedIn',
      'locale',
      'context',
      'reference',
      'message',
      'notBefore',
      'notAfter',
      'orderBy',
    ],
    ...['firstName', 'lastName', 'email', 'street', 'city', 'state', 'postalCode', 'country', 'timeZone'],
  ].map((column) => `contacts.${column}`),
];
const inTheThread = 'what an agent or a supervisor does in a conversation, in the workspace';
const onTheSide = 'what is known of a conversation, in the pane beside its thread';
const shiftEdited = ['date', 'startsOn', 'times', 'repeats'];
const known = ['contact', 'account', 'case'].flatMap((one) =>
  ['', '.id', '.name', '.attributes'].map((part) => `known.${one}${part}`),
);
const ofAgents = [
  ...['capacityUnits', 'addSkills', 'addSkills.skillId', 'addSkills.rating', 'addSkills.active', 'removeSkillIds'],
  ...['addProfiles', 'addProfiles.profileId', 'addProfiles.limit', 'removeProfileIds', 'addQueueIds', 'removeQueueIds'],
  ...[
    'addPresenceIds',
    'removePresenceIds',
    'defaultPresence',
    'defaultPresence.presence',
    'defaultPresence.presenceId',
    'operatingHoursId',
  ],
];
const views = ['id', 'name', 'list', 'show', 'read', 'line', 'find', 'sort', 'queue', 'order', 'caseOrder'];
const dryRun = [
  ...['workstreamId', 'channelId', 'customer', 'supportNumber', 'text', 'locale', 'country', 'startedBy'],
  ...['known', ...known, 'known.variables', 'known.preferredAgentIds'],
  ...['', '.skillFinderId', '.tags', '.tags.tag', '.tags.rating', '.failure'].map((part) => `skillFinders${part}`),
];
const elsewhere: Readonly<Record<string, Elsewhere>> = {
  [`POST ${channelConfig}/operating-hours/{id}/shifts/{shiftId}/edit`]: {
    because: 'the calendar edits the record, and saves it whole',
    fields: [
      ...['scope', 'on', 'change', ...shiftEdited.map((name) => `change.${name}`)],
      ...['allDay', 'opens', 'closes', 'nextDay'].map((name) => `change.times.${name}`),
      ...['freq', 'interval', 'byDay', 'byMonthDay', 'byMonth', 'count', 'until'].map(
        (name) => `change.repeats.${name}`,
      ),
    ],
  },
  [`POST ${channelConfig}/texts/preview`]: {
    because: 'shows a text that is typed elsewhere',
    fields: ['kind', 'text', 'values', 'context'],
  },
  [`PUT ${channelConfig}/me/quick-replies/{id}`]: {
    because: 'an agent’s own, on the page of their settings',
    fields: ['locale', 'message', 'tags'],
  },
  'POST /api/gateway/blocked-numbers/{number}/unblock': { because: 'the same form as blocking', fields: ['comment'] },
  'POST /api/gateway/sending/estimate': {
    because: 'what a text would cost, beside the composer',
    fields: ['channelId', 'body'],
  },
  'PUT /api/gateway/blocked-numbers/{number}/reports/{id}': {
    because: 'an agent’s report, in the workspace',
    fields: ['comment'],
  },
  'POST /api/routing/queues/{id}/copy': {
    because: 'a button: the copy gets a short name of its own, which its page changes',
    fields: ['id', 'slug'],
  },
  'POST /api/routing/dry-run': {
    because: 'asks what would happen, beside the rules',
    fields: dryRun,
  },
  'POST /api/conversations/skill-finders/{id}/try': {
    because: 'what is tried beside the rules asks the models that they name, too',
    fields: dryRun,
  },
  'PUT /api/routing/jobs/{id}': {
    because:
      'something done to many once, on the live page and on that of users; users are changed so on their page, too',
    fields: [
      ...['action', 'workItemIds', 'agentIds', 'queueId', 'agentId', 'edit'],
      ...ofAgents.map((name) => `edit.${name}`),
    ],
  },
  'PUT /api/routing/agents/me/presence': {
    because: 'the menu of an agent’s presence',
    fields: ['presence', 'presenceId'],
  },
  'PUT /api/routing/agents/{id}/presence': {
    because: 'the menu of an agent on the live page',
    fields: ['presence', 'presenceId'],
  },
  'POST /api/routing/agents/me/beat': {
    because: 'said by the desk itself, as long as it is open',
    fields: ['showing', 'deskId'],
  },
  'POST /api/routing/agents/me/leave': {
    because: 'said by the desk itself, as it closes or somebody signs out',
    fields: ['deskId', 'signOut'],
  },
  'PUT /api/routing/agents/me/views': {
    because: 'kept from the list of an agent’s work, as it stands',
    fields: ['views', ...views.map((name) => `views.${name}`)],
  },
  'PUT /api/routing/people/me/preferences': {
    because: 'a person’s own, on the page of their settings',
    fields: [
      ...['sounds', 'notices', 'noticesShowText', 'sendWith', 'undoSend', 'density', 'theme', 'language', 'keys'],
      ...['offer', 'message'].flatMap((of) =>
        ['', '.play', '.soundId', '.volume'].map((what) => `sounds.${of}${what}`),
      ),
      'sounds.offer.repeatUntilAnswered',
    ],
  },
  ...Object.fromEntries(
    ['transfer', 'assign', 'consult'].map((what) => [
      `POST /api/routing/work-items/{id}/${what}`,
      { because: inTheThread, fields: ['agentId', 'queueId', 'note'] },
    ]),
  ),
  'PUT /api/routing/work-items/{id}/skills': {
    because: onTheSide,
    fields: ['skills', 'skills.skillId', 'skills.rating'],
  },
  'PUT /api/conversations/{id}/messages/{messageId}': {
    because: inTheThread,
    fields: ['body', 'mediaIds', 'original'],
  },
  'PUT /api/conversations/{id}/private-messages/{messageId}': { because: inTheThread, fields: ['body'] },
  'POST /api/conversations/{id}/messages/{messageId}/reveal': { because: inTheThread, fields: ['reason'] },
  'POST /api/conversations/{id}/cards/{cardId}/run': { because: inTheThread, fields: ['action'] },
  'POST /api/conversations/{id}/translate': { because: inTheThread, fields: ['text'] },
  'POST /api/conversations/{id}/render': { because: inTheThread, fields: ['text'] },
  'PUT /api/conversations/{id}/dispositions': { because: inTheThread, fields: ['dispositionIds'] },
  'PUT /api/conversations/{id}/notes/{messageId}': { because: onTheSide, fields: ['body'] },
  'POST /api/conversations/{id}/link': { because: onTheSide, fields: ['contactId', 'accountId', 'caseId'] },
  'POST /api/conversations/{id}/unlink': { because: onTheSide, fields: ['what'] },
  'PUT /api/conversations/{id}/variables': {
    because: 'set by bots and by systems of one’s own; the pane beside the thread shows them',
    fields: ['variables'],
  },
  'PUT /api/conversations/started/{id}': {
    because: 'an agent writes first, in the dialog of a new text',
    fields: ['channelId', 'to', 'body', 'templateId', 'locale', 'context'],
  },
  'PUT /api/conversations/bulk-jobs/{id}': {
    because: 'something done to many conversations once, on the live page',
    fields: [
      ...['action', 'title', 'text', 'conversationIds', 'filter'],
      ...['statuses', 'workstreamId', 'channelId', 'agentId'].map((name) => `filter.${name}`),
    ],
  },
  'POST /api/conversations/outbound/{id}/contacts': {
    because: 'whom a run writes to, as a file on its page',
    fields: contacts,
  },
};
/** Every record with a history has it. */
const restoring: Elsewhere = {
  because: 'a button of the history: brings an earlier version back',
  fields: ['version'],
};
const elsewhereIs = (door: string): Elsewhere | undefined => (door.endsWith('/restore') ? restoring : elsewhere[door]);
/** A file of everything, whose sections every-setting-in-file walks. */
const isFile = (door: string): boolean => /^PUT \/api\/[a-z-]+\/configuration$/.test(door);
/** Of a drawn door, what is said somewhere else. */
const apart: Readonly<Record<string, Elsewhere>> = {
  'PUT /api/routing/agent-settings/{id}': { because: 'asked for where somebody is added', fields: ['name'] },
  'PUT /api/conversations/outbound/{id}': { because: 'a file on the page of the run that has begun', fields: contacts },
};
/** Settings of a drawn door that are not typed there. */
const notTyped: Readonly<Record<string, string>> = {
  id: 'made by the form',
  'shifts.id': 'made by the form',
};
/** Made from the name, or from what the dialog is about. */
const follows: Readonly<Record<string, readonly string[]>> = {
  [`PUT ${channelConfig}/automated-messages/{id}`]: ['slug', 'name', 'description'],
  [`POST ${channelConfig}/workstreams/{id}/copy`]: ['id'],
  [`PUT ${channelConfig}/accounts/{id}`]: ['numbers.id'],
  'PUT /api/routing/assignment-settings': Object.keys(filters).flatMap((filter) => [
    `targets.${filter}.conditions.id`,
    `targets.${filter}.conditions.rules.id`,
  ]),
  'PUT /api/routing/queues/{id}/custom-assignment': [
    'prioritisation.rules.id',
    'prioritisation.rules.conditions.id',
    'prioritisation.rules.conditions.rules.id',
    'rulesets.id',
    'rulesets.rules.id',
    'rulesets.rules.conditions.id',
    'rulesets.rules.conditions.rules.id',
    'selection.id',
    'selection.conditions.id',
    'selection.conditions.rules.id',
  ],
  'PUT /api/routing/workstreams/{id}/classification': [
    'rulesets.id',
    'rulesets.rules.id',
    'rulesets.rules.conditions.id',
    'rulesets.rules.conditions.rules.id',
  ],
  'PUT /api/routing/workstreams/{id}/route-to-queue': [
    'rules.id',
    'rules.conditions.id',
    'rules.conditions.rules.id',
    // they appear where work is transferred
    'rules.overflow.outOfHours.queueId',
    'rules.overflow.workItemLimit.queueId',
    'rules.overflow.waitingTime.queueId',
  ],
};

/** Every door that takes something, of whatever service. */
async function doors(): Promise<ReadonlyMap<string, Schema>> {
  const document = (await (await fetch(`${product.baseUrl}/api/docs-json`)).json()) as {
    paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>;
  };
  return new Map(
    Object.entries(document.paths)
      .filter(([path]) => path.startsWith('/api/'))
      .flatMap(([path, methods]) =>
        Object.entries(methods).flatMap(([method, { requestBody }]) => {
          const schema = requestBody?.content['application/json']?.schema;
          return schema ? [[`${method.toUpperCase()} ${path}`, schema] as const] : [];
        }),
      ),
  );
}

describe('every setting of the API', () => {
  it('has a door that a page of administration opens, or a reason why none does', async () => {
    const all = await doors();
    const open = [...all.keys()].filter((door) => !elsewhereIs(door) && !isFile(door));
    expect(open.filter((door) => !(door in drawn) && !(door in written))).toEqual([]);
    expect(
      [...Object.keys(drawn), ...Object.keys(written), ...Object.keys(elsewhere)].filter((door) => !all.has(door)),
    ).toEqual([]);
    expect(open.length).toBeGreaterThan(30);
  });

  it('is named one by one where its door is opened elsewhere', async () => {
    const all = await doors();
    const reasoned = [...all.keys()].flatMap((door) => {
      const reason = elsewhereIs(door);
      return reason ? [{ door, takes: pathsOf(all.get(door)!), fields: reason.fields }] : [];
    });
    const apartFrom = Object.entries(apart).map(([door, { fields }]) => ({
      door,
      takes: pathsOf(all.get(door)!).filter((path) => path.split('.')[0] === fields[0]),
      fields,
    }));
    expect(
      [...reasoned, ...apartFrom].flatMap(({ door, takes, fields }) => [
        ...[...new Set(takes)].filter((path) => !fields.includes(path)).map((path) => `${door}: ${path} has no reason`),
        ...fields.filter((path) => !takes.includes(path)).map((path) => `${door}: ${path} is no more`),
      ]),
    ).toEqual([]);
  });

  it('has a control in the form that its contract draws, under a name that can be read', async () => {
    const { page } = desk;
    const all = await doors();
    const missing: string[] = [];
    for (const [door, { page: at, schema, about }] of Object.entries(drawn)) {
      const fields = fieldsOf(schema as z.ZodObject);
      const controls = new Set(drawnBy({ as: 'group', fields }, ''));
      for (const path of pathsOf(all.get(door)!))
        if (!controls.has(path) && !(path in notTyped) && !apart[door]?.fields.includes(path))
          missing.push(`${door}: ${path} has no control`);
      await goOn(page, at());
      const instead = about === 'operating-hours' ? { shifts: 'Weekly pattern' } : {};
      for (const { name } of fields.filter(({ control }) => control.as !== 'fixed')) {
        const called =
          (instead as Record<string, string>)[name] ??
          { name: definitionWords.name, slug: definitionWords.slug, description: definitionWords.description }[name] ??
          wordsOfField(name, about).name ??
          spoken(name);
        const shown = page.locator('main').getByText(called, { exact: true }).first();
        await shown.waitFor({ timeout: 15_000 }).catch(() => missing.push(`${door}: ${called} is not on ${at()}`));
      }
    }
    expect(missing).toEqual([]);
  }, 300_000);

  it('is found by its name where a form was drawn by hand', async () => {
    const { page } = desk;
    const all = await doors();
    const missing: string[] = [];
    for (const [door, { at, names }] of Object.entries(written)) {
      const paths = pathsOf(all.get(door)!)
        .map(flat)
        .filter((path) => !(follows[door] ?? []).includes(path));
      for (const path of paths) if (!(path in names)) missing.push(`${door}: nobody says where ${path} is`);
      const sought = new Map(Object.entries(names));
      const steps = at();
      for (const step of steps) {
        if (sought.size === 0) break;
        const { page: address, check = [], press = [], pressLast = [], choose = [] } = step;
        await goOn(page, address);
        for (const name of check) await page.getByRole('radio', { name }).check();
        for (const name of press)
          await page.getByRole('button', { name }).or(page.getByRole('switch', { name })).first().click();
        for (const name of pressLast) await page.getByRole('button', { name }).last().click();
        for (const [control, option] of choose) {
          await page.getByRole('combobox', { name: control, exact: true }).click();
          await page.getByRole('option', { name: option, exact: true }).click();
        }
        await page.locator('main').waitFor();
        await isGone(page.getByRole('status').filter({ hasText: 'Loading' }).first());
        const named = (name: string | RegExp) => {
          const exact = typeof name === 'string';
          return [
            page.getByLabel(name, { exact }),
            page.getByText(name, { exact }),
            page.getByRole('button', { name, exact }),
          ].reduce((one, other) => one.or(other));
        };
        const comes = (what: Locator) => what.first().waitFor({ state: 'attached', timeout: 15_000 });
        if (step === steps.at(-1)) {
          await Promise.all(
            [...sought].map(([path, name]) =>
              comes(named(name)).then(
                () => sought.delete(path),
                () => {},
              ),
            ),
          );
          break;
        }
        // what a page has is drawn together: however long the first takes, the others are not far, or are on another page
        await comes([...sought.values()].map(named).reduce((one, other) => one.or(other))).catch(() => {});
        for (let before = Infinity; sought.size < before;) {
          before = sought.size;
          for (const [path, name] of sought) if ((await named(name).count()) > 0) sought.delete(path);
        }
      }
      for (const path of sought.keys()) missing.push(`${door}: ${path} is nowhere`);
    }
    expect(missing).toEqual([]);
  }, 300_000);
});
