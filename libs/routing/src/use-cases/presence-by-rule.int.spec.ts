import { offerEnded, organisationSettings, wrapUpBlocked } from '#contracts';
import { aClock, aLine, anEvent, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let clock: ReturnType<typeof aClock>;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
});
afterEach(() => service.stop());

const me = '/api/routing/agents/me';
const set = (settings: object) =>
  service.database.dataSource.query(
    `INSERT INTO assignment_settings VALUES ('01990000-0000-7000-8000-000000000001', 1, $1)`,
    [settings],
  );
const anOffer = async () => {
  await line.customersWrite(1);
  await line.assign();
  return line.offerTo('lena');
};
const missIt = async () => {
  const { id } = await anOffer();
  for (let second = 0; second < 120; second += 10) {
    await line.beat('lena', id);
    clock.pass(10);
  }
  await line.beat('lena', id);
  await service.turn('timers');
};

describe('an agent who lets a countdown run out', () => {
  it('is Inactive where the installation wants that, and gets nothing until they say otherwise', async () => {
    line = await aLine(service);
    await set({ missedChangesPresence: true });
    await missIt();
    expect(await line.me('lena')).toMatchObject({
      presence: 'inactive',
      presenceReason: 'missed',
      capacity: { used: 0 },
    });
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    await service.post(`${me}/presence/reset`, { as: 'lena' });
    await line.assign();
    expect(await line.offersTo('lena')).toHaveLength(1);
  });

  it('stays as they are where it does not', async () => {
    line = await aLine(service);
    await missIt();
    expect(await line.me('lena')).toMatchObject({ presence: 'available', presenceReason: 'capacity' });
  });

  it('stays as they are where who is away gets work all the same', async () => {
    line = await aLine(service, { distribution: { allowedPresences: ['available', 'busy', 'away'] } });
    await set({ missedChangesPresence: true });
    await missIt();
    expect(await line.me('lena')).toMatchObject({ presence: 'available' });
  });
});

describe('an agent who lets a colleague’s countdown run out', () => {
  it.each([
    ['is Inactive', ['available', 'busy'], 'inactive'],
    ['stays as they are where who is away gets work all the same', ['available', 'busy', 'away'], 'available'],
  ] as const)('%s', async (_, allowedPresences, presence) => {
    line = await aLine(service, {
      agents: ['lena', 'diego'],
      distribution: { allowedPresences: [...allowedPresences] },
    });
    await set({ missedChangesPresence: true });
    await line.customersWrite(1);
    const [item] = await line.items('waiting');
    const place = (what: string, as: string, to: string) =>
      service.post(`/api/routing/work-items/${item!.id}/${what}`, { as, body: { agentId: line.idOf(to) } });
    await place('assign', 'sofia', 'diego');
    await line.accept('diego', (await line.offerTo('diego')).id);
    expect((await place('transfer', 'diego', 'lena')).status).toBe(200);
    const { id } = await line.offerTo('lena');
    for (let second = 0; second < 120; second += 10) {
      await line.beat('lena', id);
      clock.pass(10);
    }
    await line.beat('lena', id);
    await service.turn('timers');
    expect(await line.me('lena')).toMatchObject({ presence, capacity: { used: 0 } });
  });
});

describe('an agent who rejects', () => {
  it('is not to be disturbed where the installation wants that', async () => {
    line = await aLine(service);
    await set({ rejectChangesPresence: true });
    await line.reject('lena', (await anOffer()).id);
    expect(await line.me('lena')).toMatchObject({ presence: 'do-not-disturb', presenceReason: 'rejected' });
    await service.put(`${me}/presence`, { presence: 'available' }, { as: 'lena' });
    expect(await line.me('lena')).toMatchObject({ presence: 'available', presenceReason: 'chosen' });
  });
});

describe('an agent with as many sessions as there may be', () => {
  it('is not to be disturbed when another item arrives, and is by capacity when one ends', async () => {
    line = await aLine(service, { capacity: 100 });
    const organisation = organisationSettings.request.parse({ agent: { sessions: 2 } });
    await service.hear(anEvent(organisationSettings.changed, { version: 1, ...organisation }));
    for (let n = 0; n < 2; n += 1) await line.accept('lena', (await anOffer()).id);
    expect(await line.me('lena')).toMatchObject({ presence: 'busy', sessions: 2 });
    await line.customersWrite(1);
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await line.me('lena')).toMatchObject({ presence: 'do-not-disturb', presenceReason: 'sessions' });
    const { conversationId } = (await line.items('assigned'))[0]!;
    await line.conversationBecomes(conversationId, 'closed');
    expect(await line.me('lena')).toMatchObject({ presence: 'busy', presenceReason: 'capacity', sessions: 1 });
    await line.assign();
    expect(await line.offersTo('lena')).toHaveLength(1);
  });

  it('has the offers taken back that would be one more, without a decline, and they go to others', async () => {
    line = await aLine(service, { capacity: 100 });
    const organisation = organisationSettings.request.parse({ agent: { sessions: 2 } });
    await service.hear(anEvent(organisationSettings.changed, { version: 1, ...organisation }));
    await line.customersWrite(3);
    await line.assign();
    const offered = await line.offersTo('lena');
    expect(offered).toHaveLength(3);
    for (const { id } of offered.slice(0, 2)) await line.accept('lena', id);
    await service.turn('timers');
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await line.me('lena')).toMatchObject({
      presence: 'do-not-disturb',
      presenceReason: 'sessions',
      sessions: 2,
    });
    await service.turn('outbox');
    const ended = service.said(offerEnded.type).map(({ data }) => data);
    expect(ended.at(-1)).toMatchObject({ offerId: offered[2]!.id, outcome: 'withdrawn', reason: 'sessions-full' });
    const [waiting] = await line.items('waiting');
    expect(waiting).toMatchObject({ id: offered[2]!.workItemId });
    const [{ passes }] = await service.database.dataSource.query(`SELECT passes FROM work_item WHERE id = $1`, [
      waiting!.id,
    ]);
    expect(passes).toEqual({});
  });
});

describe('several browsers of one agent', () => {
  const [one, two] = ['018f0000-0000-7000-8000-0000000d0001', '018f0000-0000-7000-8000-0000000d0002'];
  const beat = (deskId: string) => service.post(`${me}/beat`, { as: 'lena', body: { showing: [], deskId } });
  const leave = (body: object) => service.post(`${me}/leave`, { as: 'lena', body });
  const pass = async (seconds: number) => {
    clock.pass(seconds);
    await service.turn('timers');
  };

  it('are one presence: only the last that closes makes the agent offline, since then', async () => {
    line = await aLine(service);
    await beat(one);
    await beat(two);
    expect((await leave({ deskId: one })).body).toMatchObject({ presence: 'available' });
    const left = clock.now().toISOString();
    expect((await leave({ deskId: two })).body).toMatchObject({ presence: 'available' });
    await pass(3);
    expect(await line.me('lena')).toMatchObject({
      presence: 'offline',
      presenceReason: 'disconnected',
      presenceSince: left,
    });
  });

  it('change nothing when the last one is only loaded again: neither the presence nor what is offered', async () => {
    line = await aLine(service);
    await beat(one);
    const { id } = await anOffer();
    const { presence, presenceSince } = await line.me('lena');
    await leave({ deskId: one });
    clock.pass(2);
    await beat(one);
    await pass(5);
    expect(await line.me('lena')).toMatchObject({ presence, presenceSince });
    expect(await line.offersTo('lena')).toMatchObject([{ id }]);
    await leave({ deskId: one });
    await pass(3);
    expect(await line.me('lena')).toMatchObject({ presence: 'offline' });
  });

  it('make the agent offline at once who signs out', async () => {
    line = await aLine(service);
    await beat(one);
    expect((await leave({ signOut: true })).body).toMatchObject({ presence: 'offline' });
  });

  it('lose what is offered when the last one closes, for others', async () => {
    line = await aLine(service);
    await beat(one);
    await anOffer();
    await leave({ deskId: one });
    expect(await line.items('waiting')).toHaveLength(0);
    await pass(3);
    expect(await line.items('waiting')).toHaveLength(1);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('find the presence of before in 2 minutes, not in 3, and not after signing out', async () => {
    line = await aLine(service);
    const away = () => service.put(`${me}/presence`, { presence: 'away' }, { as: 'lena' });
    await away();
    await leave({});
    await pass(3);
    expect(await line.me('lena')).toMatchObject({ presence: 'offline' });
    clock.pass(117);
    expect((await beat(one)).body).toMatchObject({ presence: 'away', presenceReason: 'chosen' });
    await leave({ deskId: one });
    await pass(3);
    clock.pass(177);
    expect((await beat(one)).body).toMatchObject({ presence: 'available', presenceReason: 'capacity' });
    await away();
    await leave({ signOut: true });
    expect((await beat(one)).body).toMatchObject({ presence: 'available', presenceReason: 'capacity' });
  });
});

describe('a supervisor', () => {
  it('chooses and resets the presence of an agent', async () => {
    line = await aLine(service);
    const url = `/api/routing/agents/${line.idOf('lena')}/presence`;
    const { body } = await service.put(url, { presence: 'away' }, { as: 'sofia' });
    expect(body).toMatchObject({ presence: 'away', presenceSetBy: 'supervisor', presenceReason: 'chosen' });
    expect((await service.post(`${url}/reset`, { as: 'sofia' })).body).toMatchObject({ presence: 'available' });
    expect((await service.put(url, { presence: 'away' }, { as: 'diego' })).status).toBe(403);
    const nobody = '/api/routing/agents/018f0000-0000-7000-8000-00000000ffff/presence';
    expect((await service.put(nobody, { presence: 'away' }, { as: 'sofia' })).body).toMatchObject({
      code: 'agent-not-found',
    });
  });
});

describe('wrap-up', () => {
  const wrapUp = async (distribution: object) => {
    line = await aLine(service, { distribution });
    await line.accept('lena', (await anOffer()).id);
    const { conversationId } = (await line.items('assigned'))[0]!;
    await line.conversationBecomes(conversationId, 'wrap-up');
    return conversationId;
  };
  const used = async () => (await line.me('lena')).capacity.used as number;

  it('keeps the agent’s capacity until it ends', async () => {
    const conversationId = await wrapUp({ wrapUpBlock: 'always' });
    expect(await used()).toBe(1);
    await line.conversationBecomes(conversationId, 'closed');
    expect(await used()).toBe(0);
  });

  it('keeps it for a time', async () => {
    const conversationId = await wrapUp({ wrapUpBlock: 'custom', wrapUpBlockSeconds: 60 });
    await service.turn('outbox');
    expect(service.said(wrapUpBlocked.type).map((event) => wrapUpBlocked.parse(event).data)).toEqual([
      { conversationId, agentId: line.idOf('lena'), until: new Date(clock.now().getTime() + 60_000).toISOString() },
    ]);
    clock.pass(59);
    await line.beat('lena');
    await service.turn('timers');
    expect(await used()).toBe(1);
    clock.pass(1);
    await service.turn('timers');
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, presence: 'available', sessions: 1 });
    await line.conversationBecomes(conversationId, 'closed');
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, sessions: 0 });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('keeps it not at all', async () => {
    await wrapUp({ wrapUpBlock: 'none' });
    expect(await used()).toBe(0);
    expect(await line.items('assigned')).toHaveLength(1);
  });
});

describe('a conversation that comes back', () => {
  const comesBack = () => line.customersWrite(1, { previousAgentId: line.idOf('lena') });

  it('goes to who had it, whatever their capacity', async () => {
    line = await aLine(service, { agents: ['lena', 'diego'], capacity: 1 });
    await service.put(`${me}/presence`, { presence: 'busy' }, { as: 'lena' });
    await comesBack();
    await line.assign();
    await comesBack();
    await line.assign();
    expect(await line.offersTo('lena')).toMatchObject([{ why: 'Had this conversation before' }, {}]);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 2, total: 1 } });
  });

  it('waits for them two minutes, and then everybody may have it', async () => {
    line = await aLine(service, { agents: ['lena', 'diego'] });
    await service.put(`${me}/presence`, { presence: 'away' }, { as: 'lena' });
    await comesBack();
    await line.assign();
    expect(await line.offersTo('diego')).toEqual([]);
    clock.pass(120);
    for (const name of ['lena', 'diego']) await line.beat(name);
    await service.turn('timers');
    await line.assign();
    expect(await line.offersTo('diego')).toHaveLength(1);
  });

  it('goes to anybody when they do not serve the queue any more', async () => {
    line = await aLine(service, { agents: ['diego'] });
    await comesBack();
    await line.assign();
    expect(await line.offersTo('diego')).toHaveLength(1);
  });
});
