import { deskValues, type KnownToDesk } from './desk-values.ts';

const amara = { id: 'c-1', name: 'Amara Okafor', attributes: { tier: 'gold', vip: true, company: 'Okafor Lights' } };
const okafor = { id: 'a-1', name: 'Okafor Lights', attributes: { number: 'ACC-7' } };
const lamp = { id: 'k-1', name: 'CAS-20418 · Broken lamp', attributes: { number: 'CAS-20418', title: 'Broken lamp' } };
const known = (more: Partial<KnownToDesk['context'] & object> = {}, queueId: string | null = 'q-1'): KnownToDesk => ({
  conversation: {
    ...{ id: 'x-1' as never, customer: '+14255550148' as never, status: 'active', workstreamId: 'w-1' as never },
    openedAt: new Date('2026-11-24T10:00:00Z'),
  },
  channel: { name: 'Deliveries line', number: '+14252306549', language: 'en-US' },
  context: {
    contact: amara,
    account: okafor,
    caseRecord: lamp,
    language: 'pl-PL',
    variables: { Order: 4711 },
    ...more,
  },
  queueId: queueId as never,
});

describe('what a placeholder of the desk stands for', () => {
  it.each([
    ['customerName', 'Amara Okafor'],
    ['customerRecordId', 'c-1'],
    ['customerEntityName', 'customer'],
    ['caseId', 'k-1'],
    ['caseTitle', 'Broken lamp'],
    ['queueId', 'q-1'],
    ['visitorLanguage', 'pl-PL'],
    ['visitorDevice', ''],
    ['entityRoutingLogicalName', 'conversation'],
    ['anchor.number', '+14252306549'],
    ['anchor.customer', '+14255550148'],
    ['anchor.Order', '4711'],
    ['anchor.order', ''],
    ['anchor.constructor', ''],
    ['$odata.case.title', 'Broken lamp'],
    ['$odata.account.number', 'ACC-7'],
    ['$odata.contact.vip', 'true'],
    ['$odata.customer.tier', 'gold'],
    ['$odata.planet.name', ''],
    ['$odata.case.title.?$filter=id eq {caseId}&$top=1', 'Broken lamp'],
    ["$odata.case.title.?$filter=number eq 'CAS-20418' and id eq {caseId}", 'Broken lamp'],
    ['$odata.case.title.?$filter=id%20eq%20{caseId}', 'Broken lamp'],
    ['$odata.case.title.?$filter=id eq {customerRecordId}', ''],
    ['$odata.case.title.?$filter=startswith(title,"B")', ''],
    ['$odata.case.title.?$top=1', 'Broken lamp'],
    ['nobody', ''],
  ])('is of %s: %j', (name, value) => {
    expect(deskValues(known(), 'conversation')(name)).toBe(value);
  });

  it('is the account’s where no person is linked, and nothing where nobody is', () => {
    const company = deskValues(known({ contact: null }), 'conversation');
    expect(['customerName', 'customerRecordId', 'customerEntityName'].map(company)).toEqual([
      ...['Okafor Lights', 'a-1', 'account'],
    ]);
    const stranger = deskValues({ ...known({}, null), context: null }, 'conversation');
    expect(['customerName', 'customerEntityName', 'caseTitle', 'queueId', 'visitorLanguage'].map(stranger)).toEqual([
      ...['', '', '', '', 'en-US'],
    ]);
  });

  it('is of the record that the anchor tab shows', () => {
    expect(deskValues(known(), 'case')('anchor.number')).toBe('CAS-20418');
    expect(deskValues(known(), 'customer')('anchor.company')).toBe('Okafor Lights');
    expect(deskValues(known({ account: null }), 'account')('anchor.number')).toBe('');
  });
});
