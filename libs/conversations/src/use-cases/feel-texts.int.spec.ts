import { conversationId, organisationSettings, sentimentChanged } from '#contracts';
import { aChannel, aConversation, anEvent, aService, aText, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';
import { blank } from '../storage/blank.ts';
import { sentimentsOf } from '../storage/sentiments.ts';

let service: Service;
let version = 0;
const set = (sentiment: object) =>
  service.hear(anEvent(organisationSettings.changed, { version: (version += 1), sentiment }));
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const unread = () => service.database.read((db) => db.query('SELECT * FROM unfelt'));
const feel = () => service.turn('feelings');
const feeling = async (id: string) => (await service.get(`/api/conversations/${id}/sentiment`, { as: 'sofia' })).body;
const alerts = async () =>
  (await service.get('/api/conversations/sentiment-alerts', { as: 'sofia' })).body.items.map(
    ({ conversationId }: { conversationId: string }) => conversationId,
  );

describe('how a customer feels', () => {
  it('is nobody’s business where it is turned off: nothing is read, nothing is planned', async () => {
    await set({ enabled: false });
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'This is terrible, I hate it' });
    expect(await unread()).toEqual([]);
    await set({ enabled: true });
    await feel();
    expect(await feeling(id)).toMatchObject({ label: 'neutral', texts: [] });
    await set({ enabled: false });
    expect(await feeling(id)).toMatchObject({ label: null, texts: [] });
  });

  it('is read without anybody’s asking, neutral at the start and without a word while it stays so', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'Where is my order?' });
    const view = async () => (await service.get(`/api/conversations/${id}/context`, { as: 'lena' })).body;
    expect((await view()).sentiment).toEqual({ label: 'neutral', alertsAgent: false, alertsSupervisor: false });
    const { version } = await view();
    await feel();
    await service.turn('outbox');
    expect(service.said(sentimentChanged.type)).toEqual([]);
    expect(await view()).toMatchObject({ version, sentiment: { label: 'neutral' } });
    expect(await unread()).toEqual([]);
  });

  it('is read from the latest texts, in the language of the conversation, and agent and supervisors are alerted', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'Where is my order?' });
    expect(await feeling(id)).toMatchObject({ label: 'neutral', texts: [] });
    await feel();
    expect(await feeling(id)).toMatchObject({ label: 'neutral', alertsAgent: false });
    expect(await alerts()).toEqual([]);
    await service.hear(aText({ body: 'This is terrible, I hate you idiots', receivedAt: '2026-01-05T09:01:00.000Z' }));
    await service.hear(aText({ body: 'Awful. Terrible. I hate it', receivedAt: '2026-01-05T09:02:00.000Z' }));
    await feel();
    expect(await feeling(id)).toMatchObject({
      ...{ label: 'negative', alertsAgent: true, alertsSupervisor: false },
      texts: [{ label: 'very-negative' }, { label: 'very-negative' }],
    });
    await set({ enabled: true, supervisorAlertFrom: 'negative' });
    await service.hear(aText({ body: 'Awful!', receivedAt: '2026-01-05T09:03:00.000Z' }));
    await feel();
    expect(await alerts()).toEqual([id]);
    const frames = service.shown.filter(({ frame }) => frame.kind === 'context');
    expect(frames.at(-1)).toMatchObject({
      frame: { id, view: { sentiment: { alertsAgent: true, alertsSupervisor: true } } },
    });
    await service.turn('outbox');
    const said = service.said(sentimentChanged.type).map((event) => sentimentChanged.parse(event).data);
    expect(said.map(({ sentiment, alertsSupervisor }) => [sentiment, alertsSupervisor])).toEqual([
      ['negative', false],
      ['negative', true],
    ]);
    await set({ enabled: true, supervisorAlertFrom: 'none' });
    expect(await alerts()).toEqual([]);
    await set({ enabled: false, supervisorAlertFrom: 'negative' });
    expect(await alerts()).toEqual([]);
  });

  it('is read by the list of the channel’s language', async () => {
    await service.hear(aChannel({ language: 'de-DE', version: 2 }));
    await service.hear(aText({ body: 'Das ist schrecklich' }));
    const [{ id }] = (await service.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items;
    await feel();
    expect(await feeling(id)).toMatchObject({ label: 'negative' });
  });

  it('is read by one process at a time, and by another what that one leaves', async () => {
    const { id } = await aConversation(service, { body: 'Awful, I hate it' });
    await service.database.transact(async (tx) => {
      expect(await sentimentsOf(tx).oneAtATime()).toBe(true);
      await feel();
      expect(await feeling(id)).toMatchObject({ label: 'neutral' });
    });
    await feel();
    expect(await feeling(id)).toMatchObject({ label: 'very-negative' });
  });

  it('is not read any more of who is forgotten', async () => {
    const { id } = await aConversation(service, { body: 'Awful, I hate it' });
    expect(await unread()).toHaveLength(1);
    await service.database.transact((tx) => blank(tx, [conversationId.parse(id)]));
    expect(await unread()).toEqual([]);
  });

  it('is for who may see the conversation; where to look is for supervisors', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect(await service.get(`/api/conversations/${id}/sentiment`, { as: 'diego' })).toMatchObject({ status: 403 });
    expect(await service.get('/api/conversations/sentiment-alerts', { as: 'lena' })).toMatchObject({ status: 403 });
  });
});
