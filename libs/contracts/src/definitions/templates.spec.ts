import fc from 'fast-check';
import { applicationTabKind } from './application-tab.ts';
import type { DefinitionKind } from './definition.ts';
import { deskPlaceholders, faultsOfDeskText } from './desk-placeholders.ts';
import { builtInNotificationTemplates, notificationTemplateKind } from './notification-template.ts';
import { sessionTemplateKind, smsSession } from './session-template.ts';

const faultsIn = (kind: DefinitionKind, body: object) =>
  kind.request.safeParse(body).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
const common = { slug: 'one', name: 'One' };

describe('a placeholder in a template of the desk', () => {
  it.each([
    ...deskPlaceholders.map((name) => `Hello {${name}}`),
    '{anchor.title}',
    '{$odata.case.title}',
    '{$odata.case.title.?$filter=id eq {caseId}&$top=1}',
    'nothing to see',
    '',
  ])('is known: %s', (text) => {
    expect(faultsOfDeskText(text)).toEqual([]);
  });

  it.each([
    ['{customername}', '{customername}'],
    ['{}', '{}'],
    ['{ customerName }', '{ customerName }'],
    ['{anchor.}', '{anchor.}'],
    ['{$odata.case}', '{$odata.case}'],
    ['{$odata.case.title.?id eq {nobody}}', '{nobody}'],
    ['{customerName', 'brace'],
    ['customerName}', 'brace'],
    ['{{customerName}}', 'brace'],
  ])('is unknown: %s', (text, why) => {
    expect(faultsOfDeskText(text).join()).toContain(why);
  });

  it('is nothing that a text without braces could hold', () => {
    fc.assert(fc.property(fc.string(), (text) => faultsOfDeskText(text.replace(/[{}]/g, '')).length === 0));
  });

  it('is looked at in one pass, however many braces there are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{', '}', '{$odata.a.b.?', '{caseId}', 'x'), { maxLength: 500 }), (parts) =>
        Array.isArray(faultsOfDeskText(parts.join(''))),
      ),
    );
  });
});

describe('a notification template', () => {
  const template = (changes: object) => faultsIn(notificationTemplateKind, { ...common, ...changes });
  const field = (n: number) => ({ name: `field-${n}`, header: `Field ${n}`, value: '{caseTitle}' });

  it('counts two minutes down and asks, unless it is told otherwise', () => {
    expect(notificationTemplateKind.request.parse(common)).toMatchObject({
      countdownSeconds: 120,
      showTimeout: true,
      autoAssign: false,
      autoAccept: false,
      acceptLabel: null,
      showReject: false,
      rejectLabel: 'Decline',
      desktopNotifications: 'never',
      fields: [],
    });
  });

  it.each([
    ['four fields', { fields: [1, 2, 3, 4].map(field) }],
    ['work that is assigned without asking', { autoAssign: true }],
    ['sessions that open by themselves', { autoAssign: true, autoAccept: true }],
    ['the shortest time', { countdownSeconds: 5 }],
    ['a picture of the desk', { icon: '/icons/sms.svg' }],
  ])('may have %s', (_, changes) => {
    expect(template(changes)).toEqual([]);
  });

  it.each([
    ['five fields', { fields: [1, 2, 3, 4, 5].map(field) }, /^fields has room for four/],
    ['the same field twice', { fields: [field(1), field(1)] }, /^fields names the same one twice/],
    [
      'a field with a placeholder that there is not',
      { fields: [{ ...field(1), value: '{x}' }] },
      /^fields.0.value .*\{x\}/,
    ],
    ['a title with one', { title: '{nobody}' }, /^title .*\{nobody\}/],
    ['a session that opens unasked but asks', { autoAccept: true }, /^autoAccept/],
    [
      'a session that opens at an unseen time',
      { autoAssign: true, autoAccept: true, showTimeout: false },
      /^showTimeout/,
    ],
    ['assignment without asking that can be rejected', { autoAssign: true, showReject: true }, /^showReject/],
    ['no time at all', { countdownSeconds: 0 }, /^countdownSeconds/],
    ['a picture from anywhere', { icon: '//elsewhere/x.png' }, /^icon/],
  ])('may not have %s', (_, changes, fault) => {
    expect(template(changes)).toEqual([expect.stringMatching(fault)]);
  });

  it('is there for each of the four occasions of SMS', () => {
    expect(Object.values(builtInNotificationTemplates).map(({ name }) => name)).toEqual([
      'SMS - incoming authenticated - default',
      'SMS - incoming unauthenticated - default',
      'SMS - consult - default',
      'SMS - transfer - default',
    ]);
  });
});

describe('an application tab', () => {
  const tab = (changes: object) =>
    faultsIn(applicationTabKind, { ...common, uniqueName: 'acme_tab', page: { type: 'conversation' }, ...changes });

  it.each([
    ['the customer', { page: { type: 'record', entity: 'customer' } }],
    ['a search', { page: { type: 'search', query: '{caseTitle}' } }],
    ['a page elsewhere', { page: { type: 'external', address: 'https://crm.example/c?id={customerRecordId}' } }],
    ['a page that names a field', { page: { type: 'external', address: 'https://crm.example/{anchor.number}' } }],
  ])('may show %s', (_, changes) => {
    expect(tab(changes)).toEqual([]);
  });

  it.each([
    ['a page of another type', { page: { type: 'dashboard' } }, /^page.type/],
    ['a record of another kind', { page: { type: 'record', entity: 'planet' } }, /^page.entity/],
    ['a page without TLS', { page: { type: 'external', address: 'http://crm.example' } }, /^page.address/],
    [
      'a page on a host that a customer could choose',
      { page: { type: 'external', address: 'https://{customerName}.example' } },
      /^page.address/,
    ],
    ['a page with a password', { page: { type: 'external', address: 'https://a:b@crm.example/' } }, /^page.address/],
    ['a script', { page: { type: 'external', address: 'javascript:alert(1)' } }, /^page.address/],
  ])('may not show %s', (_, changes, fault) => {
    expect(tab(changes)).toEqual([expect.stringMatching(fault)]);
  });

  it.each(['acme_tab', 'abc_1', 'Acme1234_My_Tab'])('may be called %s', (uniqueName) => {
    expect(tab({ uniqueName })).toEqual([]);
  });

  it.each(['tab', 'ab_tab', 'acme12345_tab', 'acme-tab', 'ac me_tab', 'acme_', '_tab'])(
    'may not be called %j',
    (uniqueName) => {
      expect(tab({ uniqueName })).toEqual([expect.stringMatching(/^uniqueName must be 3 to 8/)]);
    },
  );
});

describe('a session template', () => {
  const { id: _id, ...usual } = smsSession;
  const session = (changes: object) => faultsIn(sessionTemplateKind, { ...usual, ...changes });
  const forCases = { type: 'entity', entity: 'case', anchorTabId: null };

  it.each([
    ['for conversations', {}],
    ['for records', forCases],
  ])('may be %s', (_, changes) => {
    expect(session(changes)).toEqual([]);
  });

  it.each([
    ['a generic one without its anchor', { anchorTabId: null }, /^anchorTabId is required/],
    ['a generic one for a kind of record', { entity: 'case' }, /^entity/],
    ['one for no kind of record', { ...forCases, entity: null }, /^entity is required/],
    ['one for records with an anchor', { ...forCases, anchorTabId: smsSession.anchorTabId }, /^anchorTabId is for/],
    ['one for records with a picture', { ...forCases, icon: '/x.svg' }, /^icon is for/],
    ['a moving picture', { icon: '/x.GIF' }, /^icon must not be a GIF/],
    ['a picture with a placeholder', { icon: '/{caseId}.svg' }, /^icon/],
    ['its anchor twice', { additionalTabIds: [smsSession.anchorTabId] }, /^additionalTabIds must not name/],
    ['a panel of another kind', { communicationPanel: 'floating' }, /^communicationPanel/],
  ])('may not be or have %s', (_, changes, fault) => {
    expect(session(changes)).toEqual([expect.stringMatching(fault)]);
  });
});
