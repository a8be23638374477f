import { v7 as uuid } from 'uuid';
import { automatedMessageKind, mediaUnavailable, operatingHoursKind, textWritten } from '#contracts';
import {
  aChannel,
  aClosedQueue,
  anEmptyQueue,
  aConversation,
  anEvent,
  anOfferEnded,
  aQueue,
  aHandlerChanged,
  aRefusedTransfer,
  aService,
  aText,
  personCalled,
  type Service,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const lena = personCalled('lena').agentId;
let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const hours = (slug: string, holidays: readonly object[] = []) =>
  anEvent(operatingHoursKind.changed, {
    ...{ id: uuid(), version: 1, slug, name: slug },
    timeZone: 'UTC',
    shifts: [],
    holidays: [...holidays],
  } as never);
const aHoliday = { id: uuid(), from: '2000-01-01', to: '2099-12-31', reason: 'Long holiday' };
const message = (trigger: string, text: string) =>
  anEvent(automatedMessageKind.changed, {
    ...{ id: uuid(), version: 1, slug: `m-${uuid()}`, name: trigger },
    trigger,
    level: 'sms',
    channelId: null,
    locale: 'en-US',
    text,
    active: true,
  } as never);
const thread = async (id: string): Promise<string[]> =>
  (await service.get(`/api/conversations/${id}/messages`, { as: 'sofia' })).body.items.map(
    ({ body }: { body: string }) => body,
  );
/** What left for customers, once what fired has been gathered. */
const sent = async () => {
  await service.database.read((db) => db.query(`UPDATE timer SET due_at = due_at - interval '3 seconds'`));
  await service.turn('timers');
  await service.turn('outbox');
  return service.said(textWritten.type).map((event) => textWritten.parse(event).data.body);
};

describe('a conversation that begins in a queue outside its hours', () => {
  it.each([
    ['is told that nobody is there', [], 'We are closed at the moment'],
    ['is told that it is a holiday', [aHoliday], 'It is a holiday today'],
  ])('%s, instead of being welcomed, and once', async (_, holidays, words) => {
    const closed = hours('queue', holidays);
    await service.hear(closed, aQueue({ operatingHoursId: closed.data.id }), message('greeting', 'Welcome!'));
    const { id: conversationId } = await aConversation(service);
    const event = aClosedQueue({ conversationId });
    await service.hear(event);
    await service.hear(event);
    expect(await sent()).toEqual([expect.stringContaining(words)]);
  });

  it('is named the queue, also when its hours are not known here yet', async () => {
    await service.hear(aQueue(), message('outside-operating-hours', '{QueueName} is closed.'));
    const { id: conversationId } = await aConversation(service);
    await service.hear(aClosedQueue({ conversationId }));
    expect(await sent()).toEqual(['Billing is closed.']);
  });

  it('is told nothing more where the channel is closed, too', async () => {
    const [ofChannel, ofQueue] = [hours('channel', [aHoliday]), hours('queue')];
    await service.hear(ofChannel, ofQueue, aQueue({ operatingHoursId: ofQueue.data.id }));
    await service.hear(aChannel({ version: 2, settings: { operatingHoursId: ofChannel.data.id } }));
    const { id: conversationId } = await aConversation(service);
    await service.hear(aClosedQueue({ conversationId }));
    expect(await sent()).toEqual([expect.stringContaining('It is a holiday today')]);
  });

  it('is told nothing when an agent has taken it all the same', async () => {
    const { id: conversationId } = await aConversation(service, { acceptedBy: 'lena' });
    const before = await sent();
    await service.hear(aClosedQueue({ conversationId }));
    expect(await sent()).toEqual(before);
  });

  it('is one that we know: of others nothing is said', async () => {
    await service.hear(aClosedQueue({ conversationId: uuid() }));
    expect(await sent()).toEqual([]);
  });
});

describe('a conversation in a queue that nobody serves', () => {
  const nobody = 'Sorry, we cannot reach anybody for you right now. Please try again later.';

  it('waits, and its customer is told once that nobody is to be reached', async () => {
    await service.hear(aQueue());
    const { id: conversationId } = await aConversation(service);
    const event = anEmptyQueue({ conversationId });
    await service.hear(event);
    await service.hear(event);
    expect(await sent()).toEqual([nobody]);
    expect((await service.get(`/api/conversations/${conversationId}`, { as: 'sofia' })).body.status).toBe('open');
  });

  it('is told so when it was passed on there, whichever of the two was heard of first', async () => {
    const { id: conversationId } = await aConversation(service, { acceptedBy: 'lena' });
    const before = await sent();
    const about = { conversationId, version: 5 };
    await service.hear(anEmptyQueue(about));
    await service.hear(aHandlerChanged({ ...about, agentId: lena, change: 'left', reason: 'agent-transfer-to-queue' }));
    expect(await sent()).toEqual([...before, nobody]);
  });

  it('is told nothing when somebody has it since, nor where the channel was closed', async () => {
    const { id: taken } = await aConversation(service, { acceptedBy: 'lena' });
    const ofChannel = hours('channel', [aHoliday]);
    await service.hear(ofChannel, aChannel({ version: 2, settings: { operatingHoursId: ofChannel.data.id } }));
    const { id: closed } = await aConversation(service, { from: '+14155550112' });
    const before = await sent();
    await service.hear(anEmptyQueue({ conversationId: taken }), anEmptyQueue({ conversationId: closed }));
    await service.hear(anEmptyQueue({ conversationId: uuid() }));
    expect(await sent()).toEqual(before);
  });
});

it('a transfer that a queue does not take is a line in the thread, and the customer hears nothing of it', async () => {
  await service.hear(aQueue());
  const { id: conversationId } = await aConversation(service, { acceptedBy: 'lena' });
  const before = await sent();
  await service.hear(aRefusedTransfer({ conversationId, byAgentId: lena }));
  expect((await thread(conversationId))[0]).toBe('Billing could not take the conversation. It stays with you.');
  expect(await sent()).toEqual(before);
});

describe('what cannot be shown of a customer’s text', () => {
  const line = 'The customer sent something that cannot be shown here.';
  const lines = async (id: string) => (await thread(id)).filter((body) => body === line).length;
  const refused = (messageId: string, mediaId: string, version: number) =>
    anEvent(mediaUnavailable, {
      ...{ mediaId, messageId, version, index: 0, direction: 'in', fileName: null, contentType: 'text/x-shellscript' },
      ...{ state: 'refused', reason: 'blocked-type', size: 10, nextTryAt: null },
      channelId: aText().data.channelId,
      changedAt: '2026-01-05T09:00:01.000Z',
    } as never);

  it('is told in the agent’s thread when it has neither words nor files', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const left = await sent();
    await service.hear(aText({ body: ' ', mediaIds: [] }));
    expect(await lines(id)).toBe(1);
    expect(await sent()).toEqual(left);
  });

  it('is told once for a file that is not taken, whether we hear of the file or of the text first', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const [first, second] = [uuid(), uuid()];
    const [one, other] = [aText({ body: 'Look', mediaIds: [first] }), aText({ body: 'And', mediaIds: [second] })];
    await service.hear(one);
    expect(await lines(id)).toBe(0);
    await service.hear(refused(one.data.messageId, first, 2));
    await service.hear(refused(one.data.messageId, first, 3));
    expect(await lines(id)).toBe(1);
    await service.hear(refused(other.data.messageId, second, 2));
    await service.hear(other);
    expect(await lines(id)).toBe(2);
  });

  it('is told to the customer, too, where that is turned on, and while the conversation goes on', async () => {
    await service.hear(message('unsupported-message-reply', 'Please tell us in words.'));
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const mediaId = uuid();
    const picture = aText({ body: '', mediaIds: [mediaId] });
    await service.hear(picture);
    await service.hear(refused(picture.data.messageId, mediaId, 2));
    expect((await sent()).at(-1)).toContain('Please tell us in words.');
    expect(await lines(id)).toBe(1);
    const [late, lateId] = [uuid(), uuid()];
    await service.hear(aText({ messageId: lateId as never, body: '', mediaIds: [late] }));
    for (const button of ['end', 'close']) await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
    const before = await sent();
    await service.hear(refused(lateId, late, 2));
    expect(await sent()).toEqual(before);
  });

  it('is turned off by whoever does not want it', async () => {
    await service.hear(
      anEvent(automatedMessageKind.changed, {
        ...message('unsupported-message', 'Off').data,
        active: false,
      }),
    );
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.hear(aText({ body: '', mediaIds: [] }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 9, outcome: 'lost' }));
    expect(await thread(id)).not.toContain('Off');
    expect(await lines(id)).toBe(0);
  });
});
