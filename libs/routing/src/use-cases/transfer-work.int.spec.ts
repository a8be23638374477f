import { v7 as uuid } from 'uuid';
import {
  handlerChanged,
  offerEnded,
  offerMade,
  organisationSettings,
  overflowEnded,
  transferRefused,
} from '#contracts';
import { aClock, aLine, anEvent, aService, handsOf, type Line, personCalled, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego', 'noor'] });
});
afterEach(() => service.stop());

const { post, offline, lenas, waiting, facts, anotherQueue, neverOpen, work } = handsOf(() => ({ service, line }));

describe('a transfer to a colleague', () => {
  it('that is accepted gives them the conversation, and frees who had it', async () => {
    const { id } = await lenas();
    const to = { agentId: line.idOf('diego'), note: 'She waits for her parcel' };
    expect((await post(`${id}/transfer`, 'lena', to)).body).toMatchObject({
      status: 'assigned',
      agentId: line.idOf('lena'),
    });
    expect((await post(`${id}/transfer`, 'lena', to)).status).toBe(200);
    const offer = await line.offerTo('diego');
    expect(offer).toMatchObject({ slot: 'transfer', byAgentId: line.idOf('lena'), note: to.note });
    expect(await line.me('diego')).toMatchObject({ capacity: { used: 1 } });
    expect(await line.capacityDrift()).toEqual([]);
    await line.accept('diego', offer.id);
    expect(await line.items('assigned')).toMatchObject([{ id, agentId: line.idOf('diego') }]);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, sessions: 0 });
    expect(await line.me('diego')).toMatchObject({ capacity: { used: 1 }, sessions: 1 });
    expect(await line.capacityDrift()).toEqual([]);
    expect(await facts(handlerChanged.type)).toMatchObject([
      { agentId: line.idOf('diego'), change: 'joined', reason: 'agent-transferred', byAgentId: line.idOf('lena') },
    ]);
    // also for who hears of its end before they hear that it was made
    for (const { type } of [offerMade, offerEnded])
      expect((await facts(type)).at(-1)).toMatchObject({ slot: 'transfer', agentId: line.idOf('diego') });
    expect((await post(`${id}/transfer`, 'lena', { agentId: line.idOf('noor') })).body).toMatchObject({
      code: 'not-yours',
    });
  });

  it.each(['rejected', 'timed-out', 'lost'])('that is %s leaves it where it is', async (outcome) => {
    const { id } = await lenas();
    await post(`${id}/transfer`, 'lena', { agentId: line.idOf('diego') });
    const offer = await line.offerTo('diego');
    if (outcome === 'rejected') await line.reject('diego', offer.id);
    else {
      for (let second = 0; outcome === 'timed-out' && second < 120; second += 10) {
        await line.beat('diego', offer.id);
        clock.pass(10);
      }
      clock.pass(15);
      await service.turn('timers');
    }
    expect(await line.items('assigned')).toMatchObject([{ id, agentId: line.idOf('lena') }]);
    expect((await facts(offerEnded.type)).at(-1)).toMatchObject({ offerId: offer.id, outcome });
    expect((await line.me('diego')).capacity.used).toBe(0);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is withdrawn when the conversation ends', async () => {
    const { id, conversationId } = await lenas();
    await post(`${id}/transfer`, 'lena', { agentId: line.idOf('diego') });
    const offer = await line.offerTo('diego');
    await line.conversationBecomes(conversationId, 'closed');
    expect(await line.offersTo('diego')).toEqual([]);
    expect((await line.accept('diego', offer.id)).body).toMatchObject({ code: 'offer-over' });
    const versions = (await facts(offerEnded.type)).map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('that is accepted takes back what they are asked to take besides, where they have as many as they may', async () => {
    const { id } = await lenas();
    const most = organisationSettings.request.parse({ agent: { sessions: 1 } });
    await service.hear(anEvent(organisationSettings.changed, { version: 1, ...most }));
    for (const name of ['lena', 'noor']) await offline(name);
    await line.customersWrite(1);
    await line.assign();
    const incoming = await line.offerTo('diego');
    await line.beat('diego', incoming.id);
    await post(`${id}/transfer`, 'sofia', { agentId: line.idOf('diego') });
    const transfer = (await line.offersTo('diego')).find(({ slot }) => slot === 'transfer');
    expect((await line.accept('diego', transfer!.id)).status).toBe(200);
    await service.turn('timers');
    expect(await line.offersTo('diego')).toEqual([]);
    expect((await facts(offerEnded.type)).at(-1)).toMatchObject({ offerId: incoming.id, outcome: 'withdrawn' });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('can be taken back until they answer, by who has it or a supervisor, and is told of', async () => {
    const { id } = await lenas();
    const takeBack = (as: string) => post(`${id}/transfer/${line.idOf('diego')}/end`, as);
    await post(`${id}/transfer`, 'lena', { agentId: line.idOf('diego') });
    const offer = await line.offerTo('diego');
    expect((await takeBack('diego')).body).toMatchObject({ code: 'not-yours' });
    expect(await takeBack('lena')).toMatchObject({ status: 200, body: { agentId: line.idOf('lena') } });
    expect((await takeBack('lena')).status).toBe(200);
    expect(await line.offersTo('diego')).toEqual([]);
    expect((await line.accept('diego', offer.id)).body).toMatchObject({ code: 'offer-over' });
    const ended = (await facts(offerEnded.type)).filter(({ offerId }) => offerId === offer.id);
    expect(ended).toMatchObject([{ outcome: 'withdrawn', reason: 'taken-back', slot: 'transfer' }]);

    await post(`${id}/transfer`, 'lena', { agentId: line.idOf('diego') });
    expect((await takeBack('sofia')).status).toBe(200);
    await post(`${id}/transfer`, 'lena', { agentId: line.idOf('diego') });
    await line.accept('diego', (await line.offerTo('diego')).id);
    expect((await takeBack('lena')).body).toMatchObject({ code: 'already-taken' });
    expect(await line.capacityDrift()).toEqual([]);

    const { steps } = (await service.get(`/api/routing/work-items/${id}/explanation`, { as: 'sofia' })).body;
    const told = (steps as { stage: string; told: object }[]).filter(({ stage }) => stage === 'transfer');
    const about = { to: { name: 'Diego Kessler' }, by: { name: 'Lena Marsh' } };
    expect(told).toMatchObject([
      { told: { ...about, outcome: 'withdrawn', reason: 'taken-back' } },
      { told: { ...about, outcome: 'withdrawn', reason: 'taken-back' } },
      { told: { ...about, outcome: 'accepted', reason: null } },
    ]);
  });

  it('is for colleagues who are there, and where the organisation wants it', async () => {
    const { id } = await lenas();
    await offline('diego');
    expect((await post(`${id}/transfer`, 'lena', { agentId: line.idOf('diego') })).body).toMatchObject({
      code: 'agent-away',
    });
    const organisation = organisationSettings.request.parse({ agent: { transferToAgents: false } });
    await service.hear(anEvent(organisationSettings.changed, { version: 1, ...organisation }));
    expect((await post(`${id}/transfer`, 'lena', { agentId: line.idOf('noor') })).body).toMatchObject({
      code: 'transfer-off',
    });
    expect((await post(`${id}/transfer`, 'lena', {})).status).toBe(400);
  });

  it('is nothing that supervisors do where the organisation does not want that, to a queue no more than to an agent', async () => {
    const { id } = await lenas();
    const queueId = await anotherQueue();
    const organisation = organisationSettings.request.parse({ supervisor: { transfer: false } });
    await service.hear(anEvent(organisationSettings.changed, { version: 1, ...organisation }));
    for (const to of [{ agentId: line.idOf('diego') }, { queueId }])
      expect((await post(`${id}/transfer`, 'sofia', to)).body).toMatchObject({ code: 'transfer-off' });
    expect(await post(`${id}/transfer`, 'lena', { queueId })).toMatchObject({ status: 200, body: { queueId } });
  });
});

describe('a transfer to a queue', () => {
  it('lets anybody there have it, at the age it has', async () => {
    const { id } = await lenas();
    const queueId = await anotherQueue();
    await post(`${id}/transfer`, 'lena', { queueId });
    expect(await line.items('waiting')).toMatchObject([
      { id, queueId, agentId: null, waitingSince: '2026-01-05T09:00:00.000Z' },
    ]);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, sessions: 0 });
    expect(await facts(handlerChanged.type)).toMatchObject([
      { agentId: line.idOf('lena'), change: 'left', reason: 'agent-transfer-to-queue', queueId },
    ]);
    await line.beat('noor');
    await line.assign();
    expect(await line.offerTo('noor')).toMatchObject({ workItemId: id });
  });

  it('lets it wait there for as long as that queue says, and no longer', async () => {
    const { id } = await lenas();
    const [queueId, last] = [await anotherQueue(), uuid()];
    const asQueue = (slug: string, more: object) => ({ slug, name: slug, memberIds: [line.idOf('noor')], ...more });
    await service.put(`/api/routing/queues/${last}`, asQueue('last', {}), { as: 'dana' });
    const overflow = { waitingTime: { seconds: 60, do: 'transfer', queueId: last } };
    const headers = { 'if-match': '"1"' };
    await service.put(`/api/routing/queues/${queueId}`, asQueue('returns', { overflow }), { as: 'dana', headers });
    await post(`${id}/transfer`, 'lena', { queueId });
    clock.pass(61);
    await service.turn('overflow');
    expect(await line.items('waiting')).toMatchObject([{ id, queueId: last }]);
  });

  it('goes to none that is closed, or gone, unless a supervisor wants it', async () => {
    const { id, conversationId } = await lenas();
    const queueId = await anotherQueue();
    const closed = { slug: 'returns', name: 'Returns', memberIds: [], operatingHoursId: await neverOpen() };
    const offered = async (wanted: string, as: string) =>
      (await service.get(`${work}/${id}/targets?for=${wanted}`, { as })).body.queues;
    const [open, shut] = [
      { queueId, name: 'Returns', waiting: 0, open: true, opensAt: null },
      { queueId, name: 'Returns', waiting: 0, open: false, opensAt: null },
    ];
    expect(await offered('transfer', 'lena')).toEqual([open]);
    const gone = uuid();
    await service.put(`/api/routing/queues/${gone}`, { slug: 'gone', name: 'Gone', memberIds: [] }, { as: 'dana' });
    await service.remove(`/api/routing/queues/${gone}`, { as: 'dana', headers: { 'if-match': '"1"' } });
    await service.put(`/api/routing/queues/${queueId}`, closed, { as: 'dana', headers: { 'if-match': '"1"' } });
    expect(await offered('transfer', 'lena')).toEqual([shut]);
    expect(await offered('assign', 'sofia')).toEqual([shut]);
    expect(await post(`${id}/transfer`, 'lena', { queueId })).toMatchObject({
      status: 409,
      body: { code: 'queue-closed' },
    });
    expect((await post(`${id}/transfer`, 'lena', { queueId: gone })).body).toMatchObject({ code: 'queue-not-found' });
    expect((await post(`${id}/transfer`, 'diego', { queueId })).body).toMatchObject({ code: 'not-yours' });
    expect(await facts(transferRefused.type)).toEqual([
      expect.objectContaining({ conversationId, queueId, reason: 'queue-closed', byAgentId: line.idOf('lena') }),
      expect.objectContaining({ conversationId, queueId: gone, reason: 'queue-not-found' }),
    ]);
    expect((await post(`${id}/transfer`, 'sofia', { queueId })).status).toBe(200);
  });

  it('ends it where nobody serves that queue and it says so', async () => {
    const { id, conversationId } = await lenas();
    const queueId = uuid();
    const asked = { slug: 'empty', name: 'Empty', memberIds: [], whenEmpty: 'end' };
    await service.put(`/api/routing/queues/${queueId}`, asked, { as: 'dana' });
    expect((await post(`${id}/transfer`, 'lena', { queueId })).body).toMatchObject({ status: 'done', queueId });
    expect(await facts(overflowEnded.type)).toMatchObject([
      { conversationId, queueId, condition: 'empty-queue', fromAgentId: line.idOf('lena') },
    ]);
    expect(await facts(handlerChanged.type)).toEqual([]);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, sessions: 0 });
    expect(await line.capacityDrift()).toEqual([]);
    const { steps } = (await service.get(`${work}/${id}/explanation`, { as: 'sofia' })).body;
    expect(steps.at(-1)).toMatchObject({ stage: 'overflow', told: { condition: 'empty-queue', action: 'end' } });
  });

  it('ends it also where it waited and a supervisor puts it there', async () => {
    const { id, conversationId } = await waiting();
    const queueId = uuid();
    const asked = { slug: 'empty', name: 'Empty', memberIds: [], whenEmpty: 'end' };
    await service.put(`/api/routing/queues/${queueId}`, asked, { as: 'dana' });
    expect((await post(`${id}/assign`, 'sofia', { queueId })).body).toMatchObject({ status: 'done' });
    expect(await facts(overflowEnded.type)).toMatchObject([{ conversationId, fromAgentId: null }]);
  });

  it('tells whoever gets it what was noted, and no longer than until it goes on', async () => {
    const { id } = await lenas();
    const queueId = await anotherQueue();
    await post(`${id}/transfer`, 'lena', { queueId, note: ' Wants a refund ' });
    await line.beat('noor');
    await line.assign();
    const offer = await line.offerTo('noor');
    expect(offer).toMatchObject({ slot: 'incoming', note: 'Wants a refund' });
    await line.accept('noor', offer.id);
    await post(`${id}/transfer`, 'noor', { queueId: line.queueId });
    await line.beat('diego');
    await offline('lena', 'noor');
    await line.assign();
    expect(await line.offerTo('diego')).toMatchObject({ workItemId: id, note: null });
  });

  it('may be its own: then it is released', async () => {
    const { id } = await lenas();
    await post(`${id}/transfer`, 'lena', { queueId: line.queueId });
    expect(await facts(handlerChanged.type)).toMatchObject([{ reason: 'released' }]);
    expect((await post(`${id}/transfer`, 'lena', { queueId: uuid() })).body).toMatchObject({ code: 'work-item-state' });
  });
});

describe('a supervisor', () => {
  it('sees by how much an assignment would exceed, and assigns all the same', async () => {
    await service.database.dataSource.query(`UPDATE agent SET capacity_total = 0, presence = 'available'`);
    await line.customersWrite(1);
    await line.assign();
    const { id } = (await line.items('waiting'))[0]!;
    const { body } = await service.get(`${work}/${id}/targets?for=assign&q=Diego`, { as: 'sofia' });
    expect(body.agents).toMatchObject([{ agentId: line.idOf('diego'), exceeds: { units: 1, profiles: 0 } }]);
    await post(`${id}/assign`, 'sofia', { agentId: line.idOf('diego') });
    const offer = await line.offerTo('diego');
    expect(offer).toMatchObject({ slot: 'supervisor-assign', byAgentId: personCalled('sofia').agentId });
    await line.accept('diego', offer.id);
    expect((await line.me('diego')).capacity).toEqual({ used: 1, total: 0 });
    for (const name of ['lena', 'dana'])
      expect((await post(`${id}/assign`, name, { agentId: line.idOf('lena') })).status).toBe(403);
  });

  it('gives to somebody else, or puts elsewhere, what an agent is asked to take just now, who is asked no more then', async () => {
    for (const name of ['diego', 'noor']) await offline(name);
    await line.customersWrite(1);
    await line.assign();
    const first = await line.offerTo('lena');
    const url = `${first.workItemId}/assign`;
    const diegos = { agentId: line.idOf('diego') };
    service.shown.length = 0;
    expect((await post(url, 'sofia', diegos)).body).toMatchObject({ status: 'offered', ...diegos });
    expect(await line.offersTo('lena')).toEqual([]);
    const told = service.shown.find(({ frame }) => frame.kind === 'offer' && frame.id === first.id);
    expect(told?.frame.view).toMatchObject({ withdrawn: { because: 'taken', by: expect.stringContaining('Diego') } });
    expect((await line.accept('lena', first.id)).body).toMatchObject({ code: 'offer-over' });
    expect((await facts(offerEnded.type)).at(-1)).toMatchObject({ offerId: first.id, outcome: 'withdrawn' });
    const second = await line.offerTo('diego');
    expect(second).toMatchObject({ slot: 'supervisor-assign' });
    expect((await post(url, 'sofia', diegos)).body).toMatchObject({ status: 'offered', offers: 2 });
    expect(await line.offerTo('diego')).toMatchObject({ id: second.id });

    const queueId = await anotherQueue();
    expect((await post(url, 'sofia', { queueId })).body).toMatchObject({ status: 'waiting', queueId, agentId: null });
    expect(await line.offersTo('diego')).toEqual([]);
    for (const name of ['lena', 'diego']) expect((await line.me(name)).capacity.used).toBe(0);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('assigns nothing that an agent has taken', async () => {
    const { id } = await lenas();
    const refused = await post(`${id}/assign`, 'sofia', { agentId: line.idOf('diego') });
    expect(refused.body).toMatchObject({ code: 'already-taken' });
  });

  it('puts waiting work into another queue', async () => {
    const { id } = await waiting();
    const queueId = await anotherQueue();
    expect((await post(`${id}/assign`, 'sofia', { queueId })).body).toMatchObject({ queueId, status: 'waiting' });
    expect((await post(`${id}/assign`, 'sofia', { queueId: uuid() })).body).toMatchObject({ code: 'queue-not-found' });
  });

  it('hands a conversation from one agent to another', async () => {
    const { id } = await lenas();
    await post(`${id}/transfer`, 'sofia', { agentId: line.idOf('diego') });
    await line.accept('diego', (await line.offerTo('diego')).id);
    expect(await facts(handlerChanged.type)).toMatchObject([
      {
        agentId: line.idOf('diego'),
        mode: 'primary',
        reason: 'supervisor-transfer-to-agent',
        byAgentId: personCalled('sofia').agentId,
      },
      { agentId: line.idOf('lena'), mode: 'consult', change: 'joined', reason: 'supervisor-transfer-to-agent' },
    ]);
    // who had it stays as adviser, with room for other work
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, sessions: 0 });
    expect((await post(`${id}/consult/${line.idOf('lena')}/end`, 'diego')).status).toBe(200);
    expect((await facts(handlerChanged.type)).at(-1)).toMatchObject({ agentId: line.idOf('lena'), change: 'left' });
  });
});
