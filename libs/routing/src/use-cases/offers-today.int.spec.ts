import type { Logger } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { AgentReport, AgentView } from '#contracts';
import { aClock, aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let clock: ReturnType<typeof aClock>;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego'] });
});
afterEach(() => service.stop());

const none = { offered: 0, accepted: 0, rejected: 0, timedOut: 0, lost: 0, withdrawn: 0 };
const countsOf = async (name: string): Promise<AgentView['offersToday']> => (await line.me(name)).offersToday;
/** What supervisors were last told of an agent. */
function lastShown(name: string): AgentView {
  const frames = service.shown.flatMap(({ audience, frame }) => (audience.supervisors ? [frame] : []));
  return frames.filter(({ kind, id }) => kind === 'agent' && id === line.idOf(name)).at(-1)!.view as AgentView;
}
/** One customer writes, and their conversation is offered to Lena. */
async function offered(): Promise<{
  readonly id: string;
  readonly conversationId: string;
  readonly workItemId: string;
}> {
  await line.customersWrite(1, { previousAgentId: line.idOf('lena') });
  await line.beat('lena');
  await line.assign();
  return line.offerTo('lena');
}

/** Each way in which an offer may end, once; another stands. Nobody waits meanwhile but for whom it is told. */
async function oneOfEach(): Promise<void> {
  await line.accept('lena', (await offered()).id);
  const rejected = await offered();
  await line.reject('lena', rejected.id);
  await line.conversationBecomes(rejected.conversationId, 'closed');
  await line.conversationBecomes((await offered()).conversationId, 'closed');
  const unseen = await offered();
  clock.pass(16);
  await service.turn('timers');
  await line.conversationBecomes(unseen.conversationId, 'closed');
  const missed = await offered();
  while ((await line.offersTo('lena')).length > 0) {
    clock.pass(10);
    await line.beat('lena', missed.id);
    await service.turn('timers');
  }
  await line.conversationBecomes(missed.conversationId, 'closed');
  await offered();
}

describe('what was offered to an agent today', () => {
  it('is told supervisors as it happens, with how it ended', async () => {
    expect(await countsOf('lena')).toEqual(none);
    const { id } = await offered();
    expect(lastShown('lena').offersToday).toEqual({ ...none, offered: 1 });
    await line.accept('lena', id);
    expect(lastShown('lena')).toMatchObject({ offersToday: { ...none, offered: 1, accepted: 1 }, sessions: 1 });
    await line.reject('lena', (await offered()).id);
    expect(lastShown('lena').offersToday).toEqual({ ...none, offered: 2, accepted: 1, rejected: 1 });
    expect(await countsOf('diego')).toEqual(none);
  });

  it('comes to what the report of the day counts', async () => {
    await oneOfEach();
    const counts = await countsOf('lena');
    expect(counts).toEqual({ offered: 6, accepted: 1, rejected: 1, timedOut: 1, lost: 1, withdrawn: 1 });
    expect(lastShown('lena').offersToday).toEqual(counts);
    clock.pass(1);
    const { body } = await service.get('/api/routing/reports/agents', { as: 'sofia' });
    const report = body.items.find(({ agentId }: AgentReport) => agentId === line.idOf('lena'));
    expect(report).toMatchObject(counts);
  });

  it('holds what a colleague hands over and a supervisor assigns, but no advice', async () => {
    const { id, workItemId } = await offered();
    await line.accept('lena', id);
    const post = (path: string, as: string, body: object) =>
      service.post(`/api/routing/work-items/${workItemId}/${path}`, { as, body });
    await post('consult', 'lena', { agentId: line.idOf('diego') });
    await line.accept('diego', (await line.offerTo('diego')).id);
    expect(await countsOf('diego')).toEqual(none);
    await post(`consult/${line.idOf('diego')}/end`, 'lena', {});
    await post('transfer', 'lena', { agentId: line.idOf('diego') });
    await line.reject('diego', (await line.offerTo('diego')).id);
    await post('transfer', 'lena', { agentId: line.idOf('diego') });
    await line.accept('diego', (await line.offerTo('diego')).id);
    expect(await countsOf('diego')).toEqual({ ...none, offered: 2, rejected: 1, accepted: 1 });
    await line.customersWrite(1);
    const [waiting] = await line.items('waiting');
    const answer = await service.post(`/api/routing/work-items/${waiting!.id}/assign`, {
      as: 'sofia',
      body: { agentId: line.idOf('diego') },
    });
    expect(answer.status).toBe(200);
    expect(lastShown('diego').offersToday).toMatchObject({ offered: 3 });
  });

  it('costs a cycle of assignment as many statements for many offers as for one', async () => {
    const { dataSource } = service.database;
    const silent = dataSource.logger;
    /** So many customers write and are offered to Lena; answers how many statements of the cycle wrote or read anything. */
    async function statementsFor(customers: number): Promise<number> {
      const conversations = await line.customersWrite(customers, { previousAgentId: line.idOf('lena') });
      clock.pass(1);
      await line.beat('lena');
      let count = 0;
      // whether anything waits is asked besides, once a second
      const logQuery = (sql: string) => void (count += sql.includes('ORDER BY last_interaction_at LIMIT 1') ? 0 : 1);
      dataSource.logger = Object.create(silent, { logQuery: { value: logQuery } }) as Logger;
      await line.assign();
      dataSource.logger = silent;
      expect(await line.offersTo('lena')).toHaveLength(customers);
      for (const one of conversations) await line.conversationBecomes(one, 'closed');
      return count;
    }
    // the first of a day plans its end
    await statementsFor(1);
    const one = await statementsFor(1);
    expect(await statementsFor(5)).toBe(one);
    expect(await countsOf('lena')).toMatchObject({ offered: 7, withdrawn: 7 });
  });

  it('begins anew at midnight of the installation, before anything is offered, and supervisors see it', async () => {
    await line.accept('lena', (await offered()).id);
    const { version } = lastShown('lena');
    const now = clock.now();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
    clock.pass((midnight - now.getTime()) / 1000 - 1);
    await line.beat('lena');
    await service.turn('timers');
    expect(await countsOf('lena')).toMatchObject({ accepted: 1 });
    service.shown.length = 0;
    clock.pass(1);
    await service.turn('timers');
    expect(lastShown('lena').offersToday).toEqual(none);
    expect(lastShown('lena').version).toBeGreaterThan(version);
    await line.reject('lena', (await offered()).id);
    expect(await countsOf('lena')).toEqual({ ...none, offered: 1, rejected: 1 });
  });
});

describe('what supervisors see of an agent', () => {
  it('has their queues and skills in it, and changes with them', async () => {
    const skillId = uuid();
    const as = (version: number) => ({ as: 'dana', headers: { 'if-match': `"${version}"` } });
    await service.put(`/api/routing/skills/${skillId}`, { slug: 'french', name: 'French' }, { as: 'dana' });
    const settings = `/api/routing/agent-settings/${line.idOf('lena')}`;
    const set = async (skills: object[]) => {
      const { version } = (await service.get(settings, { as: 'dana' })).body;
      expect((await service.put(settings, { queueIds: [line.queueId], skills }, as(version))).status).toBe(200);
    };
    await set([{ skillId, rating: 3 }]);
    expect(lastShown('lena')).toMatchObject({
      queueIds: expect.arrayContaining([line.queueId]),
      skills: [{ id: skillId, name: 'French', rating: 3 }],
    });
    const { body } = await service.get('/api/routing/agents', { as: 'sofia' });
    expect(body.items.find(({ id }: AgentView) => id === line.idOf('lena'))).toEqual(lastShown('lena'));
    await set([{ skillId, rating: 3, active: false }]);
    expect(lastShown('lena').skills).toEqual([]);
  });
});
