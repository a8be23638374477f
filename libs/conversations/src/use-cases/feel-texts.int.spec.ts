import { organisationSettings, sentimentChanged } from '#contracts';
import { aChannel, aConversation, anEvent, aService, aText, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
let version = 0;
const set = (sentiment: object) =>
  service.hear(anEvent(organisationSettings.changed, { version: (version += 1), sentiment }));
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const feel = () => service.turn('errands.feeling');
const feeling = async (id: string) => (await service.get(`/api/conversations/${id}/sentiment`, { as: 'sofia' })).body;
const alerts = async () =>
  (await service.get('/api/conversations/sentiment-alerts', { as: 'sofia' })).body.items.map(
    ({ conversationId }: { conversationId: string }) => conversationId,
  );

describe('how a customer feels', () => {
  it('is nobody’s business until it is turned on: nothing is read, nothing is planned', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'This is terrible, I hate it' });
    expect(await service.database.read((db) => db.query(`SELECT * FROM errand WHERE kind = 'feeling'`))).toEqual([]);
    await feel();
    expect(await feeling(id)).toMatchObject({ label: null, texts: [] });
  });

  it('is read from the latest texts, in the language of the conversation, and agent and supervisors are alerted', async () => {
    await set({ enabled: true });
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
      texts: [{ label: 'neutral' }, { label: 'very-negative' }, { label: 'very-negative' }],
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
      ['neutral', false],
      ['negative', false],
      ['negative', true],
    ]);
  });

  it('is read by the list of the channel’s language', async () => {
    await set({ enabled: true });
    await service.hear(aChannel({ language: 'de-DE', version: 2 }));
    await service.hear(aText({ body: 'Das ist schrecklich' }));
    const [{ id }] = (await service.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items;
    await feel();
    expect(await feeling(id)).toMatchObject({ label: 'negative' });
  });

  it('is looked at again when more was written while it was being read', async () => {
    await set({ enabled: true });
    const { id } = await aConversation(service, { body: 'Thanks, great' });
    await service.database.read((db) => db.query(`UPDATE errand SET under_way = true, revision = 1`));
    await service.hear(aText({ body: 'More', receivedAt: '2026-01-05T09:01:00.000Z' }));
    await service.database.read((db) => db.query(`UPDATE errand SET due_at = now() - interval '1 s'`));
    await feel();
    expect((await feeling(id)).texts).toHaveLength(2);
    expect(await service.database.read((db) => db.query(`SELECT * FROM errand WHERE kind = 'feeling'`))).toEqual([]);
  });

  it('is for who may see the conversation; where to look is for supervisors', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect(await service.get(`/api/conversations/${id}/sentiment`, { as: 'diego' })).toMatchObject({ status: 403 });
    expect(await service.get('/api/conversations/sentiment-alerts', { as: 'lena' })).toMatchObject({ status: 403 });
  });
});
