import { v7 as uuid } from 'uuid';
import {
  aConversationChanged,
  aLine,
  aReadyConversation,
  aService,
  aWorkstream,
  type Line,
  type Service,
} from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
});
afterEach(() => service.stop());

describe('a conversation that is ready', () => {
  let line: Line;
  beforeEach(async () => {
    line = await aLine(service);
  });

  it('waits in the queue of its workstream', async () => {
    const [conversationId] = await line.customersWrite(1, { customer: '+14155550123', preview: 'My lamp is broken' });
    expect(await line.items('waiting')).toMatchObject([
      {
        conversationId,
        queueId: line.queueId,
        queueName: 'Billing',
        workstreamId: line.workstreamId,
        customer: '+14155550123',
        preview: 'My lamp is broken',
        waitingSince: '2026-01-05T09:00:00.000Z',
        agentId: null,
        offers: 0,
      },
    ]);
  });

  it('waits once, however often and in whatever version we hear of it', async () => {
    const conversationId = uuid();
    const [first, second] = [3, 2].map((version) => aReadyConversation({ conversationId, version }));
    await service.hear(first!, first!, second!);
    await service.hear(first!);
    expect(await line.items()).toHaveLength(1);
  });

  it('is shown to supervisors', async () => {
    await line.customersWrite();
    const [item] = await line.items();
    expect(service.shown.filter(({ frame }) => frame.kind === 'work-item')).toEqual([
      {
        audience: { agents: [], supervisors: true },
        frame: { kind: 'work-item', id: item!.id, version: 1, view: item },
      },
    ]);
  });

  it('is waiting work again each time it comes back from waiting, with versions that go on rising', async () => {
    const conversationId = uuid();
    await service.hear(aReadyConversation({ conversationId }));
    await line.assign();
    await line.accept('lena', (await line.offerTo('lena')).id);
    await service.hear(aConversationChanged({ conversationId, version: 6, status: 'waiting' }));
    await service.hear(aReadyConversation({ conversationId, version: 8 }));
    const [again] = await line.items('waiting');
    expect(again!.version).toBe(5);
    expect(await line.items('done')).toHaveLength(1);
  });

  it('is waiting work again even when the end of its last episode was not heard of yet', async () => {
    const conversationId = uuid();
    await service.hear(aReadyConversation({ conversationId }));
    await line.assign();
    const offer = await line.offerTo('lena');
    await service.hear(aReadyConversation({ conversationId, version: 8 }));
    await service.hear(aConversationChanged({ conversationId, version: 6, status: 'waiting' }));
    expect((await line.items()).map(({ status }) => status)).toEqual(['waiting']);
    expect((await line.accept('lena', offer.id)).body).toMatchObject({ code: 'offer-over' });
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 } });
  });

  it('is too late when it is closed by then', async () => {
    const conversationId = uuid();
    await service.hear(aConversationChanged({ conversationId, version: 9, status: 'closed' }));
    await service.hear(aReadyConversation({ conversationId, version: 7 }));
    expect(await line.items()).toEqual([]);
  });
});

describe('a conversation of a workstream nobody has told us of', () => {
  it('waits from the moment it is known', async () => {
    const [kept, closed] = [uuid(), uuid()];
    await service.hear(...[kept, closed].map((conversationId) => aReadyConversation({ conversationId })));
    await service.hear(aConversationChanged({ conversationId: closed, version: 4, status: 'closed' }));
    const line = await aLine(service);
    expect(await line.items()).toMatchObject([{ conversationId: kept, status: 'waiting' }]);
    await line.assign();
    expect(await line.offerTo('lena')).toMatchObject({ conversationId: kept });
  });

  it('is not forgotten when both are heard at the same moment', async () => {
    const events = Array.from({ length: 20 }, () => {
      const workstreamId = uuid();
      return [aReadyConversation({ workstreamId }), aWorkstream({ workstreamId })] as const;
    });
    await Promise.all(events.flatMap(([ready, workstream]) => [service.hear(ready), service.hear(workstream)]));
    const rows = await service.database.read((db) => db.query(`SELECT FROM work_item WHERE status = 'waiting'`));
    expect(rows).toHaveLength(20);
  });
});
