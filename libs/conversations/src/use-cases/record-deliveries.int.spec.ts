import { v7 as uuid } from 'uuid';
import { type DataOf, deliveryChanged, type MessageView } from '#contracts';
import { aConversation, anEvent, aService, aText, personCalled, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const lena = personCalled('lena').agentId;

let service: Service;
let conversation: string;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  ({ id: conversation } = await aConversation(service, { acceptedBy: 'lena' }));
});
afterEach(() => service.stop());

const write = async () => {
  const messageId = uuid();
  await service.put(`/api/conversations/${conversation}/messages/${messageId}`, { body: 'Hello' }, { as: 'lena' });
  return messageId;
};
const aDelivery = (
  messageId: string,
  version: number,
  state: string,
  changes: Partial<DataOf<typeof deliveryChanged>> = {},
) =>
  anEvent(deliveryChanged, {
    messageId,
    channelId: aText().data.channelId,
    version,
    state,
    providerSid: 'SM1',
    errorCode: null,
    reason: null,
    changedAt: '2026-01-05T09:00:02.000Z',
    ...changes,
  });
const text = async (id: string): Promise<MessageView> => {
  const { body } = await service.get(`/api/conversations/${conversation}/messages`, { as: 'lena' });
  return body.items.find((message: MessageView) => message.id === id);
};

describe('what becomes of a text of ours', () => {
  it('is recorded and shown to the agent and to supervisors', async () => {
    const id = await write();
    service.shown.length = 0;
    await service.hear(aDelivery(id, 1, 'sent'));
    const view = await text(id);
    expect(view).toMatchObject({ version: 2, delivery: { state: 'sent', changedAt: '2026-01-05T09:00:02.000Z' } });
    expect(service.shown).toEqual([
      { audience: { agents: [lena], supervisors: true }, frame: { kind: 'message', id, version: 2, view } },
    ]);
  });

  it('says when it presumably leaves and until when it is tried, until it has left', async () => {
    const id = await write();
    const times = { expectedAt: '2026-01-05T09:15:00.000Z', triedUntil: '2026-01-05T09:45:00.000Z' };
    await service.hear(aDelivery(id, 1, 'queued', { errorCode: '30003', reason: 'unreachable', ...times }));
    expect((await text(id)).delivery).toMatchObject(times);
    await service.hear(aDelivery(id, 2, 'submitting'));
    const left = (await text(id)).delivery;
    expect([left!.state, left!.expectedAt, left!.triedUntil]).toEqual(['submitting', undefined, undefined]);
  });

  it('says that its files went as links', async () => {
    const id = await write();
    await service.hear(aDelivery(id, 1, 'queued', { errorCode: '30011', reason: 'media', asLinks: true }));
    expect((await text(id)).delivery).toMatchObject({ state: 'queued', asLinks: true });
    await service.hear(aDelivery(id, 2, 'delivered', { asLinks: true }));
    expect((await text(id)).delivery).toMatchObject({ state: 'delivered', asLinks: true });
    const other = await write();
    await service.hear(aDelivery(other, 1, 'delivered'));
    expect((await text(other)).delivery).not.toHaveProperty('asLinks');
  });

  it('only goes forward, in whatever order, number and company it is heard of', async () => {
    const [one, two] = [await write(), await write()];
    await service.hear(aDelivery(one, 3, 'delivered'), aDelivery(two, 1, 'accepted'), aDelivery(one, 2, 'sent'));
    await service.hear(aDelivery(one, 1, 'accepted'), aDelivery(two, 2, 'sent'), aDelivery(two, 2, 'sent'));
    expect([(await text(one)).delivery!.state, (await text(two)).delivery!.state]).toEqual(['delivered', 'sent']);
  });

  it('says why it was not delivered', async () => {
    const id = await write();
    await service.hear(aDelivery(id, 1, 'undelivered', { reason: 'unreachable', errorCode: '30003' }));
    expect((await text(id)).delivery).toMatchObject({
      state: 'undelivered',
      reason: 'unreachable',
      errorCode: '30003',
    });
  });

  it('marks the conversation of its agent where it did not arrive or nobody knows, until they look', async () => {
    const [one, two, three] = [await write(), await write(), await write()];
    const view = async () => (await service.get(`/api/conversations/${conversation}`, { as: 'lena' })).body;
    expect(await view()).toMatchObject({ failed: 0 });
    service.shown.length = 0;
    await service.hear(aDelivery(one, 1, 'undelivered', { reason: 'unreachable', errorCode: '30003' }));
    await service.hear(aDelivery(two, 1, 'unknown', { reason: 'no-answer' }), aDelivery(three, 1, 'delivered'));
    // what failed once and fails in another way is no second one
    await service.hear(aDelivery(one, 2, 'failed', { reason: 'filtered', errorCode: '30007' }));
    expect(await view()).toMatchObject({ failed: 2 });
    const { version } = await view();
    expect(service.shown).toContainEqual({
      audience: { agents: [lena], supervisors: true },
      frame: expect.objectContaining({ kind: 'conversation', version, view: expect.objectContaining({ failed: 2 }) }),
    });
    await service.post(`/api/conversations/${conversation}/read`, { as: 'lena' });
    expect(await view()).toMatchObject({ failed: 0, unread: 0 });
  });

  it('changes nothing when the text is not here', async () => {
    service.shown.length = 0;
    await service.hear(aDelivery(uuid(), 1, 'sent'));
    expect(service.shown).toEqual([]);
  });
});
