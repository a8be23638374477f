import { v7 as uuid } from 'uuid';
import { messageTemplateKind, outboundConfigurationKind, textsExpired } from '#contracts';
import { aChannel, aConversation, anEvent, aService, aText, aWorkstream, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const { workstreamId } = aChannel().data;
let service: Service;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  await service.hear(aWorkstream({ workstreamId }));
});
afterEach(() => service.stop());

const keep = (keepDays: number | null, version: number) =>
  service.put(
    `/api/conversations/workstreams/${workstreamId}/settings`,
    { keepDays },
    { as: 'dana', headers: { 'if-match': `"${version}"` } },
  );
const closed = async (from: string, body: string, daysAgo: number) => {
  const { id } = await aConversation(service, { from, body, acceptedBy: 'lena' });
  await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: `Noted: ${body}` }, { as: 'lena' });
  await service.put(`/api/conversations/${id}/notes/${uuid()}`, { body: `About ${body}` }, { as: 'lena' });
  for (const button of ['end', 'close']) await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
  await service.database.read((db) =>
    db.query(`UPDATE conversation SET closed_at = now() - $2 * interval '1 day' WHERE id = $1`, [id, daysAgo]),
  );
  return id;
};
const found = async (q: string) =>
  (await service.get(`/api/conversations/search?q=${q}`, { as: 'dana' })).body.items.length;

describe('what was said', () => {
  it('is kept for ever unless somebody says otherwise', async () => {
    await closed('+14155550111', 'swordfish', 3000);
    await service.turn('keep-no-longer');
    expect(await found('swordfish')).toBe(2);
  });

  it('is forgotten so many days after the end, in every table; what is younger, or goes on, stays', async () => {
    const old = await closed('+14155550111', 'swordfish', 31);
    await closed('+14155550112', 'haddock', 29);
    await aConversation(service, { from: '+14155550113', body: 'plaice' });
    expect((await keep(30, 0)).body).toMatchObject({ keepDays: 30 });
    await service.turn('keep-no-longer');
    expect([await found('swordfish'), await found('haddock'), await found('plaice')]).toEqual([0, 2, 1]);
    const left = await service.database.read(async (db) => {
      const tables: { name: string }[] = await db.query(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'conversations' AND tablename NOT IN ('outbox', 'inbox')`,
      );
      const holding = [];
      for (const { name } of tables) {
        const [row]: { count: number }[] = await db.query(
          `SELECT count(*)::int AS count FROM ${name} t WHERE t::text ~ 'swordfish|4155550111'`,
        );
        if (row!.count > 0) holding.push(name);
      }
      return holding;
    });
    expect(left).toEqual([]);
    expect((await service.get(`/api/conversations/${old}`, { as: 'dana' })).body).toMatchObject({
      ...{ status: 'closed', customer: 'erased' },
    });
  });

  it('is forgotten once: the gateway hears of each text one time, routing of the conversation, and counts stay what they were', async () => {
    const old = await closed('+14155550111', 'swordfish', 31);
    await keep(30, 0);
    await service.turn('keep-no-longer');
    await service.turn('keep-no-longer');
    await closed('+14155550112', 'haddock', 40);
    await service.turn('outbox');
    const told = service.said(textsExpired.type).map((event) => textsExpired.parse(event).data);
    expect(told.map(({ messageIds, conversationIds }) => [messageIds.length, conversationIds])).toEqual([[2, [old]]]);
    const report = await service.get('/api/conversations/reports/conversations', { as: 'dana' });
    expect(report.body.rows).toMatchObject([{ incoming: 2, closed: 2 }]);
  });
});

it('a conversation without a text is forgotten as well, and routing hears of it', async () => {
  const old = await closed('+14155550111', 'swordfish', 31);
  await service.database.read((db) => db.query(`DELETE FROM message WHERE conversation_id = $1`, [old]));
  await keep(30, 0);
  await service.turn('keep-no-longer');
  await service.turn('outbox');
  expect(service.said(textsExpired.type).map((event) => textsExpired.parse(event).data)).toMatchObject([
    { messageIds: [], conversationIds: [old] },
  ]);
});

describe('whom a run wrote to', () => {
  const configurationId = uuid();
  const begin = async (contacts: object[]) => {
    const id = uuid();
    const run = { configurationId, contacts };
    expect(await service.put(`/api/conversations/outbound/${id}`, run, { as: 'sofia' })).toMatchObject({ status: 200 });
    await service.turn('send-outbound');
    return id;
  };
  const ended = (id: string, daysAgo: number) =>
    service.database.read((db) =>
      db.query(`UPDATE outbound_run SET ends_at = now() - $2 * interval '1 day' WHERE id = $1`, [id, daysAgo]),
    );
  const ada = { to: '+14155550111', name: 'Swordfish', optedIn: true, message: 'Your swordfish', context: {} };
  const states = async (id: string) =>
    (await service.get(`/api/conversations/outbound/${id}`, { as: 'sofia' })).body.progress.states;
  beforeEach(async () => {
    const templateId = uuid();
    const texts = [{ locale: 'en-US', text: 'Hello' }];
    await service.hear(
      aChannel(),
      anEvent(messageTemplateKind.changed, {
        ...{ id: templateId, version: 1, slug: 'here', name: 'Here', defaultLocale: 'en-US', texts },
      }),
      anEvent(outboundConfigurationKind.changed, {
        ...{ id: configurationId, version: 1, slug: 'news', name: 'News', channelId: aChannel().data.channelId },
        messageTemplateId: templateId,
      }),
    );
  });

  it('is forgotten so many days after its end, with what nobody answered; what became of it stays', async () => {
    const old = await begin([ada, { ...ada, to: '+14155550112', name: 'Haddock', message: 'Your haddock' }]);
    const young = await begin([{ ...ada, to: '+14155550113', name: 'Plaice', message: 'Your plaice' }]);
    // one of them answered, and that goes on
    await service.hear(aText({ from: '+14155550112', receivedAt: new Date(Date.now() + 1000).toISOString() }));
    await ended(old, 41);
    await ended(young, 39);
    await keep(40, 0);
    await service.turn('keep-no-longer');
    await service.turn('outbox');
    const left = await service.database.read((db) =>
      db.query(
        `SELECT (SELECT string_agg(name, ' ' ORDER BY name) FROM outbound_contact) AS names,
           (SELECT string_agg(body, ', ' ORDER BY body) FROM message WHERE body <> '') AS texts`,
      ),
    );
    expect(left).toEqual([{ names: '  Plaice', texts: 'Hello, Your haddock, Your plaice' }]);
    expect([await states(old), await states(young)]).toEqual([{ sent: 2 }, { sent: 1 }]);
    expect(service.said(textsExpired.type).map((event) => textsExpired.parse(event).data)).toMatchObject([
      { messageIds: [expect.any(String)], customers: ['+14155550111', '+14155550112'] },
    ]);
    await service.turn('keep-no-longer');
    await service.turn('outbox');
    expect(service.said(textsExpired.type)).toHaveLength(1);
  });

  it('is kept while it counts for caps, however short things are kept', async () => {
    const run = await begin([ada]);
    await ended(run, 30);
    await keep(1, 0);
    await service.turn('keep-no-longer');
    expect(await service.database.read((db) => db.query('SELECT name FROM outbound_contact'))).toEqual([
      { name: 'Swordfish' },
    ]);
  });
});
