import { v7 as uuid } from 'uuid';
import { consultUnanswered, handlerChanged, offerEnded, organisationSettings } from '#contracts';
import { aClock, aLine, anEvent, aService, handsOf, type Line, type Service } from '#testing';
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

const { post, offline, available, lenas, facts, neverOpen, work } = handsOf(() => ({ service, line }));

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
