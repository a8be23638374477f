import fc from 'fast-check';
import { applicationTabKind, builtInApplicationTabs, sessionTemplateKind, smsSession } from '#contracts';
import type { KnownToDesk } from '#sms-text';
import { filledTemplate } from './filled-template.ts';

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

const tab = (id: string, page: object, title = '') =>
  applicationTabKind.changed.data.parse({
    ...{ id: `01990000-0000-7000-8000-00000000f00${id}`, version: 1, slug: `tab-${id}`, name: `Tab ${id}` },
    ...{ uniqueName: `acme_tab_${id}`, title, page },
  });
const conversation = applicationTabKind.changed.data.parse({ ...builtInApplicationTabs.conversation, version: 1 });
const crm = tab('1', { type: 'external', address: 'https://crm.example/c/{customerRecordId}?n={customerName}' }, 'CRM');
const record = tab('2', { type: 'record', entity: 'case', recordId: '{caseId}' }, '{caseTitle}');
const search = tab('3', { type: 'search', query: '{customerName} lamp' });
const all = new Map([conversation, crm, record, search].map((one) => [one.id as string, one]));
const template = (more: object) =>
  sessionTemplateKind.changed.data.parse({
    ...smsSession,
    version: 1,
    additionalTabIds: [...all.keys()].slice(1),
    ...more,
  });

describe('a session template', () => {
  it('is filled in, its anchor first and for good, its other tabs in their order', () => {
    expect(filledTemplate(template({ title: '{customerName}, {caseTitle}' }), all, conversation, known())).toEqual({
      conversationId: 'x-1',
      templateId: smsSession.id,
      title: 'Amara Okafor, Broken lamp',
      icon: null,
      communicationPanel: 'docked',
      tabs: [
        { id: conversation.id, title: 'Conversation', canClose: false, page: { type: 'conversation' } },
        {
          ...{ id: crm.id, title: 'CRM', canClose: true },
          page: { type: 'external', address: 'https://crm.example/c/c-1?n=Amara%20Okafor' },
        },
        {
          ...{ id: record.id, title: 'Broken lamp', canClose: true },
          page: { type: 'record', entity: 'case', recordId: 'k-1' },
        },
        { id: search.id, title: 'Tab 3', canClose: true, page: { type: 'search', query: 'Amara Okafor lamp' } },
      ],
    });
  });

  it('of somebody nobody knows has no title, no record, and tabs by their own names', () => {
    const filled = filledTemplate(template({}), all, conversation, { ...known({}, null), context: null });
    expect(filled.title).toBeNull();
    expect(filled.tabs.map(({ title, page }) => [title, page])).toEqual([
      ['Conversation', { type: 'conversation' }],
      ['CRM', { type: 'external', address: 'https://crm.example/c/?n=' }],
      ['Tab 2', { type: 'record', entity: 'case', recordId: null }],
      ['Tab 3', { type: 'search', query: '' }],
    ]);
  });

  it('may give its title to its anchor, once there is one', () => {
    const titleOf = (context: KnownToDesk) =>
      filledTemplate(template({ applyTitleToAnchorTab: true }), all, conversation, context).tabs[0]!.title;
    expect(titleOf(known())).toBe('Amara Okafor');
    expect(titleOf({ ...known(), context: null })).toBe('Conversation');
  });

  it('leaves out tabs that were removed, and has the usual anchor for one that was', () => {
    const left = new Map([[crm.id as string, crm]]);
    const filled = filledTemplate(template({ anchorTabId: record.id }), left, conversation, known());
    expect(filled.tabs.map(({ id }) => id)).toEqual([conversation.id, crm.id]);
  });

  it('never shows the braces of a placeholder, whatever is known', () => {
    const word = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[{}]/g, ''));
    const records = fc.option(fc.record({ id: word, name: word, attributes: fc.dictionary(word, word) }));
    fc.assert(
      fc.property(records, records, records, (contact, account, caseRecord) => {
        const context = known({ contact, account, caseRecord });
        const filled = filledTemplate(template({ title: 'Order of {customerName}' }), all, conversation, context);
        expect(
          JSON.stringify([filled.title, filled.tabs.map(({ title, page }) => [title, ...Object.values(page)])]),
        ).not.toMatch(/[{}]/);
      }),
    );
  });
});
