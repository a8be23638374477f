import { conversationChanged, organisationSettings, wrapUpBlocked } from '#contracts';
import { dataSourceFor, Database, fireDue } from '#event-bus';
import { aConversation, anEvent, aService, aText, personCalled, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';
import { closeIdle } from './close-idle-conversation.ts';

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const press = (id: string, button: string) => service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
const now = async (id: string) => (await service.get(`/api/conversations/${id}`, { as: 'sofia' })).body;
const timers = () =>
  service.database.read((db) =>
    db.query(
      `SELECT subject, round(extract(epoch FROM due_at - now()) / 3600)::int AS hours FROM timer
       WHERE kind = 'close-idle-conversation' ORDER BY due_at`,
    ),
  );
/** Lets days pass: everything that happened so far happened so much earlier. */
const pass = async (days: number) => {
  await service.database.read(async (db) => {
    await db.query(
      `UPDATE conversation SET status_since = status_since - $1 * interval '1 day',
                               last_activity_at = last_activity_at - $1 * interval '1 day',
                               wrap_up_ends_at = wrap_up_ends_at - $1 * interval '1 day'`,
      [days],
    );
    await db.query(`UPDATE timer SET due_at = due_at - $1 * interval '1 day'`, [days]);
  });
  await service.turn('timers');
};

describe('a conversation that nothing happens to', () => {
  it.each([
    ['open', undefined, [], 30, 'auto-closed'],
    ['active', 'lena', [], 30, 'auto-closed'],
    ['waiting', 'lena', ['close'], 28, 'auto-closed'],
    ['wrap-up', 'lena', ['end'], 1, 'wrap-up-over'],
  ] as const)('is closed in %s after its days, and not before', async (status, acceptedBy, buttons, days, reason) => {
    const { id } = await aConversation(service, { acceptedBy });
    for (const button of buttons) await press(id, button);

    await pass(days - 0.1);
    expect(await now(id)).toMatchObject({ status });
    service.shown.length = 0;
    await pass(0.2);
    await service.turn('outbox');
    const closed = await now(id);
    expect(closed).toMatchObject({ status: 'closed', closedAt: expect.any(String), waitingSince: null });
    const change = conversationChanged.parse(service.said(conversationChanged.type).at(-1)).data;
    expect(change).toMatchObject({ conversationId: id, from: status, status: 'closed', reason });
    expect(service.shown).toEqual([expect.objectContaining({ frame: expect.objectContaining({ id, view: closed }) })]);
    expect(await timers()).toEqual([]);
  });

  it('stays in wrap-up as long as that takes its agent’s capacity, where that is longer, whatever limits become', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await press(id, 'end');
    const until = new Date(Date.now() + 2 * 86_400_000).toISOString();
    const block = anEvent(wrapUpBlocked, { conversationId: id, agentId: personCalled('lena').agentId, until });
    await service.hear(block);
    expect(await now(id)).toMatchObject({ status: 'wrap-up', wrapUpEndsAt: until });
    const limits = { autoClose: { wrapUpMinutes: 10 } };
    await service.hear(anEvent(organisationSettings.changed, { version: 1, ...limits }));
    await service.turn('timers');
    expect(await now(id)).toMatchObject({ wrapUpEndsAt: until });
    await pass(1.5);
    expect(await now(id)).toMatchObject({ status: 'wrap-up' });
    await pass(0.6);
    expect(await now(id)).toMatchObject({ status: 'closed', statusReason: 'wrap-up-over' });
    await service.hear(anEvent(wrapUpBlocked, { ...block.data, until: '2099-01-01T00:00:00.000Z' }));
    expect(await now(id)).toMatchObject({ status: 'closed', wrapUpEndsAt: null });
  });

  it('starts anew with the next text, for which nothing has to be planned', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await pass(29);
    await service.hear(aText());
    await pass(2);
    expect(await now(id)).toMatchObject({ status: 'active' });
    expect(await timers()).toEqual([{ subject: id, hours: 28 * 24 }]);
    await pass(28);
    expect(await now(id)).toMatchObject({ status: 'closed' });
  });
});

describe('a conversation that is closed by its agent', () => {
  it('leaves no timer behind', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect(await timers()).toEqual([{ subject: id, hours: 30 * 24 }]);
    await press(id, 'end');
    expect(await timers()).toEqual([{ subject: id, hours: 24 }]);
    await press(id, 'close');
    expect(await timers()).toEqual([]);
  });
});

describe('10,000 conversations that are due at once', () => {
  it('are closed by two replicas together, each of them once', async () => {
    const { id } = await aConversation(service);
    await service.turn('outbox');
    await service.database.read(async (db) => {
      const columns = db.connection
        .getMetadata('conversation')
        .columns.map(({ databaseName }) => databaseName)
        .filter((name) => name !== 'id' && name !== 'customer');
      await db.query(
        `INSERT INTO conversation (id, customer, ${columns.join(', ')})
         SELECT gen_random_uuid(), '+1' || (4000000000 + n), ${columns.join(', ')}
         FROM conversation, generate_series(1, 9999) AS n WHERE id = $1`,
        [id],
      );
      await db.query(`UPDATE conversation SET status_since = status_since - interval '31 days',
                                              last_activity_at = last_activity_at - interval '31 days'`);
      await db.query(`INSERT INTO timer (kind, subject, due_at, data)
                      SELECT 'close-idle-conversation', id::text, now(), '{}' FROM conversation
                      ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at`);
    });
    const url = (service.database.dataSource.options as { url: string }).url;
    const second = new Database('conversations', await dataSourceFor(url, conversationsSchema).initialize());
    const drain = async (database: Database) => {
      while ((await fireDue(database, [closeIdle])) === true);
    };
    await Promise.all([drain(service.database), drain(second)]);
    await second.dataSource.destroy();
    expect(await timers()).toEqual([]);
    const [counted] = await service.database.read((db) =>
      db.query(
        `SELECT count(*)::int AS said, count(DISTINCT fact -> 'data' ->> 'conversationId')::int AS conversations,
                (SELECT count(*)::int FROM conversation WHERE status = 'closed' AND status_reason = 'auto-closed') AS closed
         FROM outbox, json_array_elements(CASE json_typeof(event) WHEN 'array' THEN event ELSE json_build_array(event) END) AS fact`,
      ),
    );
    expect(counted).toEqual({ said: 10_000, conversations: 10_000, closed: 10_000 });
  }, 60_000);
});
