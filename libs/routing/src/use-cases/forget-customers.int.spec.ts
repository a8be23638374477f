import { customerErased, routingForgotten, type WorkItemView } from '#contracts';
import { aLine, anEvent, aService, type Line, type Service } from '#testing';
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
    const tables = await rows(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name NOT IN ('outbox', 'inbox')`,
    );
    for (const { name } of tables as { name: string }[]) {
      const found = await rows(
        `SELECT 1 FROM "${name}" AS one WHERE one::text LIKE '%+14155550111%' OR one::text LIKE '%4711%'`,
      );
      expect([name, found]).toEqual([name, []]);
    }
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
