import { theOrganisation } from '#contracts';

/** Requests that the doors of customers, templates, bots and whatever else has to do with words would take. */
export const goodWords = (): Record<string, () => object> => ({
  'PUT /api/conversations/customers/{id}': () => ({
    name: 'Ada Lovelace',
    firstName: 'Ada',
    numbers: { mobile: '+14155550199' },
    preferredAgentIds: [theOrganisation],
    attributes: { city: 'London' },
  }),
  'PUT /api/conversations/accounts/{id}': () => ({ name: 'Acme', numbers: { main: '+14155550198' } }),
  'PUT /api/conversations/cases/{id}': () => ({
    number: 'C-1',
    title: 'Broken wheel',
    address: 'https://crm.example/c-1',
  }),
  'POST /api/conversations/{id}/messages/{messageId}/reveal': () => ({ reason: 'The bank asks' }),
  'PUT /api/conversations/{id}/dispositions': () => ({ dispositionIds: [theOrganisation] }),
  'POST /api/conversations/{id}/link': () => ({ contactId: theOrganisation }),
  'POST /api/conversations/{id}/unlink': () => ({ what: 'case' }),
  'PUT /api/conversations/{id}/variables': () => ({ variables: { Name: 'Ada' } }),
  'PUT /api/conversations/workstreams/{id}/identification': () => ({
    contactNumbers: ['mobile'],
    accountNumbers: ['main'],
    variables: true,
  }),
  'PUT /api/conversations/directory': () => ({
    source: 'http',
    address: 'https://crm.example/identify',
    timeoutSeconds: 3,
    cacheSeconds: 60,
  }),
  'POST /api/conversations/workstreams/{id}/identification/restore': () => ({ version: 1 }),
  'POST /api/conversations/directory/restore': () => ({ version: 1 }),
  'POST /api/conversations/{id}/cards/{cardId}/run': () => ({ action: 0 }),
  'POST /api/conversations/skill-finders/{id}/try': () => ({
    ...{ workstreamId: theOrganisation, customer: '+14155550111', text: 'My bill is wrong' },
  }),
  'POST /api/conversations/{id}/translate': () => ({ text: 'Good morning' }),
  'PUT /api/conversations/outbound/{id}': () => ({
    configurationId: theOrganisation,
    name: 'Spring',
    contacts: [{ to: '+14155550197', name: 'Ada', optedIn: true, postalCode: '98101', orderBy: 1 }],
    textsPerMinute: 60,
    workstreamId: theOrganisation,
    queueId: theOrganisation,
    skills: [{ skillId: theOrganisation, rating: 5 }],
    order: 'custom-ascending',
    throttle: [{ when: 'open-escalations', above: 10, reduceBy: 50 }],
  }),
  'POST /api/conversations/outbound/{id}/contacts': () => ({
    contacts: [{ to: '+14155550197', name: 'Ada', optedIn: true }],
  }),
  'PUT /api/conversations/started/{id}': () => ({ channelId: theOrganisation, to: '+14155550197', body: 'Hello' }),
  'POST /api/conversations/{id}/render': () => ({ text: 'Hi {FirstName{Customer}}' }),
  'PUT /api/conversations/erasures/{id}': () => ({ contactId: theOrganisation, numbers: ['+14155550196'] }),
  'PUT /api/conversations/webhooks/{id}': () => ({
    name: 'Warehouse',
    address: 'https://warehouse.example/hook',
    kinds: ['message-received'],
  }),
  'POST /api/conversations/webhooks/{id}/restore': () => ({ version: 1 }),
  'PUT /api/conversations/secrets/{kind}/{id}': () => ({ secret: 'not a secret at all', graceHours: 1 }),
});
