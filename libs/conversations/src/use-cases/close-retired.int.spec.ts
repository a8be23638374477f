import {
  conversationChanged,
  conversationReady,
  conversationsApplied,
  conversationsUsage,
  type ConversationView,
} from '#contracts';
import { aChannel, aConversation, aService, aText, aWorkstream, personCalled, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const { channelId, workstreamId } = aChannel().data;
const retire = (how: 'wait' | 'close-all', version = 2) => service.hear(aChannel({ version, state: 'retiring', how }));
/** Turns the timer as if its second had passed. */
const count = async () => {
  await service.database.read((db) =>
    db.query(`UPDATE timer SET due_at = now() - interval '1 minute' WHERE kind = 'count-usage'`),
  );
  await service.turn('timers');
  await service.turn('outbox');
};
const counted = () =>
  service.said(conversationsUsage.type).flatMap((event) => conversationsUsage.parse(event).data.counted);
const ongoing = async (): Promise<ConversationView[]> =>
  (await service.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items;
const read = async (id: string): Promise<ConversationView> =>
  (await service.get(`/api/conversations/${id}`, { as: 'sofia' })).body;
const plans = async () =>
  (await service.database.read((db) => db.query(`SELECT subject FROM timer WHERE kind = 'close-idle-conversation'`)))
    .length;

describe('a channel that is retired and waits', () => {
  it('is used as long as a conversation of it is not closed, and that is said when it changes', async () => {
    const one = await aConversation(service, { acceptedBy: 'lena' });
    await aConversation(service, { from: '+14155550112' });
    await retire('wait');
    await count();
    await count();
    expect(counted()).toEqual([{ kind: 'channel', id: channelId, version: 2, report: 1, count: 2 }]);

    await service.post(`/api/conversations/${one.id}/end`, { as: 'lena' });
    await count();
    expect(counted()).toHaveLength(1);
    await service.post(`/api/conversations/${one.id}/close`, { as: 'lena' });
    await count();
    expect(counted().at(-1)).toMatchObject({ report: 2, count: 1 });
  });

  it('opens no new conversation, and keeps what was on its way', async () => {
    await service.hear(aChannel());
    await retire('wait');
    await service.hear(aText({ body: 'Too late' }));
    await count();
    expect(await ongoing()).toEqual([]);
    expect(counted()).toEqual([{ kind: 'channel', id: channelId, version: 2, report: 1, count: 0 }]);
    expect(service.said(conversationReady.type)).toEqual([]);
    const kept = await service.database.read((db) =>
      db.query(`SELECT status, status_reason, last_text FROM conversation`),
    );
    expect(kept).toEqual([{ status: 'closed', status_reason: 'channel-retired', last_text: 'Too late' }]);
  });

  it('lets agents answer in the conversations that go on', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await retire('wait');
    const path = `/api/conversations/${id}/messages/0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e55`;
    expect((await service.put(path, { body: 'Goodbye' }, { as: 'lena' })).status).toBe(200);
    await service.hear(aText({ body: 'Bye' }));
    expect((await read(id)).status).toBe('active');
  });

  it('is counted as unused only when nobody works any more who may have seen it in use', async () => {
    await service.hear(aChannel());
    let mayEnd = () => {};
    const told = new Promise<void>((resolve) => (mayEnd = resolve));
    let began = () => {};
    const hasBegun = new Promise<void>((resolve) => (began = resolve));
    const other = service.database.transact(async (tx) => {
      await tx.manager.query('SELECT pg_current_xact_id()');
      began();
      await told;
    });
    await hasBegun;
    await retire('wait');
    await count();
    await count();
    expect(counted()).toEqual([]);
    mayEnd();
    await other;
    await count();
    expect(counted()).toMatchObject([{ count: 0 }]);
  });

  it('is forgotten when it is in use again, and takes new customers', async () => {
    await service.hear(aChannel());
    await retire('wait');
    await service.hear(aChannel({ version: 3, state: 'active' }));
    await count();
    expect(counted()).toEqual([]);
    await service.hear(aText());
    expect(await ongoing()).toHaveLength(1);
    const left = await service.database.read((db) => db.query(`SELECT kind FROM timer WHERE kind = 'count-usage'`));
    expect(left).toEqual([]);
  });
});

describe('a channel that is retired with all that is on it', () => {
  it('closes every conversation, whoever has it, says why, and plans nothing for them any more', async () => {
    const accepted = await aConversation(service, { acceptedBy: 'lena' });
    const open = await aConversation(service, { from: '+14155550112' });
    const wrapUp = await aConversation(service, { from: '+14155550113', acceptedBy: 'diego' });
    await service.post(`/api/conversations/${wrapUp.id}/end`, { as: 'diego' });
    expect(await plans()).toBe(3);
    await retire('close-all');
    await count();
    expect(await ongoing()).toEqual([]);
    expect(await plans()).toBe(0);
    for (const { id } of [accepted, open, wrapUp]) expect((await read(id)).status).toBe('closed');
    const changes = service.said(conversationChanged.type).map((event) => conversationChanged.parse(event).data);
    expect(changes.filter(({ reason }) => reason === 'channel-retired')).toHaveLength(3);
    expect(counted()).toMatchObject([{ version: 2, count: 0 }]);
    expect(service.shown.at(-1)!.audience.supervisors).toBe(true);
    const frames = service.shown.filter(({ frame }) => (frame.view as ConversationView).status === 'closed');
    expect(frames.flatMap(({ audience }) => audience.agents)).toContain(personCalled('lena').agentId);
  });

  it('closes many some at a time, and says how it goes', async () => {
    await service.hear(aChannel());
    await service.hear(
      ...Array.from({ length: 250 }, (_, n) => aText({ from: `+1415556${String(n).padStart(4, '0')}` })),
    );
    await retire('close-all');
    await count();
    expect(counted()).toMatchObject([{ count: 50 }]);
    await count();
    expect(counted().map(({ count }) => count)).toEqual([50, 0]);
  });

  it('may wait first', async () => {
    const { id } = await aConversation(service);
    await retire('wait');
    await count();
    await retire('close-all', 3);
    await count();
    expect((await read(id)).status).toBe('closed');
    expect(counted()).toMatchObject([
      { version: 2, count: 1 },
      { version: 3, report: 1, count: 0 },
    ]);
  });
});

describe('a workstream that is retired', () => {
  it('is used by the conversations of its channels', async () => {
    const id = workstreamId;
    await aConversation(service);
    await service.hear(aWorkstream({ workstreamId: id, version: 2, state: 'retiring', how: 'wait' }));
    await count();
    expect(counted()).toEqual([{ kind: 'workstream', id, version: 2, report: 1, count: 1 }]);
  });
});

describe('what is in force here', () => {
  const applied = async () => {
    await service.turn('outbox');
    return service.said(conversationsApplied.type).map((event) => conversationsApplied.parse(event).data.applied);
  };

  it('is said once for all that were stored together, the newest of each', async () => {
    const other = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e99';
    await service.hear(aChannel({ version: 2 }), aChannel({ version: 1 }), aChannel({ channelId: other }));
    const said = (await applied()).flat();
    expect(said).toHaveLength(new Set(said.map((copy) => JSON.stringify(copy))).size);
    expect(said.filter(({ id }) => id === channelId).at(-1)).toEqual({ kind: 'channel', id: channelId, version: 2 });
    expect(said).toContainEqual({ kind: 'channel', id: other, version: 1 });
  });

  it('is not said again for what was known', async () => {
    await service.hear(aChannel({ version: 2 }));
    const before = await applied();
    await service.hear(aChannel({ version: 2 }), aChannel({ version: 1 }));
    expect(await applied()).toEqual(before);
  });
});
