import { aClock, aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego'], capacity: 1 });
}, 60_000);
afterEach(() => service.stop());

interface Look {
  stage: string;
  told: { attempt: number; chosen: string | null; why: string; considered: { agentId: string; reason: string }[] };
}
const looksOf = async (conversationId: string): Promise<Look['told'][]> => {
  const [{ id }] = await service.database.dataSource.query(`SELECT id FROM work_item WHERE conversation_id = $1`, [
    conversationId,
  ]);
  const { body } = await service.get(`/api/routing/work-items/${id}/explanation`, { as: 'sofia' });
  return body.steps.filter(({ stage }: Look) => stage === 'assignment').map(({ told }: Look) => told);
};
const told = async (): Promise<number> =>
  (await service.database.dataSource.query(`SELECT count(*)::int AS n FROM explanation WHERE stage = 'assignment'`))[0]
    .n;
const look = () => service.turn('tell-lines');

describe('an assignment', () => {
  it('tells whom it chose, and why not the others', async () => {
    const [conversationId] = await line.customersWrite();
    await line.assign();
    const [first, ...more] = await looksOf(conversationId!);
    expect(more).toEqual([]);
    const others = [line.idOf('lena'), line.idOf('diego')].filter((id) => id !== first!.chosen);
    expect(first).toMatchObject({
      attempt: 1,
      queue: { id: line.queueId, name: 'Billing' },
      method: 'highest-capacity',
      chosen: expect.any(String),
      why: 'Idle longest, 1 of 1 free',
      considered: [{ agentId: others[0], name: expect.any(String), reason: 'As free, but not idle for as long' }],
      others: 0,
    });
  });

  it('tells of each offer of an item, so also of who let it pass', async () => {
    const [conversationId] = await line.customersWrite();
    await line.assign();
    const lenas = await line.offersTo('lena');
    const [name, offer] = lenas[0] ? (['lena', lenas[0]] as const) : (['diego', await line.offerTo('diego')] as const);
    await line.reject(name, offer.id);
    await line.assign();
    const [first, second] = await looksOf(conversationId!);
    expect(first).toMatchObject({ attempt: 1, chosen: line.idOf(name) });
    expect(second).toMatchObject({
      attempt: 2,
      considered: [{ agentId: line.idOf(name), reason: 'Let it pass before: others are asked first' }],
    });
  });

  it('tells nothing where that is switched off', async () => {
    const { body } = await service.get('/api/routing/assignment-settings', { as: 'dana' });
    expect(body.explain).toBe(true);
    const { version, ...settings } = body;
    const headers = { 'if-match': `"${version}"` };
    await service.put('/api/routing/assignment-settings', { ...settings, explain: false }, { as: 'dana', headers });
    await line.customersWrite(5);
    await line.assign();
    await look();
    expect(await told()).toBe(0);
  });
});

describe('work that nobody can take', () => {
  it('is told why, once for all that waits for the same, whatever its number', async () => {
    const conversations = await line.customersWrite(30);
    await line.assign();
    clock.pass(5);
    await look();
    const waiting = await service.database.dataSource.query(
      `SELECT conversation_id AS id FROM work_item WHERE status = 'waiting'`,
    );
    expect(waiting).toHaveLength(28);
    for (const { id } of [waiting[0], waiting[27]])
      expect(await looksOf(id)).toMatchObject([
        {
          attempt: 1,
          chosen: null,
          why: 'Nobody of 2 could take it: 2 with another presence',
          considered: [
            { reason: 'Is do-not-disturb, which is not among the presences that are offered this' },
            { reason: 'Is do-not-disturb, which is not among the presences that are offered this' },
          ],
        },
      ]);
    expect(conversations).toHaveLength(30);
    expect(await told()).toBe(3);
  });

  it('is not told again while nothing changes, but after an hour; and when it does, a minute later at the soonest', async () => {
    await line.customersWrite(3);
    await line.assign();
    const asked = await told();
    await look();
    clock.pass(70);
    await look();
    expect(await told()).toBe(asked + 1);
    await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'lena' });
    await look();
    expect(await told()).toBe(asked + 2);
    await service.put('/api/routing/agents/me/presence', { presence: 'offline' }, { as: 'lena' });
    clock.pass(30);
    await look();
    expect(await told()).toBe(asked + 2);
    clock.pass(31);
    await look();
    expect(await told()).toBe(asked + 3);
    clock.pass(3600);
    await look();
    expect(await told()).toBe(asked + 4);
  });

  it('is told of what comes later too, as long as it is so, and of nothing else', async () => {
    await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'lena' });
    await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'diego' });
    await line.customersWrite();
    await line.assign();
    clock.pass(5);
    await look();
    clock.pass(20);
    const [late] = await line.customersWrite();
    clock.pass(5);
    expect(await looksOf(late!)).toMatchObject([{ chosen: null }]);
    await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: 'lena' });
    await line.beat('lena');
    await line.beat('diego');
    await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: 'diego' });
    await line.assign();
    await look();
    clock.pass(5);
    await line.beat('lena');
    const [later] = await line.customersWrite();
    clock.pass(2);
    expect(await looksOf(later!)).toEqual([]);
    expect(await looksOf(late!)).toMatchObject([{ chosen: null }, { chosen: expect.any(String) }]);
  });

  it('is told of each item that all who are free declined', async () => {
    const [conversationId] = await line.customersWrite();
    await service.database.dataSource.query(
      `UPDATE work_item SET passes = jsonb_build_object($1::text, $3::jsonb, $2::text, $3::jsonb)`,
      [line.idOf('lena'), line.idOf('diego'), JSON.stringify({ declined: 3, lost: 0 })],
    );
    await line.assign();
    await look();
    clock.pass(1);
    expect(await looksOf(conversationId!)).toMatchObject([
      {
        chosen: null,
        why: 'Nobody of 2 could take it: 2 who declined it',
        considered: [{ reason: 'Declined it 3 times' }, {}],
      },
    ]);
  });
});
