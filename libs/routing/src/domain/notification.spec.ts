import {
  builtInNotificationTemplates,
  type KnownContext,
  notificationTemplateKind,
  workstreamSettings,
} from '#contracts';
import { filledNotification, type NotificationTemplate, occasionOf, templateFor } from './notification.ts';

const template = (changes: object): NotificationTemplate =>
  notificationTemplateKind.changed.data.parse({
    ...{ id: '01990000-0000-7000-8000-00000000c001', version: 1, slug: 'urgent', name: 'Urgent' },
    ...changes,
  });
const amara = { id: 'c-1', name: 'Amara Okafor', attributes: { plan: 'Gold' } };
const lamp = { id: 'k-1', name: 'CAS-20418', attributes: { title: 'Broken lamp' } };
const known: KnownContext = {
  ...{ contact: amara, account: null, case: lamp, variables: { Order: 4711 }, preferredAgentIds: [] },
};
const facts = {
  ...{
    channelId: 'l-1',
    provider: 'twilio',
    customer: '+14255550148' as never,
    supportNumber: '+14252306549' as never,
  },
  ...{ country: 'US', locale: 'en-US', startedBy: 'customer', preview: 'Hello', openedAt: '2026-11-24T10:00:00.000Z' },
  returning: false,
};
const item = {
  ...{
    conversationId: 'x-1' as never,
    customer: facts.customer,
    workstreamId: 'w-1' as never,
    queueId: 'q-1' as never,
  },
};
const field = (name: string, value: string) => ({ name, header: name.toUpperCase(), value });

describe('how an agent is told of work', () => {
  it('has the title and the fields of the template with what is known in them', () => {
    const asked = template({
      title: 'Urgent: {customerName}',
      icon: '/icons/urgent.png',
      acceptLabel: 'Take it',
      showReject: true,
      rejectLabel: 'Not now',
      desktopNotifications: 'always',
      fields: [
        field('case', '{caseTitle} ({caseId})'),
        field('plan', '{$odata.customer.plan.?$filter=id eq {customerRecordId}}'),
        field('order', '{anchor.Order}'),
        field('where', '{queueId} {visitorLanguage} {anchor.number}'),
      ],
    });
    expect(filledNotification(asked, item, { facts, known })).toEqual({
      title: 'Urgent: Amara Okafor',
      icon: '/icons/urgent.png',
      showTimeout: true,
      autoAssign: false,
      autoAccept: false,
      acceptLabel: 'Take it',
      showReject: true,
      rejectLabel: 'Not now',
      desktopNotifications: 'always',
      fields: [
        { name: 'case', header: 'CASE', value: 'Broken lamp (k-1)' },
        { name: 'plan', header: 'PLAN', value: 'Gold' },
        { name: 'order', header: 'ORDER', value: '4711' },
        { name: 'where', header: 'WHERE', value: 'q-1 American English +14252306549' },
      ],
    });
  });

  it('says nothing of what is not known, and leaves out fields of which nothing is', () => {
    const asked = template({
      title: '{customerName}',
      fields: [
        field('case', '{caseTitle}'),
        field('language', '{visitorLanguage}'),
        field('device', '{visitorDevice}'),
      ],
    });
    expect(filledNotification(asked, item, { facts, known: null })).toMatchObject({
      title: '',
      fields: [{ name: 'language', value: 'American English' }],
    });
    expect(filledNotification(asked, item, { facts: null, known: null })).toMatchObject({ title: '', fields: [] });
  });

  it('has no Reject where nobody is asked, whatever the template says', () => {
    const asked = { ...template({ showReject: true }), autoAssign: true };
    expect(filledNotification(asked, item, { facts, known })).toMatchObject({ autoAssign: true, showReject: false });
  });
});

describe('the template of an offer', () => {
  const slots = workstreamSettings.stored.parse({}).notifications;
  const parsed = Object.values(builtInNotificationTemplates).map((one) => template({ ...one, version: 1 }));
  const own = template({ slug: 'own' });
  const templates = new Map([...parsed, own].map((one) => [one.id as string, one]));
  const account = { ...known, contact: null, account: amara };

  it.each([
    ['a customer who is known', 'incoming', known, 'sms-incoming-authenticated-default'],
    ['the account of a customer who is known', 'incoming', account, 'sms-incoming-authenticated-default'],
    ['one who is not', 'incoming', { ...known, contact: null }, 'sms-incoming-unauthenticated-default'],
    ['one of whom nothing was heard', 'incoming', null, 'sms-incoming-unauthenticated-default'],
    ['advice', 'consult', null, 'sms-consult-default'],
    ['a colleague’s conversation', 'transfer', known, 'sms-transfer-default'],
    ['what a supervisor assigns', 'supervisor-assign', known, 'sms-incoming-authenticated-default'],
  ] as const)('is, for %s, the built-in one until a workstream says otherwise', (_, slot, about, slug) => {
    expect(templateFor(slots, templates, slot, about).slug).toBe(slug);
  });

  it('is the workstream’s own, also for what a supervisor assigns', () => {
    const { id } = own;
    expect(templateFor({ ...slots, consultId: id }, templates, 'consult', known)).toBe(own);
    expect(templateFor({ ...slots, supervisorAssignId: id }, templates, 'supervisor-assign', known)).toBe(own);
  });

  it('is the built-in one again where the workstream’s own was removed', () => {
    const gone = { ...slots, transferId: '01990000-0000-7000-8000-00000000dead' as never };
    expect(templateFor(gone, templates, 'transfer', known).slug).toBe('sms-transfer-default');
    expect(occasionOf('transfer', known)).toBe('transfer');
  });
});
