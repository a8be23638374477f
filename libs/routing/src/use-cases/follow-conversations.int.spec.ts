import { offerEnded, organisationSettings } from '#contracts';
import { aConversationChanged, aLine, anEvent, aReadyConversation, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let conversationId: string;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service);
  [conversationId] = (await line.customersWrite()) as [string];
});
afterEach(() => service.stop());

const becomes = (status: string, version: number) =>
  service.hear(aConversationChanged({ conversationId, version, status }));
const accepted = async () => {
  await line.assign();
  await line.accept('lena', (await line.offerTo('lena')).id);
};

describe('a conversation in work', () => {
  beforeEach(accepted);

  it.each(['waiting', 'closed'])('frees its agent when it is %s', async (status) => {
    await becomes(status, 5);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, presence: 'available' });
    expect(await line.items('done')).toMatchObject([{ conversationId, version: 4 }]);
  });

  it('keeps its capacity in wrap-up, until it is closed', async () => {
    await becomes('wrap-up', 5);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 1 }, presence: 'busy' });
    await becomes('closed', 6);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, presence: 'available' });
  });

  it('ignores what comes late', async () => {
    await becomes('closed', 6);
    const before = await line.me('lena');
    await becomes('wrap-up', 5);
    await becomes('waiting', 4);
    expect(await line.me('lena')).toEqual(before);
    expect(await line.items('done')).toMatchObject([{ version: 4 }]);
  });

  it('goes on when it becomes active or open', async () => {
    await becomes('active', 5);
    await becomes('open', 6);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 1 } });
  });

  it('lets the agent have more work', async () => {
    await line.customersWrite(6);
    await line.assign();
    expect(await line.offersTo('lena')).toHaveLength(5);
    await becomes('closed', 5);
    await line.assign();
    expect(await line.offersTo('lena')).toHaveLength(6);
  });
});

describe('a conversation that its agent takes back while it waits for the customer', () => {
  beforeEach(accepted);
  const revived = (version: number) =>
    service.hear(
      aConversationChanged({
        conversationId,
        version,
        status: 'active',
        from: 'waiting',
        reason: 'agent-revived',
        agentId: line.idOf('lena'),
      }),
    );

  it('takes of their capacity again, until it ends', async () => {
    await becomes('waiting', 5);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, sessions: 0 });
    service.shown.length = 0;
    await revived(6);
    const [told] = service.shown.filter(({ frame }) => frame.kind === 'my-work');
    expect(told).toMatchObject({
      audience: { agents: [line.idOf('lena')], supervisors: false },
      frame: { view: { conversationId, part: 'primary', asked: [] } },
    });
    expect((await service.get(`/api/routing/agents/me/work/${conversationId}`, { as: 'lena' })).body).toEqual(
      told!.frame.view,
    );
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 1 }, sessions: 1, presence: 'busy' });
    expect(await line.items('assigned')).toMatchObject([{ conversationId, agentId: line.idOf('lena') }]);
    expect(await line.capacityDrift()).toEqual([]);
    await becomes('closed', 7);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, sessions: 0, presence: 'available' });
  });

  it('takes back what they are asked to take besides, where they have as many as they may then', async () => {
    await becomes('waiting', 5);
    const most = organisationSettings.request.parse({ agent: { sessions: 1 } });
    await service.hear(anEvent(organisationSettings.changed, { version: 1, ...most }));
    await line.customersWrite(1);
    await line.assign();
    await line.beat('lena', (await line.offerTo('lena')).id);
    await revived(6);
    await service.turn('timers');
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is counted once, in whatever order it is heard of, and however often', async () => {
    await revived(6);
    await becomes('waiting', 5);
    await revived(6);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 1 }, sessions: 1 });
    expect(await line.items('assigned')).toHaveLength(1);
    await becomes('waiting', 9);
    await revived(8);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, sessions: 0 });
    expect(await line.items('assigned')).toEqual([]);
  });

  it('waits in line again when its customer writes after that', async () => {
    await becomes('waiting', 5);
    await revived(6);
    await becomes('waiting', 7);
    await service.hear(aReadyConversation({ conversationId, version: 8, previousAgentId: line.idOf('lena') }));
    expect(await line.items('waiting')).toMatchObject([{ conversationId }]);
    expect(await line.capacityDrift()).toEqual([]);
  });
});

describe('a conversation that is offered', () => {
  it('is withdrawn when it is closed, and its agent is told', async () => {
    await line.assign();
    const offer = await line.offerTo('lena');
    service.shown.length = 0;
    await becomes('closed', 5);
    await service.turn('outbox');
    expect(service.said(offerEnded.type)).toMatchObject([
      { data: { offerId: offer.id, outcome: 'withdrawn', version: 3 } },
    ]);
    expect(service.shown.map(({ frame }) => frame)).toMatchObject([
      { kind: 'work-item', view: { status: 'done' } },
      {
        ...{ kind: 'offer', id: offer.id, version: 3 },
        view: { state: 'withdrawn', withdrawn: { because: 'over', by: null } },
      },
      { kind: 'agent', view: { capacity: { used: 0 } } },
    ]);
    const late = await line.accept('lena', offer.id);
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'offer-over', detail: expect.stringContaining('withdrawn') },
    });
  });
});

describe('a conversation that waits', () => {
  it('is offered to nobody once it is closed', async () => {
    await becomes('closed', 5);
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await line.items('done')).toHaveLength(1);
  });
});
