import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import type { PresenceReport } from '#contracts';
import { aClock, aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let clock: ReturnType<typeof aClock>;
let line: Line;
/** When the agents signed in. */
let began: string;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  began = clock.now().toISOString();
  line = await aLine(service, { agents: ['lena', 'diego'] });
});
afterEach(() => service.stop());

const me = '/api/routing/agents/me';
const choose = (name: string, presence: string, presenceId?: string) =>
  service.put(`${me}/presence`, { presence, presenceId }, { as: name });
const ask = (query: string, as = 'sofia') => service.get(`/api/routing/reports/presences?${query}`, { as });
/** The seconds of one agent by what people saw. */
async function secondsOf(name: string, query = `from=${began}`): Promise<Record<string, number>> {
  const { body } = await ask(`${query}&agentIds=${line.idOf(name)}`);
  const [report] = body.items as PresenceReport[];
  const named = report!.presences.map(({ presence, presenceText, seconds }) => [
    presenceText === null ? presence : `${presenceText} (${presence})`,
    seconds,
  ]);
  return { ...Object.fromEntries(named), all: report!.seconds };
}
async function define(kind: string, body: object): Promise<string> {
  const id = uuid();

  expect((await service.put(`/api/routing/${kind}/${id}`, body, { as: 'dana' })).status).toBe(200);
  return id;
}

describe('how long agents were what', () => {
  it('is known to the second, of custom presences apart from what they stand for, until now', async () => {
    const presenceId = await define('presences', { slug: 'lunch', name: 'Lunch', text: 'At lunch', base: 'away' });
    const settings = `/api/routing/agent-settings/${line.idOf('lena')}`;
    const { version } = (await service.get(settings, { as: 'dana' })).body;
    const headers = { 'if-match': `"${version}"` };
    await service.put(settings, { queueIds: [line.queueId], presenceIds: [presenceId] }, { as: 'dana', headers });
    clock.pass(10);
    await choose('lena', 'away');
    clock.pass(5);
    await choose('lena', 'away', presenceId);
    clock.pass(7);
    expect(await secondsOf('lena')).toEqual({ available: 10, away: 5, 'At lunch (away)': 7, all: 22 });
    await choose('lena', 'available');
    clock.pass(1);
    expect(await secondsOf('lena')).toEqual({ available: 11, away: 5, 'At lunch (away)': 7, all: 23 });
    expect(await secondsOf('diego')).toEqual({ available: 23, all: 23 });
  });

  it('follows the work that agents are given, and its end', async () => {
    await line.customersWrite(1, { previousAgentId: line.idOf('lena') });
    clock.pass(3);
    await line.beat('lena');
    await line.beat('diego');
    await line.assign();
    clock.pass(4);
    const { id, conversationId } = await line.offerTo('lena');
    await line.accept('lena', id);
    clock.pass(20);
    await line.conversationBecomes(conversationId, 'closed');
    clock.pass(2);
    expect(await secondsOf('lena')).toEqual({ available: 5, busy: 24, all: 29 });
  });

  it('is cut where the asked time begins and ends, as at a midnight, and ends now at the latest', async () => {
    clock.pass(3600);
    await choose('lena', 'busy');
    const midnight = clock.now();
    clock.pass(3600);
    const day = (hours: number) => new Date(midnight.getTime() + hours * 3_600_000).toISOString();
    expect(await secondsOf('lena', `from=${day(-0.5)}&to=${day(0.5)}`)).toEqual({
      available: 1800,
      busy: 1800,
      all: 3600,
    });
    expect(await secondsOf('lena', `from=${day(0)}&to=${day(24)}`)).toEqual({ busy: 3600, all: 3600 });
    expect(await secondsOf('lena', `from=${day(-24)}&to=${day(0)}`)).toEqual({ available: 3600, all: 3600 });
    expect((await ask(`from=${day(0)}&to=${day(24)}`)).body).toMatchObject({ from: day(0), to: day(1) });
  });

  it('counts who is silent as gone since they were last heard of, though that is noticed hours later', async () => {
    clock.pass(10);
    await line.beat('lena');
    await line.beat('diego');
    // what happens of itself meanwhile was not theirs: nobody was there
    await line.customersWrite(1, { previousAgentId: line.idOf('lena') });
    await line.assign();
    clock.pass(7200);
    await service.turn('timers');
    expect(await line.me('lena')).toMatchObject({
      presence: 'offline',
      presenceSince: new Date(Date.parse(began) + 10_000).toISOString(),
    });
    clock.pass(5);
    expect(await secondsOf('lena')).toEqual({ available: 10, offline: 7205, all: 7215 });
    await line.beat('lena');
    clock.pass(5);
    expect(await secondsOf('lena')).toMatchObject({ available: 15, offline: 7205, all: 7220 });
  });

  it('counts who leaves as there until then, and what was chosen again after a quick return', async () => {
    await choose('lena', 'busy');
    clock.pass(8);
    await service.post(`${me}/leave`, { as: 'lena', body: {} });
    clock.pass(5);
    await service.turn('timers');
    clock.pass(55);
    await line.beat('lena');
    clock.pass(2);
    expect(await secondsOf('lena')).toEqual({ busy: 10, offline: 60, all: 70 });
  });

  it('begins with the agent, and nobody is told of who came later', async () => {
    clock.pass(100);
    await service.put(me, {}, { as: 'noor' });
    clock.pass(10);
    expect(await secondsOf('noor')).toEqual({ available: 10, all: 10 });
    const until = new Date(Date.parse(began) + 50_000).toISOString();
    const { body } = await ask(`from=${began}&to=${until}`);
    expect(body.items.map(({ agentName }: PresenceReport) => agentName)).toEqual(['Diego Kessler', 'Lena Marsh']);
  });

  it('still names a presence that was removed', async () => {
    const presenceId = await define('presences', { slug: 'tea', name: 'Tea', text: 'Having tea', base: 'away' });
    const settings = `/api/routing/agent-settings/${line.idOf('lena')}`;
    const set = async (presenceIds: string[]) => {
      const { version } = (await service.get(settings, { as: 'dana' })).body;
      const headers = { 'if-match': `"${version}"` };
      const asked = { queueIds: [line.queueId], presenceIds };
      expect((await service.put(settings, asked, { as: 'dana', headers })).status).toBe(200);
    };
    await set([presenceId]);
    await choose('lena', 'away', presenceId);
    clock.pass(9);
    await choose('lena', 'available');
    await set([]);
    const removed = await service.remove(`/api/routing/presences/${presenceId}`, {
      as: 'dana',
      headers: { 'if-match': '"1"' },
    });
    expect(removed.status).toBeLessThan(300);
    expect(await secondsOf('lena')).toMatchObject({ 'Having tea (away)': 9 });
  });

  it('is asked of some agents, of those of a queue, page by page', async () => {
    await service.put(me, {}, { as: 'noor' });
    clock.pass(1);
    const names = async (query: string) => {
      const { body } = await ask(`from=${began}&${query}`);
      return [body.items.map(({ agentName }: PresenceReport) => agentName), body.next];
    };
    expect(await names(`queueId=${line.queueId}`)).toEqual([['Diego Kessler', 'Lena Marsh'], null]);
    expect(await names(`agentIds=${line.idOf('noor')},${line.idOf('lena')}`)).toEqual([
      ['Lena Marsh', 'Noor Haddad'],
      null,
    ]);
    const [first, cursor] = await names('limit=2');
    expect(first).toEqual(['Diego Kessler', 'Lena Marsh']);
    expect(await names(`limit=2&cursor=${cursor}`)).toEqual([['Noor Haddad'], null]);
  });

  it('is for supervisors and administrators, and says what cannot be asked', async () => {
    clock.pass(1);
    expect((await ask('', 'dana')).status).toBe(200);
    expect((await ask('', 'lena')).status).toBe(403);
    expect((await ask(`from=${began}&to=${began}`)).body).toMatchObject({ errors: [{ field: 'to' }] });
    expect((await ask('from=2020-01-01T00:00:00.000Z')).body).toMatchObject({ errors: [{ field: 'from' }] });
    expect((await ask('agentIds=lena')).body).toMatchObject({ errors: [{ field: 'agentIds.0' }] });
    expect((await ask('cursor=abc')).body).toMatchObject({ errors: [{ field: 'cursor' }] });
  });
});

describe('whatever an agent does', () => {
  it('the times of their presences are those that people saw, and add up to the time since they came', async () => {
    const happenings = fc.sample(
      fc.record({
        what: fc.constantFrom(
          'available',
          'busy',
          'away',
          'offline',
          'do-not-disturb',
          'beat',
          'reset',
          'leave',
          'work',
          'silence',
        ),
        seconds: fc.integer({ min: 1, max: 200 }),
      }),
      60,
    );
    const lena = line.idOf('lena');
    for (const { what, seconds } of happenings) {
      if (what === 'beat') await line.beat('lena');
      else if (what === 'reset') await service.post(`${me}/presence/reset`, { as: 'lena' });
      else if (what === 'leave') await service.post(`${me}/leave`, { as: 'lena', body: {} });
      else if (what === 'work') {
        await line.customersWrite(1);
        await line.assign();
        for (const { id } of await line.offersTo('lena')) await line.accept('lena', id);
      } else if (what !== 'silence') await choose('lena', what);
      clock.pass(seconds);
      await service.turn('timers');
    }
    const { all, ...each } = await secondsOf('lena');
    expect(all).toBe((clock.now().getTime() - Date.parse(began)) / 1000);
    expect(Object.values(each).reduce((sum, one) => sum + one, 0)).toBeCloseTo(all!, 3);
    const spans: { began_at: Date; presence: string }[] = await service.database.dataSource.query(
      'SELECT began_at, presence FROM presence_span WHERE agent_id = $1 ORDER BY began_at DESC',
      [lena],
    );
    const { presence, presenceSince } = await line.me('lena');
    expect([spans[0]!.presence, spans[0]!.began_at.toISOString()]).toEqual([presence, presenceSince]);
  });
});
