import { conversationReady, offerMade } from '#contracts';
import { aClock, aLine, aReadyConversation, aService, aWorkstream, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
});
afterEach(() => service.stop());

describe('the assignment of waiting work', () => {
  it('offers it to the agent with most free capacity, for the time that the workstream says', async () => {
    const clock = aClock(service);
    const line = await aLine(service, { agents: ['lena', 'diego'], distribution: { offerSeconds: 45 } });
    await line.customersWrite(3);
    await line.assign();
    const [one, two] = [await line.offersTo('lena'), await line.offersTo('diego')];
    expect([one.length, two.length].toSorted()).toEqual([1, 2]);
    expect(one[0]).toMatchObject({
      state: 'offered',
      version: 2,
      queueName: 'Billing',
      customer: '+14155550111',
      preview: 'Hello',
      why: expect.stringMatching(/^(Idle longest, 6 of 6 free|Most free capacity, 6 of 6)$/),
      offeredAt: clock.now().toISOString(),
      expiresAt: new Date(clock.now().getTime() + 45_000).toISOString(),
    });
  });

  it('goes around among agents where the queue says so, however much room the one before has', async () => {
    const line = await aLine(service, { agents: ['lena', 'diego'] });
    await service.database.dataSource.query(`UPDATE agent SET capacity_total = CASE WHEN id = $1 THEN 60 ELSE 6 END`, [
      line.idOf('lena'),
    ]);
    const { slug, name, memberIds } = await line.queue();
    await service.put(
      `/api/routing/queues/${line.queueId}`,
      { slug, name, memberIds, assignmentMethod: 'round-robin' },
      { as: 'dana', headers: { 'if-match': '"1"' } },
    );
    for (let turn = 0; turn < 4; turn += 1) {
      await line.customersWrite(1);
      await line.assign();
    }
    expect([(await line.offersTo('lena')).length, (await line.offersTo('diego')).length]).toEqual([2, 2]);
  });

  it('says so, with the cause that the conversation had', async () => {
    const line = await aLine(service);
    const ready = aReadyConversation();
    await service.hear(ready);
    await line.assign();
    await service.turn('outbox');
    const { id, workItemId, agentId, queueId, conversationId, offeredAt, expiresAt } = await line.offerTo('lena');
    expect(service.said(offerMade.type)).toMatchObject([
      {
        correlationId: ready.correlationId,
        causationId: ready.id,
        data: { offerId: id, workItemId, conversationId, agentId, queueId, version: 2, offeredAt, expiresAt },
      },
    ]);
  });

  it('shows the offer to its agent, the item to supervisors, the capacity to both', async () => {
    const line = await aLine(service);
    await line.customersWrite();
    service.shown.length = 0;
    await line.assign();
    const offer = await line.offerTo('lena');
    const toLena = { agents: [line.idOf('lena')], supervisors: false };
    expect(service.shown).toMatchObject([
      {
        audience: { agents: [], supervisors: true },
        frame: { kind: 'work-item', version: 2, view: { status: 'offered', offers: 1 } },
      },
      { audience: toLena, frame: { kind: 'offer', id: offer.id, version: 2, view: offer } },
      { audience: { ...toLena, supervisors: true }, frame: { kind: 'agent', view: await line.me('lena') } },
    ]);
  });

  it('fills capacity and goes no further', async () => {
    const line = await aLine(service, { agents: ['lena', 'diego'], capacity: 4, distribution: { capacityUnits: 3 } });
    await line.customersWrite(10);
    await line.assign();
    expect(await line.items('waiting')).toHaveLength(8);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 3, total: 4 }, presence: 'busy' });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('asks nobody whose presence the workstream does not allow', async () => {
    const line = await aLine(service, { agents: ['lena', 'diego'] });
    await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'lena' });
    await line.customersWrite(12);
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await line.me('diego')).toMatchObject({ capacity: { used: 6 }, presence: 'do-not-disturb' });
  });

  it('asks nobody whose desk has been quiet for 15 s, until it is heard of again', async () => {
    const clock = aClock(service);
    const line = await aLine(service);
    clock.pass(15);
    await line.customersWrite();
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    await line.beat('lena');
    await line.assign();
    expect(await line.offersTo('lena')).toHaveLength(1);
  });

  it('serves a queue whatever waits in others that nobody serves', async () => {
    const nobodyServes = '018f0000-0000-7000-8000-00000000c333';
    const line = await aLine(service);
    await service.put(
      `/api/routing/queues/${nobodyServes}`,
      { slug: 'urgent', name: 'Urgent', priority: 1, memberIds: [] },
      { as: 'dana' },
    );
    await service.database.dataSource.query(
      `INSERT INTO work_item SELECT gen_random_uuid(), 1, gen_random_uuid(), 1, $1, $2, '+14155550100', '', 'waiting',
         NULL, NULL, 0, '2026-01-01', 0, '{}', gen_random_uuid(), gen_random_uuid() FROM generate_series(1, 2000)`,
      [line.workstreamId, nobodyServes],
    );
    const [conversationId] = await line.customersWrite();
    await line.assign();
    expect(await line.offerTo('lena')).toMatchObject({ conversationId });
  });

  it('is held up by no item that everybody there declined too often', async () => {
    const line = await aLine(service);
    await service.database.dataSource.query(
      `INSERT INTO work_item SELECT gen_random_uuid(), 1, gen_random_uuid(), 1, $1, $2, '+14155550100', '', 'waiting',
         NULL, NULL, 0, '2026-01-01', 0, jsonb_build_object($3::text, '{"declined": 3, "lost": 0}'::jsonb),
         gen_random_uuid(), gen_random_uuid() FROM generate_series(1, 2000)`,
      [line.workstreamId, line.queueId, line.idOf('lena')],
    );
    const [conversationId] = await line.customersWrite();
    await line.assign();
    expect(await line.offerTo('lena')).toMatchObject({ conversationId });
  });

  it('waits for a queue that does not exist yet', async () => {
    const queueId = '018f0000-0000-7000-8000-00000000c444';
    const workstreamId = '018f0000-0000-7000-8000-00000000c555';
    const line = await aLine(service);
    await service.hear(aWorkstream({ workstreamId, fallbackQueueId: queueId }));
    const [conversationId] = await line.customersWrite(1, { workstreamId });
    await line.assign();
    expect(await line.items()).toMatchObject([{ conversationId, status: 'waiting', queueName: '' }]);
    const queue = { slug: 'later', name: 'Later', memberIds: [line.idOf('lena')] };
    await service.put(`/api/routing/queues/${queueId}`, queue, { as: 'dana' });
    await line.assign();
    expect(await line.offerTo('lena')).toMatchObject({ conversationId, queueName: 'Later' });
  });

  it('places hundreds in order of age', async () => {
    const line = await aLine(service, { agents: ['lena', 'diego', 'noor'], capacity: 400 });
    const events = Array.from({ length: 1300 }, (_, n) =>
      aReadyConversation({
        lastInteractionAt: new Date(Date.UTC(2026, 0, 5, 9) + ((n * 7919) % 1300) * 1000).toISOString(),
      }),
    );
    await service.hear(...events);
    await line.assign();
    const still = (await service.database.read((db) =>
      db.query(`SELECT conversation_id FROM work_item WHERE status = 'waiting'`),
    )) as { conversation_id: string }[];
    const youngest = events
      .map(({ data }) => conversationReady.data.parse(data))
      .toSorted((a, b) => (a.lastInteractionAt < b.lastInteractionAt ? 1 : -1))
      .slice(0, 100);
    expect(new Set(still.map((row) => row.conversation_id))).toEqual(
      new Set(youngest.map((data) => data.conversationId)),
    );
    expect(await line.capacityDrift()).toEqual([]);
  });
});
