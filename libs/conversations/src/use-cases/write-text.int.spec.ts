import { v7 as uuid } from 'uuid';
import { textWritten } from '#contracts';
import { aConversation, anOfferMade, aService, aText, personCalled, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const lena = personCalled('lena');

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const write = (id: string, body: unknown, { as = 'lena', messageId = uuid() } = {}) =>
  service.put(`/api/conversations/${id}/messages/${messageId}`, { body }, { as });
const written = async () => {
  await service.turn('outbox');
  return service.said(textWritten.type).map((event) => textWritten.parse(event).data);
};

describe('an agent who writes to the customer', () => {
  it('sees the text at once, queued, and the gateway hears of it', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const messageId = uuid();
    service.shown.length = 0;
    const answer = await write(id, '  We are sending a new one. ', { messageId });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id: messageId,
      conversationId: id,
      version: 1,
      direction: 'out',
      body: 'We are sending a new one.',
      author: { kind: 'agent', agentId: lena.agentId, name: 'Lena Marsh' },
      delivery: { state: 'queued', reason: null, errorCode: null },
    });
    expect(await written()).toEqual([
      {
        messageId,
        conversationId: id,
        channelId: aText().data.channelId,
        provider: 'twilio',
        to: '+14155550111',
        body: 'We are sending a new one.',
        mediaIds: [],
        author: 'agent',
        priority: 10,
        validUntil: null,
        writtenAt: answer.body.at,
      },
    ]);
    const audience = { agents: [lena.agentId], supervisors: true };
    const { body: conversation } = await service.get(`/api/conversations/${id}`, { as: 'lena' });
    expect(conversation).toMatchObject({
      waitingSince: null,
      lastText: { direction: 'out', author: { kind: 'agent', agentId: lena.agentId, name: lena.name } },
    });
    expect(service.shown).toEqual([
      { audience, frame: { kind: 'conversation', id, version: conversation.version, view: conversation } },
      { audience, frame: { kind: 'message', id: messageId, version: 1, view: answer.body } },
    ]);
  });

  it('may repeat it under the same id: it is the same text, also when the conversation has gone on', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const messageId = uuid();
    const first = await write(id, 'Hello', { messageId });
    expect(await write(id, 'Hello ', { messageId })).toMatchObject({ status: 200, body: first.body });
    for (const button of ['end', 'close']) await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
    expect(await write(id, 'Hello', { messageId })).toMatchObject({ status: 200, body: first.body });
    expect(await written()).toHaveLength(1);
  });

  it('who sends it twice at the same time writes it once', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const messageId = uuid();
    const answers = await Promise.all([1, 2, 3].map(() => write(id, 'Hello', { messageId })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await written()).toHaveLength(1);
  });

  it('is refused another text under the same id, in this conversation and in any other', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const elsewhere = await aConversation(service, { acceptedBy: 'lena', from: '+14155550112' });
    const messageId = uuid();
    await write(id, 'Hello', { messageId });
    for (const answer of [await write(id, 'Bye', { messageId }), await write(elsewhere.id, 'Hello', { messageId })]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'already-exists' } });
    }
    const { body } = await service.get(`/api/conversations/${id}/messages`, { as: 'lena' });
    expect(await write(id, 'Hello', { messageId: body.items[1].id })).toMatchObject({ status: 409 });
    expect(await written()).toHaveLength(1);
  });

  it('reads the thread in the order it was written, newest first', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    for (const body of ['one', 'two', 'three']) await write(id, body);
    const { body } = await service.get(`/api/conversations/${id}/messages`, { as: 'lena' });
    expect(body.items.map((message: { body: string }) => message.body)).toEqual(['three', 'two', 'one', 'Hello']);
  });
});

describe('a text is refused', () => {
  it.each([
    ['in wrap-up', ['end'], 'conversation-ended'],
    ['once the tab is closed', ['close'], 'conversation-waiting'],
    ['when the conversation is closed', ['end', 'close'], 'conversation-closed'],
  ])('%s', async (_, buttons, code) => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    for (const button of buttons) await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
    expect(await write(id, 'Hello')).toMatchObject({ status: 409, body: { code } });
    expect(await written()).toEqual([]);
  });

  it('before the offer is accepted', async () => {
    const { id } = await aConversation(service);
    await service.hear(anOfferMade({ conversationId: id, agentId: lena.agentId }));
    expect(await write(id, 'Hello')).toMatchObject({ status: 409, body: { code: 'not-accepted' } });
  });

  it('from anybody who does not have the conversation', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect(await write(id, 'Hello', { as: 'diego' })).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect(await write(id, 'Hello', { as: 'sofia' })).toMatchObject({ status: 409, body: { code: 'not-yours' } });
    expect(await write(uuid(), 'Hello')).toMatchObject({ status: 404, body: { code: 'conversation-not-found' } });
  });

  it.each([
    ['that is empty', '   '],
    ['that is longer than 6,400 characters', 'x'.repeat(6401)],
    ['with a NUL character', 'a\0b'],
    ['with half a character', 'a\ud83d'],
    ['that is no text', 7],
    ['that is missing', undefined],
  ])('%s, naming the field', async (_, body) => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const answer = await write(id, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('body');
    expect(await written()).toEqual([]);
  });
});
