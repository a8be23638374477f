import { v7 as uuid } from 'uuid';
import { consentChanged, conversationReady, type DataOf, type MessageView } from '#contracts';
import { aChannel, aConversation, anEvent, aService, aText, aWorkstream, letPass, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 10, minute)).toISOString();
let position = 1000;
/** The gateway's ledger has a new entry about the customer of `aText`. */
const consent = (changes: Partial<Record<keyof DataOf<typeof consentChanged>, unknown>> = {}) =>
  anEvent(consentChanged, {
    entryId: uuid(),
    position: ++position,
    provider: 'twilio',
    numbers: [aChannel().data.number],
    customer: '+14155550111',
    status: 'opted-out',
    source: 'keyword',
    word: 'STOP',
    messageId: null,
    recordedBy: null,
    at: at(position - 1000),
    ...changes,
  });
const optedIn = (changes = {}) => consent({ status: 'opted-in', word: 'START', ...changes });
const view = async (id: string) => (await service.get(`/api/conversations/${id}`, { as: 'sofia' })).body;
const thread = async (id: string): Promise<MessageView[]> =>
  (await service.get(`/api/conversations/${id}/messages`, { as: 'sofia' })).body.items.toReversed();
const write = (id: string) =>
  service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Hello' }, { as: 'lena' });
const ready = async () => {
  await service.turn('outbox');
  return service.said(conversationReady.type);
};

describe('a customer who opted out', () => {
  it('is shown as such in their conversation, with a line in its thread', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect((await view(id)).optedOut).toBeNull();
    service.shown.length = 0;
    const event = consent();
    await service.hear(event);
    expect((await view(id)).optedOut).toEqual({ at: event.data.at, source: 'keyword' });
    expect(await thread(id)).toMatchObject([
      { body: 'Hello' },
      { author: { kind: 'system' }, body: 'The customer opted out with STOP.', delivery: null },
    ]);
    expect(service.shown.map(({ frame }) => frame.kind)).toEqual(['conversation', 'message']);
  });

  it('cannot be written to: the agent is told why, and nothing changes', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.hear(consent());
    const { version } = await view(id);
    expect(await write(id)).toMatchObject({ status: 409, body: { code: 'opted-out' } });
    expect(await view(id)).toMatchObject({ version });
    await service.hear(optedIn());
    expect(await write(id)).toMatchObject({ status: 200 });
    expect((await thread(id)).at(-2)).toMatchObject({ body: 'The customer opted in again with START.' });
  });

  it('is known as such to the conversation that they open later', async () => {
    await service.hear(aChannel(), consent());
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect((await view(id)).optedOut).toMatchObject({ source: 'keyword' });
    expect(await write(id)).toMatchObject({ status: 409, body: { code: 'opted-out' } });
  });

  it('during wrap-up gets no last words any more, and the agent sees why', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.post(`/api/conversations/${id}/end`, { as: 'lena' });
    await service.hear(aText({ body: 'STOP', keyword: 'stop', receivedAt: at(20) }), consent({ at: at(20) }));
    expect(await view(id)).toMatchObject({ status: 'wrap-up', optedOut: { source: 'keyword' } });
    expect((await thread(id)).at(-1)).toMatchObject({ body: 'The customer opted out with STOP.' });
    await letPass(service, 1);
    expect((await thread(id)).map(({ body }) => body)).toEqual(['Hello', 'STOP', 'The customer opted out with STOP.']);
  });

  it('or in again after the end is known as such where the conversation goes on', async () => {
    const { channelId, workstreamId } = aChannel().data;
    await service.hear(aChannel(), aWorkstream({ workstreamId }));
    const settings = `/api/conversations/workstreams/${workstreamId}/settings`;
    const first = { as: 'dana', headers: { 'if-match': '"0"' } };
    expect((await service.put(settings, { reopenWithinHours: 24 }, first)).status).toBe(200);
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const goesOn = async (...meanwhile: Parameters<typeof service.hear>) => {
      await service.post(`/api/conversations/${id}/force-close`, { as: 'sofia' });
      await service.hear(...meanwhile);
      await service.hear(aText({ channelId, body: 'One more thing' }));
      return view(id);
    };
    expect(await goesOn(consent())).toMatchObject({ status: 'open', optedOut: { source: 'keyword' } });
    expect(await goesOn(optedIn())).toMatchObject({ status: 'open', optedOut: null });
  });

  it('of one number may be texted from another, and other customers from this one', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.hear(consent({ numbers: ['+14252306000'] }), consent({ customer: '+14155550112' }));
    expect((await view(id)).optedOut).toBeNull();
    expect(await write(id)).toMatchObject({ status: 200 });
  });

  it('stays so when older entries are heard later, in any number and batch', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const [first, second, third] = [consent(), optedIn(), consent({ source: 'provider-error', word: null })];
    await service.hear(third, first);
    await service.hear(second, second, first);
    expect((await view(id)).optedOut).toEqual({ at: third.data.at, source: 'provider-error' });
    expect((await thread(id)).map(({ body }) => body)).toEqual(['Hello', 'The customer opted out at the carrier.']);
  });

  it.each([
    ['agent', { name: 'Lena Marsh' }, 'Lena Marsh recorded that the customer opted out.'],
    ['administrator', { name: 'Dana Brooks' }, 'Dana Brooks recorded that the customer opted out.'],
    ['import', null, 'An import recorded that the customer opted out.'],
  ])('says in the thread that it comes from %s', async (source, by, sentence) => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const recordedBy = by && { ...by, agentId: uuid() };
    await service.hear(consent({ source, recordedBy, word: null }));
    expect((await thread(id)).at(-1)).toMatchObject({ body: sentence });
  });
});

describe('a text that is a keyword', () => {
  it('opens no conversation, and the next ordinary one does', async () => {
    await service.hear(aChannel(), aText({ body: 'STOP', keyword: 'stop' }), aText({ body: 'HELP', keyword: 'help' }));
    expect(await ready()).toEqual([]);
    expect((await service.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items).toEqual([]);
    await service.hear(aText());
    expect(await ready()).toHaveLength(1);
  });

  it('is seen in the ongoing thread, and brings nobody back who waits', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.post(`/api/conversations/${id}/close`, { as: 'lena' });
    expect(await view(id)).toMatchObject({ status: 'waiting' });
    const before = (await ready()).length;
    await service.hear(aText({ body: 'STOP', keyword: 'stop' }));
    expect(await view(id)).toMatchObject({ status: 'waiting', unread: 2, lastText: { body: 'STOP', direction: 'in' } });
    expect((await thread(id)).map(({ body }) => body)).toEqual(['Hello', 'STOP']);
    expect(await ready()).toHaveLength(before);
  });

  it('during wrap-up is seen there and opens nothing', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.post(`/api/conversations/${id}/end`, { as: 'lena' });
    await service.hear(aText({ body: 'STOP', keyword: 'stop' }));
    expect((await thread(id)).map(({ body }) => body)).toEqual(['Hello', 'STOP']);
    expect((await service.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items).toHaveLength(1);
  });

  it('of a kind that only a newer gateway knows is an ordinary text', async () => {
    await service.hear(aChannel(), aText({ body: 'PAUSE', keyword: 'pause' }));
    expect(await ready()).toHaveLength(1);
  });
});
