import { v7 as uuid } from 'uuid';
import {
  conversationContextChanged,
  customerErased,
  routingForgotten,
  textsExpired,
  type WorkItemView,
} from '#contracts';
import { aConversationChanged, aLine, anEvent, aReadyConversation, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego'] });
});
afterEach(() => service.stop());

const erasureId = '018f0000-0000-7000-8000-00000000e001';
const erased = () =>
  anEvent(customerErased, { erasureId, addresses: ['+14155550111'], erasedAt: '2026-01-05T10:00:00.000Z' });
const rows = (sql: string): Promise<object[]> => service.database.dataSource.query(sql);
/** In which tables anything of them is to be read. */
async function traces(): Promise<string[]> {
  const tables = await rows(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name NOT IN ('outbox', 'inbox')`,
  );
  const found: string[] = [];
  for (const { name } of tables as { name: string }[])
    if ((await rows(`SELECT FROM "${name}" AS one WHERE one::text ~ '4155550111|4711|Lovelace' LIMIT 1`)).length > 0)
      found.push(name);
  return found;
}

describe('a customer who is to be forgotten', () => {
  it('is found nowhere in routing afterwards, while other customers stay', async () => {
    await line.customersWrite(1, { preview: 'My secret is 4711' });
    await line.assign();
    const [{ id, agentId }] = (await line.items('offered')) as [WorkItemView];
    const [mine, other] = agentId === line.idOf('lena') ? ['lena', 'diego'] : ['diego', 'lena'];
    await line.accept(mine, (await line.offerTo(mine)).id);
    const hand = (what: string, body: object) =>
      service.post(`/api/routing/work-items/${id}/${what}`, { as: mine, body: { ...body, note: 'Says 4711' } });
    expect((await hand('consult', { agentId: line.idOf(other) })).status).toBe(200);
    expect((await hand('transfer', { queueId: line.queueId })).status).toBe(200);
    await line.customersWrite(1, { customer: '+14155550112', preview: 'Hello' });
    await line.assign();
    await service.hear(erased());
    expect(await traces()).toEqual([]);
    expect((await line.items()).map(({ customer }) => customer).toSorted()).toEqual(['+14155550112', 'erased']);
  });

  it('is said to be forgotten, once for an erasure that is heard twice', async () => {
    const event = erased();
    await service.hear(event);
    await service.hear(event);
    await service.turn('outbox');
    expect(service.said(routingForgotten.type)).toMatchObject([
      { correlationId: event.correlationId, data: { service: 'routing', erasureId } },
    ]);
  });
});

describe('a conversation that was kept as long as it may be', () => {
  it('is found nowhere in routing afterwards, while what was counted of it, and younger ones, stay', async () => {
    await line.customersWrite(1, { preview: 'My secret is 4711' });
    await line.assign();
    const [{ id, agentId, conversationId }] = (await line.items('offered')) as [WorkItemView];
    const mine = agentId === line.idOf('lena') ? 'lena' : 'diego';
    await line.accept(mine, (await line.offerTo(mine)).id);
    await service.post(`/api/routing/work-items/${id}/transfer`, {
      ...{ as: mine, body: { queueId: line.queueId, note: 'Says 4711' } },
    });
    await service.hear(aConversationChanged({ conversationId, version: 9, status: 'closed' }));
    await line.customersWrite(1, { customer: '+14155550112', preview: 'Hello' });
    const early = aReadyConversation({ preview: 'Also 4711', workstreamId: uuid() });
    await service.hear(early);
    expect(await traces()).not.toEqual([]);
    const counted = await rows('SELECT id, status, queued_at, ended_at FROM work_item ORDER BY id');

    await service.hear(
      anEvent(textsExpired, {
        ...{ messageIds: [uuid()], customers: ['+14155550111'] },
        conversationIds: [conversationId, early.data.conversationId],
        expiredAt: '2026-02-05T10:00:00.000Z',
      }),
    );
    expect(await traces()).toEqual([]);
    expect(await rows('SELECT id, status, queued_at, ended_at FROM work_item ORDER BY id')).toEqual(counted);
    expect((await line.items()).map(({ customer, preview }) => [customer, preview])).toEqual([
      ['+14155550112', 'Hello'],
    ]);
  });
});

describe('what is heard of a customer only after they were forgotten', () => {
  const before = new Date(Date.now() - 60_000).toISOString();
  const customer = '+14155550111';
  const conversationId = uuid();
  const erase = () =>
    service.hear(
      anEvent(customerErased, {
        ...{ erasureId, addresses: [customer], conversationIds: [conversationId] },
        erasedAt: new Date().toISOString(),
      }),
    );
  const ready = (changes: Parameters<typeof aReadyConversation>[0] = {}, occurredAt = before) => ({
    ...aReadyConversation({ conversationId, customer, preview: 'My secret is 4711', ...changes }),
    occurredAt,
  });
  const context = (version: number) =>
    anEvent(conversationContextChanged, {
      ...{ conversationId, version, because: 'identified', changedAt: before },
      known: {
        contact: { id: 'c', name: 'Ada Lovelace', attributes: {} },
        ...{ account: null, case: null, variables: { Secret: '4711' }, preferredAgentIds: [] },
      },
    });

  it('that their conversation needs somebody asks nobody, also where its workstream is heard of only later', async () => {
    await erase();
    await service.hear(ready(), ready({ conversationId: uuid(), workstreamId: uuid() }));
    expect(await traces()).toEqual([]);
    expect(await line.items()).toEqual([]);
    await service.hear(aConversationChanged({ conversationId, version: 9, status: 'closed' }));
    expect(await line.items()).toEqual([]);
  });

  it('who they are is not known again, be their conversation known already, known later, or not at all', async () => {
    await service.hear(context(2));
    expect(await traces()).toEqual(['conversation']);
    await erase();
    expect(await traces()).toEqual([]);
    await service.hear(context(3), ready({ version: 3 }), context(4));
    expect(await traces()).toEqual([]);
  });

  it('is told from what they write afterwards, and from others', async () => {
    await erase();
    const [later, other] = [uuid(), uuid()];
    await service.hear(
      ready({ conversationId: later }, new Date(Date.now() + 1000).toISOString()),
      ready({ conversationId: other, customer: '+14155550112' }),
    );
    expect((await line.items()).map((item) => item.conversationId).toSorted()).toEqual([later, other].toSorted());
  });
});
