import { v7 as uuid } from 'uuid';
import {
  applicationTabKind,
  builtInApplicationTabs,
  definitionRemoved,
  sessionTemplateKind,
  workstreamSettings,
} from '#contracts';
import { aChannel, aConversation, anEvent, aService, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const { workstreamId } = aChannel().data;
const [templateId, crm, cases] = [uuid(), uuid(), uuid()];
const common = (name: string) => ({ slug: name, name, description: '', uniqueName: `acme_${name}` });
const tab = (id: string, name: string, page: object, title = '') =>
  anEvent(applicationTabKind.changed, { id, version: 1, ...common(name), title, page });

let service: Service;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  await service.hear(
    tab(
      crm,
      'crm',
      { type: 'external', address: 'https://crm.example/c/{customerRecordId}?who={customerName}' },
      'CRM',
    ),
    tab(cases, 'cases', { type: 'record', entity: 'case', recordId: '{caseId}' }, '{caseTitle}'),
  );
});
afterEach(() => service.stop());

const useTemplate = (more: object = {}) =>
  service.hear(
    anEvent(sessionTemplateKind.changed, {
      ...{ id: templateId, version: 1, ...common('orders'), type: 'generic', title: 'Order of {customerName}' },
      ...{ anchorTabId: builtInApplicationTabs.conversation.id, additionalTabIds: [crm, cases], ...more },
    }),
    anEvent(workstreamSettings.changed, { workstreamId, version: 1, sessionTemplateId: templateId }),
  );
const ask = (id: string, as = 'lena') => service.get(`/api/conversations/${id}/session-template`, { as });
const lena = { acceptedBy: 'lena' };

/** Amara, her number and her case are in the directory before she writes. */
async function knowAmara(): Promise<string> {
  const [contactId, caseId] = [uuid(), uuid()];
  const as = 'lena';
  await service.put(
    `/api/conversations/customers/${contactId}`,
    { name: 'Amara & Söhne', numbers: { mobile: '+14155550111' } },
    { as },
  );
  await service.put(`/api/conversations/cases/${caseId}`, { number: 'CAS-1', title: 'Broken lamp', contactId }, { as });
  return contactId;
}

describe('the session of a conversation', () => {
  it('looks as the built-in template says until its workstream names another', async () => {
    const { id } = await aConversation(service, lena);
    expect(await ask(id)).toMatchObject({
      status: 200,
      body: {
        ...{ conversationId: id, title: null, icon: null, communicationPanel: 'docked' },
        tabs: [
          { title: 'Conversation', canClose: false, page: { type: 'conversation' } },
          { title: 'Customer', canClose: true, page: { type: 'record', entity: 'customer', recordId: null } },
        ],
      },
    });
  });

  it('has the title and the tabs of its workstream’s template, filled in with who the customer is', async () => {
    await useTemplate();
    const contactId = await knowAmara();
    const { id } = await aConversation(service, lena);
    expect((await ask(id)).body).toMatchObject({
      ...{ templateId, title: 'Order of Amara & Söhne' },
      tabs: [
        { title: 'Order of Amara & Söhne', canClose: false },
        { title: 'CRM', page: { address: `https://crm.example/c/${contactId}?who=Amara%20%26%20S%C3%B6hne` } },
        { title: 'Broken lamp', page: { type: 'record', entity: 'case', recordId: expect.any(String) } },
      ],
    });
  });

  it('follows the one who is linked, and says nothing of nobody', async () => {
    await useTemplate();
    const contactId = await knowAmara();
    const { id } = await aConversation(service, { ...lena, from: '+14155550112' });
    expect((await ask(id)).body).toMatchObject({
      title: null,
      tabs: [{}, { page: { address: 'https://crm.example/c/?who=' } }, { title: 'cases', page: { recordId: null } }],
    });
    await service.post(`/api/conversations/${id}/link`, { body: { contactId }, as: 'lena' });
    expect((await ask(id)).body).toMatchObject({ title: 'Order of Amara & Söhne' });
  });

  it('loses what is removed, and has the built-in template again when its own is', async () => {
    await useTemplate();
    const { id } = await aConversation(service, lena);
    await service.hear(anEvent(definitionRemoved, { kind: 'application-tab', id: crm, version: 2 }));
    expect((await ask(id)).body.tabs).toMatchObject([{ title: 'Conversation' }, { title: 'cases' }]);
    await service.hear(anEvent(definitionRemoved, { kind: 'session-template', id: templateId, version: 2 }));
    expect((await ask(id)).body.tabs).toMatchObject([{ title: 'Conversation' }, { title: 'Customer' }]);
  });

  it('is shown to who may see the conversation, and to no other agent', async () => {
    await useTemplate();
    const { id } = await aConversation(service, lena);
    expect(await ask(id, 'diego')).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect(await ask(id, 'sofia')).toMatchObject({ status: 200 });
    expect(await ask(uuid())).toMatchObject({ status: 404, body: { code: 'conversation-not-found' } });
  });

  it('is read for several at once, those of others left out', async () => {
    await useTemplate();
    const mine = await aConversation(service, lena);
    const second = await aConversation(service, { ...lena, from: '+14155550112' });
    const others = await aConversation(service, { acceptedBy: 'diego', from: '+14155550113' });
    const read = await service.get(
      `/api/conversations/session-templates?ids=${[second.id, others.id, mine.id, uuid()].join()}`,
      { as: 'lena' },
    );
    expect(read).toMatchObject({ status: 200 });
    expect(read.body.items).toMatchObject([
      { conversationId: second.id, templateId },
      { conversationId: mine.id, templateId },
    ]);
  });
});
