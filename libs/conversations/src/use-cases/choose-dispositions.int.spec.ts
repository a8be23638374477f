import { v7 as uuid } from 'uuid';
import {
  dispositionCodeKind,
  dispositionsRecorded,
  organisationSettings,
  workstreamChanged,
  workstreamSettings,
} from '#contracts';
import { aChannel, aConversation, anEvent, aService, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const { workstreamId } = aChannel().data;
const [sold, lost, spam, elsewhere] = [uuid(), uuid(), uuid(), uuid()];
let service: Service;
let version = 0;
const code = (id: string, name: string, more: object = {}) =>
  anEvent(dispositionCodeKind.changed, {
    ...{ id, slug: name.toLowerCase(), name, description: '', version: (version += 1), category: 'Sales', ...more },
  });
const ask = (dispositions: object) =>
  service.hear(anEvent(organisationSettings.changed, { version: (version += 1), dispositions }));
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  await service.hear(
    code(sold, 'Sold'),
    code(lost, 'Lost'),
    code(spam, 'Spam', { category: 'Other', effect: 'do-not-contact' }),
    code(elsewhere, 'Elsewhere', { workstreamIds: [uuid()] }),
  );
  await ask({ enabled: true, requireToClose: true });
});
afterEach(() => service.stop());

const choose = (id: string, dispositionIds: string[], as = 'lena') =>
  service.put(`/api/conversations/${id}/dispositions`, { dispositionIds }, { as });
const press = (id: string, button: string) => service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
const recorded = async () => {
  await service.turn('outbox');
  return service.said(dispositionsRecorded.type).map((event) => dispositionsRecorded.parse(event).data);
};

describe('what a conversation came to', () => {
  it('is chosen from the codes of its workstream, which every agent may list', async () => {
    const list = (as: string, id: string = workstreamId) =>
      service.get(`/api/conversations/workstreams/${id}/dispositions`, { as });
    expect(await list('lena')).toMatchObject({ status: 404, body: { code: 'workstream-not-found' } });
    await service.hear(
      anEvent(workstreamChanged, {
        ...{ workstreamId, version: 1, slug: 'support', name: 'Support', mode: 'push', direction: 'inbound' },
        fallbackQueueId: uuid(),
      }),
    );
    expect((await list('lena')).body).toMatchObject({
      ...{ enabled: true, requireToClose: true, atMost: 2 },
      items: [{ name: 'Spam' }, { name: 'Lost' }, { name: 'Sold', category: 'Sales', effect: 'none' }],
    });
  });

  it('has to be said before wrap-up is closed, where it is required; a supervisor closes all the same', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await press(id, 'end');
    expect(await press(id, 'close')).toMatchObject({ status: 409, body: { code: 'disposition-required' } });
    expect(await choose(id, [sold])).toMatchObject({
      status: 200,
      body: { items: [{ id: sold, name: 'Sold', category: 'Sales', by: { name: 'Lena Marsh' } }] },
    });
    expect(await press(id, 'close')).toMatchObject({ status: 200, body: { status: 'closed' } });

    const other = await aConversation(service, { from: '+14155550112', acceptedBy: 'lena' });
    await press(other.id, 'end');
    expect(await service.post(`/api/conversations/${other.id}/force-close`, { as: 'sofia' })).toMatchObject({
      body: { status: 'closed' },
    });
  });

  it('need not be said where the workstream has its own word', async () => {
    await service.hear(anEvent(workstreamSettings.changed, { workstreamId, version: 1, dispositions: { use: 'own' } }));
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await press(id, 'end');
    expect(await press(id, 'close')).toMatchObject({ status: 200 });
  });

  it('need not be said where there is nothing to choose from', async () => {
    await service.hear(...[sold, lost, spam].map((id) => code(id, 'Gone', { active: false })));
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await press(id, 'end');
    expect(await press(id, 'close')).toMatchObject({ status: 200, body: { status: 'closed' } });
  });

  it('is said by who has it, within the limits, and only by codes that are there', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect(await choose(id, [sold], 'diego')).toMatchObject({ status: 403 });
    expect(await choose(id, [elsewhere])).toMatchObject({ status: 404, body: { code: 'disposition-not-found' } });
    expect(await choose(id, [sold, lost, spam])).toMatchObject({ status: 409, body: { code: 'too-many' } });
    await press(id, 'close');
    expect(await choose(id, [sold])).toMatchObject({ status: 409, body: { code: 'conversation-state' } });
    await ask({ enabled: false });
    const other = await aConversation(service, { from: '+14155550112', acceptedBy: 'lena' });
    expect(await choose(other.id, [sold])).toMatchObject({ status: 409, body: { code: 'turned-off' } });
  });

  it('can be said anew until it is closed; a code that is gone keeps its name where it was chosen', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await choose(id, [lost]);
    await choose(id, [sold, lost]);
    await service.hear(code(sold, 'Bought', { active: false }));
    expect((await choose(id, [sold])).body.items).toMatchObject([{ name: 'Sold' }]);
    expect((await choose(id, [])).body.items).toEqual([]);
  });

  it('is told to the others when the conversation is closed, once, and is in reports and transcripts', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await press(id, 'end');
    await choose(id, [spam, lost]);
    expect(await recorded()).toEqual([]);
    await press(id, 'close');
    expect(await recorded()).toMatchObject([
      {
        ...{ conversationId: id, number: '+14252306549', customer: '+14155550111' },
        dispositions: expect.arrayContaining([
          expect.objectContaining({
            id: spam,
            effect: 'do-not-contact',
            by: expect.objectContaining({ name: 'Lena Marsh' }),
          }),
        ]),
      },
    ]);
    const report = (query = '') => service.get(`/api/conversations/reports/dispositions${query}`, { as: 'sofia' });
    expect((await report()).body.rows).toMatchObject([
      { name: 'Lost', conversations: 1, agents: 1 },
      { name: 'Spam', conversations: 1, agents: 1 },
    ]);
    expect((await report(`?workstreamId=${uuid()}`)).body.rows).toEqual([]);
    const transcript = await service.get(`/api/conversations/${id}/transcript`, { as: 'sofia' });
    expect(transcript.body.dispositions).toEqual(
      expect.arrayContaining([{ name: 'Lost', category: 'Sales', by: 'Lena Marsh' }]),
    );
    expect((await service.get(`/api/conversations/${id}/dispositions`, { as: 'sofia' })).body.items).toHaveLength(2);
  });
});
