import { v7 as uuid } from 'uuid';
import {
  consultUnanswered,
  handlerChanged,
  offerEnded,
  offerMade,
  operatingHoursKind,
  organisationSettings,
  overflowEnded,
  transferRefused,
} from '#contracts';
import { Database } from '#event-bus';
import {
  aClock,
  aLine,
  anEvent,
  aReadyConversation,
  aService,
  aWorkstream,
  type Line,
  personCalled,
  type Service,
  until,
} from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { pickWork } from './hand-work.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego', 'noor'] });
});
afterEach(() => service.stop());

const work = '/api/routing/work-items';
const post = (path: string, as: string, body?: object) =>
  service.post(`${work}/${path}`, { as, ...(body && { body }) });
const offline = (...names: string[]) =>
  Promise.all(names.map((name) => service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: name })));
const available = (...names: string[]) =>
  Promise.all(
    names.map((name) => service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: name })),
  );

/** lena has a conversation; answers its item. */
async function lenas(): Promise<{ id: string; conversationId: string }> {
  await offline('diego', 'noor');
  await line.customersWrite(1);
  await line.assign();
  await line.accept('lena', (await line.offerTo('lena')).id);
  await available('diego', 'noor');
  return (await line.items('assigned'))[0]!;
}
/** One that waits, because nobody is there for it. */
async function waiting(): Promise<{ id: string; conversationId: string }> {
  await offline('lena', 'diego', 'noor');
  await line.customersWrite(1);
  await line.assign();
  return (await line.items('waiting'))[0]!;
}
const facts = async (type: string) => {
  await service.turn('outbox');
  return service.said(type).map(({ data }) => data as Record<string, unknown>);
};
const anotherQueue = async () => {
  const id = uuid();
  await service.put(
    `/api/routing/queues/${id}`,
    { slug: 'returns', name: 'Returns', memberIds: [line.idOf('noor')] },
    { as: 'dana' },
  );
  return id;
};

/** Operating hours in which nothing is open. */
const neverOpen = async (): Promise<string> => {
  const id = uuid();
  const about = { slug: 'never', name: 'Never', description: '', timeZone: 'Europe/Berlin' };
  await service.hear(anEvent(operatingHoursKind.changed, { id, version: 1, ...about, shifts: [], holidays: [] }));
  return id;
};

describe('picking from the open list', () => {
  it('shows what waits in the queues that an agent serves', async () => {
    const { id } = await waiting();
    const list = async (as: string, query = '') => (await service.get(`${work}?list=open${query}`, { as })).body.items;
    expect(await list('lena')).toMatchObject([{ id }]);
    for (const sort of ['age', 'customer', 'workstream', 'mode'])
      expect(await list('lena', `&sort=${sort}`)).toHaveLength(1);
    expect(await list('stranger')).toEqual([]);
    expect((await service.get(work, { as: 'lena' })).status).toBe(403);
  });

  it('is searched by number in any spelling, text, queue and workstream, and narrowed to one queue', async () => {
    await offline('lena', 'diego', 'noor');
    await service.hear(
      aReadyConversation({ customer: '+14155550181', preview: 'My lamp is broken' }),
      aReadyConversation({ customer: '+12065550182', preview: 'Where is 100 % of my order?' }),
      aReadyConversation({ customer: '+14155550183' }),
    );
    await line.assign();
    const list = async (query: string) =>
      (await service.get(`${work}?list=open&sort=customer${query}`, { as: 'lena' })).body.items.map(
        (item: { customer: string }) => item.customer,
      );
    const lamp = '+14155550181';
    const order = '+12065550182';
    const all = [order, lamp, '+14155550183'];
    const sought = (q: string) => list(`&q=${encodeURIComponent(q)}`);
    expect(await list('')).toEqual(all);
    expect(await sought('(206) 555-01 82')).toEqual([order]);
    expect(await sought('LAMP')).toEqual([lamp]);
    expect(await sought('%')).toEqual([order]);
    expect(await sought('nobody says this')).toEqual([]);
    const { queueName } = (await service.get(`${work}?list=open`, { as: 'lena' })).body.items[0];
    expect(await sought(queueName.toUpperCase())).toEqual(all);
    expect(await list(`&queueId=${line.queueId}`)).toEqual(all);
    expect(await list(`&queueId=${await anotherQueue()}`)).toEqual([]);
    expect(await service.get(`${work}?list=open&queueId=here`, { as: 'lena' })).toMatchObject({ status: 400 });
    const { body } = await service.get(`${work}?list=open&sort=customer&limit=1&q=415`, { as: 'lena' });
    expect(body.items.map(({ customer }: { customer: string }) => customer)).toEqual([lamp]);
    const next = encodeURIComponent(body.next);
    expect(await list(`&q=415&cursor=${next}`)).toEqual(['+14155550183']);
  });

  it('gives it to one of many who try at once, on several replicas, whoever declined it before', async () => {
    await service.hear(aWorkstream({ version: 2, mode: 'pick' }));
    const { id } = await waiting();
    const { url } = service.database.dataSource.options as { url: string };
    const other = await Database.open(url, routingSchema);
    const agents = ['lena', 'diego', 'noor'].map((name) => personCalled(name).agentId);
    const tries = Array.from({ length: 30 }, (_, n) =>
      (n % 2 ? service.database : other).transact((tx) => pickWork(tx, id as never, agents[n % 3]!)),
    );
    const results = await Promise.allSettled(tries);
    await other.dataSource.destroy();
    const winners = new Set(results.flatMap((one) => (one.status === 'fulfilled' ? [one.value.agentId] : [])));
    expect(winners.size).toBe(1);
    const refused = results.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(20);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'already-taken' });
    expect(await facts(handlerChanged.type)).toMatchObject([
      { agentId: [...winners][0], reason: 'picked', mode: 'primary' },
    ]);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('drives capacity below nothing where work is picked, and needs room where it is pushed', async () => {
    const { id } = await waiting();
    expect((await post(`${id}/pick`, 'lena')).body).toMatchObject({ code: 'no-room' });
    await service.database.dataSource.query(`UPDATE agent SET capacity_total = 0`);
    await service.hear(aWorkstream({ version: 2, mode: 'pick' }));
    expect((await post(`${id}/pick`, 'lena')).body).toMatchObject({ status: 'assigned', agentId: line.idOf('lena') });
    expect((await line.me('lena')).capacity).toEqual({ used: 1, total: 0 });
    expect((await post(`${id}/pick`, 'lena')).status).toBe(200);
    expect((await post(`${id}/pick`, 'diego')).body).toMatchObject({
      code: 'already-taken',
      detail: expect.stringContaining('Lena Marsh'),
    });
  });

  it('is not for who does not serve the queue', async () => {
    const { id } = await waiting();
    await service.put('/api/routing/agents/me', {}, { as: 'stranger' });
    expect((await post(`${id}/pick`, 'stranger')).body).toMatchObject({ code: 'not-your-queue' });
  });

  it('works for who declined it three times', async () => {
    await offline('diego', 'noor');
    await line.customersWrite(1);
    for (let n = 0; n < 3; n += 1) {
      await line.assign();
      await line.reject('lena', (await line.offerTo('lena')).id);
    }
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    const { id } = (await line.items('waiting'))[0]!;
    expect((await post(`${id}/pick`, 'lena')).body).toMatchObject({ agentId: line.idOf('lena') });
  });
});

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
    expect((await facts(offerMade.type)).at(-1)).toMatchObject({ slot: 'transfer' });
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

describe('advice', () => {
  it('is asked of a colleague, given, and ended by either side, without changing their presence', async () => {
    const { id } = await lenas();
    const diego = line.idOf('diego');
    await post(`${id}/consult`, 'lena', { agentId: diego, note: 'Is this covered?' });
    const offer = await line.offerTo('diego');
    expect(offer).toMatchObject({ slot: 'consult', byAgentId: line.idOf('lena'), note: 'Is this covered?' });
    await line.accept('diego', offer.id);
    expect(await line.me('diego')).toMatchObject({ presence: 'available', capacity: { used: 0 }, sessions: 0 });
    expect(await line.items('assigned')).toMatchObject([{ agentId: line.idOf('lena') }]);
    expect((await post(`${id}/consult/${diego}/end`, 'noor')).body).toMatchObject({ code: 'not-yours' });
    expect((await post(`${id}/consult/${diego}/end`, 'diego')).status).toBe(200);
    expect((await post(`${id}/consult/${diego}/end`, 'lena')).status).toBe(200);
    expect(await facts(handlerChanged.type)).toMatchObject([
      { agentId: diego, mode: 'consult', change: 'joined', reason: 'accepted' },
      { agentId: diego, mode: 'consult', change: 'left', reason: 'consult-ended' },
    ]);
  });

  it('takes of their capacity where the installation wants that, until the conversation ends', async () => {
    await service.put(
      '/api/routing/assignment-settings',
      { consult: { blockCapacity: true } },
      { as: 'dana', headers: { 'if-match': '"0"' } },
    );
    const { id, conversationId } = await lenas();
    await post(`${id}/consult`, 'lena', { agentId: line.idOf('diego') });
    await line.accept('diego', (await line.offerTo('diego')).id);
    expect((await line.me('diego')).capacity.used).toBe(1);
    await line.conversationBecomes(conversationId, 'closed');
    expect((await line.me('diego')).capacity.used).toBe(0);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('that a colleague declines stays with who asked, and ends for who gives it when the conversation goes on', async () => {
    const { id } = await lenas();
    const diego = line.idOf('diego');
    await post(`${id}/consult`, 'lena', { agentId: diego });
    await line.reject('diego', (await line.offerTo('diego')).id);
    expect(await facts(offerEnded.type)).toMatchObject([
      { outcome: 'accepted' },
      { agentId: diego, outcome: 'rejected' },
    ]);
    expect(await line.items('assigned')).toMatchObject([{ agentId: line.idOf('lena') }]);
    await post(`${id}/consult`, 'lena', { agentId: diego });
    await line.accept('diego', (await line.offerTo('diego')).id);
    await post(`${id}/transfer`, 'lena', { queueId: line.queueId });
    expect((await facts(handlerChanged.type)).slice(1)).toMatchObject([
      { agentId: diego, mode: 'consult', change: 'left', reason: 'consult-ended' },
      { agentId: line.idOf('lena'), mode: 'primary', change: 'left' },
    ]);
  });

  it('that nobody answered yet is asked no more once a colleague has the conversation', async () => {
    const { id } = await lenas();
    await post(`${id}/consult`, 'lena', { agentId: line.idOf('noor') });
    const asked = await line.offerTo('noor');
    await post(`${id}/transfer`, 'lena', { agentId: line.idOf('diego') });
    await line.accept('diego', (await line.offerTo('diego')).id);
    expect(await line.items('assigned')).toMatchObject([{ id, agentId: line.idOf('diego') }]);
    expect(await line.offersTo('noor')).toEqual([]);
    expect((await line.accept('noor', asked.id)).body).toMatchObject({
      code: 'already-taken',
      detail: 'Diego Kessler has taken this conversation.',
    });
    const ended = await facts(offerEnded.type);
    expect(ended).toContainEqual(expect.objectContaining({ offerId: asked.id, outcome: 'withdrawn' }));
    expect(new Set(ended.map(({ version }) => version)).size).toBe(ended.length);
    // and may be asked anew by who has it now
    await post(`${id}/consult`, 'diego', { agentId: line.idOf('noor') });
    expect(await line.offerTo('noor')).toMatchObject({ slot: 'consult', byAgentId: line.idOf('diego') });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is asked of so many at most as the organisation says', async () => {
    const { id } = await lenas();
    const organisation = organisationSettings.request.parse({ agent: { consultees: 1 } });
    await service.hear(anEvent(organisationSettings.changed, { version: 1, ...organisation }));
    await post(`${id}/consult`, 'lena', { agentId: line.idOf('diego') });
    expect((await post(`${id}/consult`, 'lena', { agentId: line.idOf('diego') })).status).toBe(200);
    expect((await post(`${id}/consult`, 'lena', { agentId: line.idOf('noor') })).body).toMatchObject({
      code: 'too-many-consultees',
    });
    expect((await post(`${id}/consult`, 'lena', { agentId: line.idOf('lena') })).body).toMatchObject({
      code: 'own-conversation',
    });
  });
});

describe('a queue that is asked for advice', () => {
  let id: string;
  let queueId: string;
  beforeEach(async () => {
    await service.put(
      '/api/routing/assignment-settings',
      { consult: { toQueue: true } },
      { as: 'dana', headers: { 'if-match': '"0"' } },
    );
    ({ id } = await lenas());
    queueId = uuid();
    const memberIds = [line.idOf('diego'), line.idOf('noor')];
    await service.put(
      `/api/routing/queues/${queueId}`,
      { slug: 'experts', name: 'Experts', memberIds },
      { as: 'dana' },
    );
  });
  const ask = (body: object = {}) => post(`${id}/consult`, 'lena', { queueId, ...body });
  const fire = () => service.turn('timers');
  /** Who of the two is asked now, and the offer. */
  const asked = async () => {
    for (const name of ['diego', 'noor'] as const) {
      const [offer] = await line.offersTo(name);
      if (offer) return { name, offer };
    }
    return null;
  };
  const pass = async (seconds: number) => {
    clock.pass(seconds);
    await line.beat('diego', ...(await line.offersTo('diego')).map((offer) => offer.id));
    await line.beat('noor', ...(await line.offersTo('noor')).map((offer) => offer.id));
    await line.beat('lena');
    await fire();
  };

  it('has one of its agents asked, the next when that one declines, and who agrees advises', async () => {
    expect((await ask({ note: 'Is this covered?' })).status).toBe(200);
    expect((await ask()).status).toBe(200);
    const first = (await asked())!;
    expect(first.offer).toMatchObject({ slot: 'consult', byAgentId: line.idOf('lena'), note: 'Is this covered?' });
    await line.reject(first.name, first.offer.id);
    await fire();
    const second = (await asked())!;
    expect(second.name).not.toBe(first.name);
    // advice for a queue always takes of capacity
    expect(await line.me(second.name)).toMatchObject({ capacity: { used: 1 } });
    await line.accept(second.name, second.offer.id);
    await pass(70);
    expect(await line.capacityDrift()).toEqual([]);
    expect(await facts(handlerChanged.type)).toMatchObject([
      { agentId: line.idOf(second.name), mode: 'consult', change: 'joined', byAgentId: line.idOf('lena') },
    ]);
    expect(await facts(consultUnanswered.type)).toEqual([]);
    expect(await line.items('assigned')).toMatchObject([{ id, agentId: line.idOf('lena') }]);
    // and takes of it once where they then have it
    await post(`${id}/transfer`, 'lena', { agentId: line.idOf(second.name) });
    await line.accept(second.name, (await line.offerTo(second.name)).id);
    expect(await line.me(second.name)).toMatchObject({ capacity: { used: 1 } });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('asks who becomes free meanwhile, and says why when nobody agrees within a minute', async () => {
    await offline('diego', 'noor');
    await ask();
    expect(await asked()).toBeNull();
    await available('noor');
    await pass(6);
    expect(await asked()).toMatchObject({ name: 'noor' });
    for (let n = 0; n < 8; n += 1) await pass(10);
    expect(await asked()).toBeNull();
    expect(await facts(consultUnanswered.type)).toMatchObject([
      { queueId, byAgentId: line.idOf('lena'), reason: 'nobody-answered' },
    ]);
    await offline('noor');
    await ask();
    for (let n = 0; n < 8; n += 1) await pass(10);
    expect((await facts(consultUnanswered.type)).at(-1)).toMatchObject({ reason: 'nobody-there' });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is asked no more when who asked says so, or has the conversation no more', async () => {
    await ask();
    expect((await post(`${id}/consult/queues/${queueId}/end`, 'lena')).status).toBe(200);
    expect((await post(`${id}/consult/queues/${queueId}/end`, 'lena')).status).toBe(200);
    expect(await asked()).toBeNull();
    await ask();
    await post(`${id}/transfer`, 'lena', { queueId: line.queueId });
    expect(await asked()).toBeNull();
    for (let n = 0; n < 8; n += 1) await pass(10);
    expect(await facts(consultUnanswered.type)).toEqual([]);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is asked no more when a colleague or a supervisor takes the conversation over', async () => {
    for (const by of ['lena', 'sofia']) {
      await ask();
      const { name } = (await asked())!;
      const other = name === 'diego' ? 'noor' : 'diego';
      await post(`${id}/transfer`, by, { agentId: line.idOf(other) });
      await line.accept(other, (await line.offerTo(other)).id);
      expect(await line.offersTo(name)).toEqual([]);
      for (let n = 0; n < 8; n += 1) await pass(10);
      expect(await line.offersTo(name)).toEqual([]);
      await post(`${id}/transfer`, other, { agentId: line.idOf('lena') });
      await line.accept('lena', (await line.offerTo('lena')).id);
    }
    expect(await facts(consultUnanswered.type)).toEqual([]);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is one that is there, open and served, where the installation wants that', async () => {
    const nobodys = uuid();
    await service.put(`/api/routing/queues/${nobodys}`, { slug: 'n', name: 'N', memberIds: [] }, { as: 'dana' });
    const shut = uuid();
    const operatingHoursId = await neverOpen();
    const memberIds = [line.idOf('noor')];
    const closed = { slug: 'shut', name: 'Shut', memberIds, operatingHoursId };
    await service.put(`/api/routing/queues/${shut}`, closed, { as: 'dana' });
    const code = async (to: object) => (await post(`${id}/consult`, 'lena', to)).body.code;
    expect(await code({ queueId: nobodys })).toBe('queue-empty');
    const refused = await post(`${id}/consult`, 'lena', { queueId: shut });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'queue-closed',
        detail: 'Shut is outside its operating hours.',
        errors: [{ field: 'queueId', message: expect.any(String) }],
      },
    });
    expect(await line.offersTo('noor')).toEqual([]);
    expect(await code({ queueId: uuid() })).toBe('queue-not-found');
    expect((await post(`${id}/consult`, 'lena', {})).status).toBe(400);
    const names = async () =>
      (await service.get(`${work}/${id}/targets?for=consult`, { as: 'lena' })).body.queues.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names()).toEqual(['Billing', 'Experts', 'N', 'Shut']);
    await service.put('/api/routing/assignment-settings', {}, { as: 'dana', headers: { 'if-match': '"1"' } });
    expect(await code({ queueId })).toBe('consult-to-queue-off');
    expect(await names()).toEqual([]);
  });
});

describe('the report of agents', () => {
  it('counts how offers ended, and advice that was asked for and given', async () => {
    const from = clock.now().toISOString();
    const { id } = await lenas();
    const diego = line.idOf('diego');
    await post(`${id}/consult`, 'lena', { agentId: line.idOf('noor') });
    await line.reject('noor', (await line.offerTo('noor')).id);
    await post(`${id}/consult`, 'lena', { agentId: diego });
    clock.pass(4);
    await line.accept('diego', (await line.offerTo('diego')).id);
    clock.pass(20);
    await post(`${id}/consult/${diego}/end`, 'diego');
    await post(`${id}/transfer`, 'lena', { agentId: diego });
    clock.pass(6);
    await line.accept('diego', (await line.offerTo('diego')).id);
    clock.pass(1);
    const report = async (query = '', as = 'sofia') =>
      service.get(`/api/routing/reports/agents?from=${from}${query}`, { as });
    const none = { offered: 0, accepted: 0, rejected: 0, timedOut: 0, seconds: null };
    const once = { offered: 1, accepted: 1, rejected: 0, timedOut: 0 };
    expect((await report()).body.items).toEqual([
      {
        agentId: diego,
        agentName: 'Diego Kessler',
        ...{ ...once, lost: 0, withdrawn: 0, acceptSeconds: 6 },
        adviceAsked: none,
        adviceGiven: { ...once, seconds: 20 },
      },
      {
        agentId: line.idOf('lena'),
        agentName: 'Lena Marsh',
        ...{ ...once, lost: 0, withdrawn: 0, acceptSeconds: 0 },
        adviceAsked: { offered: 2, accepted: 1, rejected: 1, timedOut: 0, seconds: 20 },
        adviceGiven: none,
      },
      {
        agentId: line.idOf('noor'),
        agentName: 'Noor Haddad',
        ...{ offered: 0, accepted: 0, rejected: 0, timedOut: 0, lost: 0, withdrawn: 0, acceptSeconds: null },
        adviceAsked: none,
        adviceGiven: { ...none, offered: 1, rejected: 1 },
      },
    ]);
    expect((await report('', 'lena')).status).toBe(403);
    expect((await report(`&to=${from}`)).body).toMatchObject({ errors: [{ field: 'to' }] });
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
    expect((await post(`${id}/assign`, 'lena', { agentId: line.idOf('lena') })).status).toBe(403);
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

describe('doing something to many at once', () => {
  const begin = async (body: object, as: string, id = uuid()) => {
    const { status, body: answer } = await service.put(`/api/routing/jobs/${id}`, body, { as });
    expect([status, answer]).toMatchObject([200, { id, finishedAt: null }]);
    return until('the job is done', async () => {
      await service.turn('timers');
      const job = (await service.get(`/api/routing/jobs/${id}`, { as })).body;
      return job.finishedAt && job;
    });
  };

  it('places work, some at a time, with a result for each', async () => {
    await offline('lena', 'diego', 'noor');
    await line.customersWrite(60);
    const items = await Promise.all((await line.items('waiting')).map(({ id }) => id));
    const queueId = await anotherQueue();
    const nobodys = uuid();
    const job = await begin({ action: 'move-to-queue', workItemIds: [...items, nobodys], queueId }, 'sofia');
    expect(job).toMatchObject({
      total: items.length + 1,
      done: items.length,
      refused: 1,
      finishedAt: expect.any(String),
    });
    expect(job.results.at(-1)).toMatchObject({ id: nobodys, code: 'work-item-not-found' });
    expect((await line.items('waiting')).every((item) => item.queueId === queueId || !items.includes(item.id))).toBe(
      true,
    );
  });

  it('stops where it is cancelled, is listed, and is forgotten after thirteen months', async () => {
    const agentIds = Array.from({ length: 30 }, () => uuid());
    const [untouched, id] = [uuid(), uuid()];
    const edit = { capacityUnits: 9 };
    const ask = (of: string) =>
      service.put(`/api/routing/jobs/${of}`, { action: 'edit-agents', agentIds, edit }, { as: 'dana' });
    await ask(untouched);
    expect((await service.post(`/api/routing/jobs/${untouched}/cancel`, { as: 'dana' })).body).toMatchObject({
      finishedAt: expect.any(String),
      cancelledBy: { name: personCalled('dana').name },
      results: [],
    });
    await service.turn('timers');
    await ask(id);
    await until('the job is done', async () => {
      await service.turn('timers');
      return (await service.get(`/api/routing/jobs/${id}`, { as: 'dana' })).body.finishedAt;
    });
    const over = await service.post(`/api/routing/jobs/${id}/cancel`, { as: 'dana' });
    expect(over.body).toMatchObject({ cancelledBy: null, refused: 30 });
    expect((await service.post(`/api/routing/jobs/${uuid()}/cancel`, { as: 'dana' })).status).toBe(404);
    expect((await service.post(`/api/routing/jobs/${id}/cancel`, { as: 'lena' })).status).toBe(403);

    const list = async (query = '') => (await service.get(`/api/routing/jobs${query}`, { as: 'sofia' })).body;
    expect((await list()).items).toMatchObject([
      { id, total: 30, refused: 30, cancelledBy: null },
      { id: untouched, refused: 0, cancelledBy: { name: personCalled('dana').name } },
    ]);
    const first = await list('?limit=1');
    expect((await list(`?limit=1&cursor=${first.next}`)).items).toMatchObject([{ id: untouched }]);

    const age = (of: string, days: number) =>
      service.database.read((db) =>
        db.query(`UPDATE job SET finished_at = $3::timestamptz - make_interval(days => $2) WHERE id = $1`, [
          of,
          days,
          service.database.now(),
        ]),
      );
    await age(id, 399);
    await age(untouched, 401);
    await service.turn('trim-jobs');
    expect((await list()).items).toMatchObject([{ id }]);
  });

  it('edits agents', async () => {
    const agentIds = ['lena', 'diego'].map(line.idOf);
    const job = await begin(
      { action: 'edit-agents', agentIds, edit: { capacityUnits: 9, removeQueueIds: [line.queueId] } },
      'dana',
    );
    expect(job).toMatchObject({ done: 2, refused: 0 });
    expect(await line.me('lena')).toMatchObject({ capacity: { total: 9 }, queueIds: [] });
    expect(await line.me('noor')).toMatchObject({ capacity: { total: 6 } });
  });

  it('is for supervisors and administrators, each their own', async () => {
    const ask = (body: object, as: string) => service.put(`/api/routing/jobs/${uuid()}`, body, { as });
    const agentIds = [line.idOf('lena')];
    const removeSkillIds = [uuid()];
    expect((await ask({ action: 'edit-agents', agentIds, edit: { removeSkillIds } }, 'sofia')).status).toBe(403);
    expect((await ask({ action: 'edit-agents', agentIds, edit: { capacityUnits: 4 } }, 'sofia')).status).toBe(200);
    expect((await ask({ action: 'edit-agents', agentIds, edit: { capacityUnits: 4 } }, 'lena')).status).toBe(403);
    expect((await ask({ action: 'move-to-queue', workItemIds: [uuid()], queueId: uuid() }, 'dana')).status).toBe(403);
    expect((await ask({ action: 'edit-agents' }, 'dana')).body).toMatchObject({
      errors: [{ field: 'agentIds' }, { field: 'edit' }],
    });
  });
});
