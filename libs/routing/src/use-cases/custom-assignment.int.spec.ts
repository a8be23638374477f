import { v7 as uuid } from 'uuid';
import { conversationContextChanged } from '#contracts';
import { aClock, aLine, anEvent, aReadyConversation, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { assignWork } from './assign-work.ts';
import { cutWork } from './cut-work.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego'] });
}, 60_000);
afterEach(() => service.stop());

const url = () => `/api/routing/queues/${line.queueId}/custom-assignment`;
const asDana = (version?: number) => ({ as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) });
const when = (field: string, operator: string, value: unknown) => ({
  combinator: 'and',
  rules: [{ field, operator, value }],
});
const rule = (name: string, conditions: object, more: object = {}) => ({ id: uuid(), name, conditions, ...more });
const always = { combinator: 'and', rules: [] };
const rulesets = (...rules: object[]) => {
  const id = uuid();
  return { rulesets: [{ id, name: 'All', rules }], defaultRulesetId: id };
};
const say = (body: object, version = 1) => service.put(url(), body, asDana(version));
async function goByRules(): Promise<void> {
  const { slug, name, memberIds, version } = await line.queue();
  const asked = { slug, name, memberIds, assignmentMethod: 'custom' };
  await service.put(`/api/routing/queues/${line.queueId}`, asked, asDana(version));
}
const customer = (attributes: Record<string, unknown>) => ({
  contact: { id: uuid(), name: 'Ann', attributes },
  account: null,
  case: null,
  variables: {},
  preferredAgentIds: [],
});
async function writes(attributes: Record<string, unknown> = {}): Promise<string> {
  const event = aReadyConversation({ known: customer(attributes) });
  await service.hear(event);
  return (event.data as { conversationId: string }).conversationId;
}
const nickname = async (name: string, nick: string) =>
  service.database.dataSource.query(`UPDATE agent SET nickname = $2 WHERE id = $1`, [line.idOf(name), nick]);
const offered = async (name: string) => (await line.offersTo(name)).map(({ conversationId }) => conversationId);

describe('the rules of a queue', () => {
  it('are none at first, are kept as they are said, and have a history', async () => {
    const { body: before } = await service.get(url(), asDana());
    expect(before).toMatchObject({
      version: 1,
      prioritisation: null,
      rulesets: [],
      inForce: false,
      queueName: 'Billing',
    });
    expect(before.agentFields.map(({ name }: { name: string }) => name)).toContain('agent.availableUnits');
    const asked = rulesets(rule('Any', when('agent.hasRoom', '=', true), { orderBy: [{ by: 'units' }] }));
    expect(await say(asked)).toMatchObject({ status: 200, body: { ...asked, version: 2, warnings: [] } });
    expect((await say(asked, 2)).body.version).toBe(2);
    await goByRules();
    expect((await service.get(url(), { as: 'sofia' })).body).toMatchObject({ ...asked, inForce: true });
    const restored = await service.post(`${url()}/restore`, { ...asDana(2), body: { version: 1 } });
    expect(restored.body).toMatchObject({ version: 3, rulesets: [] });
    const { body } = await service.get(`${url()}/changes`, asDana());
    expect(body.items).toMatchObject([{ action: 'restored' }, { action: 'changed', by: { name: expect.any(String) } }]);
  });

  it('are refused where they could not mean anything, by the field, and change nothing then', async () => {
    const [ours] = rulesets(rule('Any', when('agent.shoeSize', '=', 44))).rulesets;
    const wrong = await say({
      prioritisation: { rules: [rule('First', when('sms.colour', '=', 'red'), { orderBy: { field: 'agent.name' } })] },
      rulesets: [
        {
          ...ours,
          rules: [
            ...ours!.rules,
            rule('German', when('skill.german', '>=', 5)),
            rule('Type', always, { orderBy: [{ by: 'skill-count', typeId: uuid() }] }),
          ],
        },
      ],
      defaultRulesetId: ours!.id,
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'prioritisation.rules.0.conditions.rules.0.field',
      'prioritisation.rules.0.orderBy.field',
      'rulesets.0.rules.0.conditions.rules.0.field',
      'rulesets.0.rules.1.conditions',
      'rulesets.0.rules.2.orderBy.0.typeId',
    ]);
    expect(await say({ rulesets: [ours] })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'defaultRulesetId' }] },
    });
    expect((await service.get(url(), asDana())).body.version).toBe(1);
    expect(await service.put(url(), {}, asDana())).toMatchObject({ status: 428 });
    expect(await say({}, 7)).toMatchObject({ status: 412 });
    expect((await service.put(url(), {}, { as: 'sofia', headers: { 'if-match': '"1"' } })).status).toBe(403);
    expect((await service.get(`/api/routing/queues/${uuid()}/custom-assignment`, asDana())).status).toBe(404);
  });

  it('warn where several rulesets have no criterion, and where nothing says when an agent has enough', async () => {
    const [one, two] = [rulesets(rule('Any', always)), rulesets(rule('Any', always))];
    const { body } = await say({ ...one, rulesets: [...one.rulesets, ...two.rulesets] });
    expect(body.warnings).toMatchObject([
      { field: 'selection' },
      { field: 'rulesets.0.rules.0' },
      { field: 'rulesets.1.rules.0' },
    ]);
  });

  it('are copied with their queue', async () => {
    const asked = rulesets(rule('Any', always));
    await say(asked);
    const id = uuid();
    await service.post(`/api/routing/queues/${line.queueId}/copy`, { ...asDana(), body: { id } });
    expect((await service.get(`/api/routing/queues/${id}/custom-assignment`, asDana())).body).toMatchObject({
      ...asked,
      version: 2,
    });
  });
});

describe('a queue that goes by its rules', () => {
  it('offers work to whom they choose, whatever the workstream says of presence and capacity', async () => {
    await nickname('lena', 'VIP desk');
    await goByRules();
    const vip = rule('VIP desk', when('agent.nickname', '=', 'VIP desk'));
    const body = rulesets(vip);
    const usual = {
      id: uuid(),
      name: 'Usual',
      rules: [rule('Others', when('agent.hasRoom', '=', true), { orderBy: [{ by: 'units' }] })],
    };
    await say({
      rulesets: [...body.rulesets, usual],
      selection: [
        { id: uuid(), name: 'VIP', conditions: when('contact.vip', '=', true), rulesetId: body.defaultRulesetId },
      ],
      defaultRulesetId: usual.id,
    });
    await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'lena' });
    await service.database.dataSource.query(`UPDATE agent SET capacity_used = 6 WHERE id = $1`, [line.idOf('lena')]);
    const [first, second] = [await writes({ vip: true }), await writes({ vip: false })];
    await line.assign();
    expect(await offered('lena')).toEqual([first]);
    expect(await offered('diego')).toEqual([second]);
    expect((await line.offersTo('lena'))[0]).toMatchObject({ why: 'Fits “VIP desk”, 0 of 6 free' });
  });

  it('leaves work that nobody fits, serves what is behind it, and tells why', async () => {
    await goByRules();
    await say(rulesets(rule('Own', when('agent.nickname', '=', 'Nobody'))));
    const left = await writes();
    const other = uuid();
    const settings = { slug: 'other', name: 'Other', memberIds: [line.idOf('lena')], priority: 500 };
    await service.put(`/api/routing/queues/${other}`, settings, asDana());
    const behind = await writes();
    await service.database.dataSource.query(`UPDATE work_item SET queue_id = $1 WHERE conversation_id = $2`, [
      other,
      behind,
    ]);
    await line.assign();
    expect(await offered('lena')).toEqual([behind]);
    await service.turn('tell-lines');
    clock.pass(1);
    const [{ id }] = await service.database.dataSource.query(`SELECT id FROM work_item WHERE conversation_id = $1`, [
      left,
    ]);
    const { body } = await service.get(`/api/routing/work-items/${id}/explanation`, { as: 'sofia' });
    expect(body.steps.at(-1)).toMatchObject({
      stage: 'assignment',
      told: {
        method: 'custom',
        why: 'Nobody of 2 could take it: 2 who fit none of the rules',
        considered: [{ reason: 'Fits no rule of “All”' }, {}],
      },
    });
  });

  it('says in a dry run who would be chosen by which rule', async () => {
    await nickname('diego', 'VIP desk');
    await goByRules();
    await say(rulesets(rule('VIP desk', when('agent.nickname', '=', 'VIP desk')), rule('All', always)));
    const text = { workstreamId: line.workstreamId, customer: '+14155550100', text: 'Hello' };
    const { body } = await service.post('/api/routing/dry-run', { as: 'sofia', body: text });
    expect(body).toMatchObject({ agent: { id: line.idOf('diego'), why: 'Fits “VIP desk”, 6 of 6 free' } });
    expect(body.steps.at(-1).told.considered).toMatchObject([
      { agentId: line.idOf('lena'), reason: 'Fits only “All”' },
    ]);
  });

  it('orders what waits by its rules, anew with each cycle', async () => {
    await service.database.dataSource.query(`UPDATE agent SET capacity_total = 1`);
    await service.put('/api/routing/agents/me/presence', { presence: 'offline' }, { as: 'diego' });
    await goByRules();
    await say({
      prioritisation: {
        rules: [
          rule('Gold', when('contact.tier', '=', 'gold'), {
            orderBy: { field: 'contact.score', direction: 'descending' },
          }),
        ],
      },
    });
    const silver = await writes({ tier: 'silver' });
    const [low, high] = [await writes({ tier: 'gold', score: 2 }), await writes({ tier: 'gold', score: 10 })];
    await line.assign();
    expect(await offered('lena')).toEqual([high]);
    await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: 'diego' });
    await line.beat('diego');
    await line.assign();
    expect(await offered('diego')).toEqual([low]);
    await say({}, 2);
    await service.database.dataSource.query(`UPDATE agent SET capacity_total = 2, presence = 'available'`);
    await line.assign();
    const all = [...(await offered('lena')), ...(await offered('diego'))];
    expect(all).toContain(silver);
  });

  it('orders what waits by what classification said of it, also where that is said anew', async () => {
    await service.database.dataSource.query(`UPDATE agent SET capacity_total = 1`);
    await service.put('/api/routing/agents/me/presence', { presence: 'offline' }, { as: 'diego' });
    await goByRules();
    const saying = (tier: string, urgency: number) =>
      rule(tier, when('contact.tier', '=', tier), { outputs: { attributes: [{ name: 'urgency', value: urgency }] } });
    const rules = [saying('silver', 2), saying('gold', 9)];
    await service.put(
      `/api/routing/workstreams/${line.workstreamId}/classification`,
      { rulesets: [{ id: uuid(), name: 'Urgency', rules }] },
      asDana(1),
    );
    const order = { orderBy: { field: 'classified.urgency', direction: 'descending' } };
    const urgent = rule('Urgent', when('classified.urgency', '>', 1), order);
    expect(await say({ prioritisation: { rules: [urgent] } })).toMatchObject({
      status: 200,
      body: { classifiedNames: ['urgency'] },
    });
    const [plain, silver, gold] = [
      await writes(),
      await writes({ tier: 'silver' }),
      await writes({ tier: 'gold' }),
    ] as const;
    await service.hear(
      anEvent(conversationContextChanged, {
        conversationId: silver,
        version: 9,
        because: 'identified',
        changedAt: clock.now().toISOString(),
        known: customer({ tier: 'bronze' }),
      }),
    );
    await line.assign();
    expect(await offered('lena')).toEqual([gold]);
    await service.database.dataSource.query(
      `UPDATE agent SET capacity_total = 2, presence = 'available' WHERE id = $1`,
      [line.idOf('lena')],
    );
    // nothing is urgent about what is bronze now: it goes by age with what never was
    await line.assign();
    expect(new Set(await offered('lena'))).toEqual(new Set([gold, plain]));
  });

  describe('and has an order of its own', () => {
    const byTier = (tier: string) => ({ prioritisation: { rules: [rule(tier, when('contact.tier', '=', tier))] } });
    const firstTo = async (name: string) => {
      await line.beat(name);
      await line.assign();
      return offered(name);
    };
    let old: string;
    let gold: string;
    beforeEach(async () => {
      await service.database.dataSource.query(`UPDATE agent SET capacity_total = 1`);
      for (const name of ['lena', 'diego'])
        await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: name });
      await goByRules();
      await say(byTier('gold'));
      [old, gold] = [await writes({ tier: 'silver' }), await writes({ tier: 'gold' })];
      await line.assign();
    });
    const comes = (name: string) =>
      service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: name });

    it('goes by other rules as soon as they are said', async () => {
      await say(byTier('silver'), 2);
      await comes('lena');
      expect(await firstTo('lena')).toEqual([old]);
    });

    it('goes by age again when it has the method no more', async () => {
      const { slug, name, memberIds, version } = await line.queue();
      await service.put(`/api/routing/queues/${line.queueId}`, { slug, name, memberIds }, asDana(version));
      await comes('lena');
      expect(await firstTo('lena')).toEqual([old]);
    });

    it('puts work elsewhere as more is known of it, also while it is offered', async () => {
      const knows = (conversationId: string, attributes: object, version: number) =>
        service.hear(
          anEvent(conversationContextChanged, {
            conversationId,
            version,
            because: 'linked',
            changedAt: clock.now().toISOString(),
            known: customer(attributes as never),
          }),
        );
      await knows(old, { tier: 'gold' }, 7);
      await comes('lena');
      expect(await firstTo('lena')).toEqual([old]);
      await knows(old, { tier: 'silver' }, 8);
      await comes('diego');
      expect(await firstTo('diego')).toEqual([gold]);
      await line.reject('lena', (await line.offersTo('lena'))[0]!.id);
      const late = await writes({ tier: 'gold' });
      await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: 'lena' });
      expect(await firstTo('lena')).toEqual([late]);
    });

    it('orders also what comes from another queue with an order of its own', async () => {
      const other = uuid();
      const settings = { slug: 'other', name: 'Other', memberIds: [line.idOf('diego')], assignmentMethod: 'custom' };
      await service.put(`/api/routing/queues/${other}`, settings, asDana());
      await service.put(`/api/routing/queues/${other}/custom-assignment`, byTier('silver'), asDana(1));
      const [{ id }] = await service.database.dataSource.query(`SELECT id FROM work_item WHERE conversation_id = $1`, [
        gold,
      ]);
      await service.post(`/api/routing/work-items/${id}/assign`, { as: 'sofia', body: { queueId: other } });
      await line.assign();
      await service.post(`/api/routing/work-items/${id}/assign`, { as: 'sofia', body: { queueId: line.queueId } });
      await comes('lena');
      expect(await firstTo('lena')).toEqual([gold]);
    });

    it('places nothing by half an order: all that waits is looked at first when rules change', async () => {
      const more = await Promise.all(Array.from({ length: 5 }, () => writes({ tier: 'silver' })));
      const bronze = await writes({ tier: 'bronze' });
      await line.assign();
      await say(byTier('bronze'), 2);
      await comes('lena');
      await line.beat('lena');
      for (let n = 0; n < 4; n += 1) {
        expect(await service.database.transact((tx) => assignWork(tx))).toBe('uncut');
        expect(await service.database.transact((tx) => cutWork(tx, 2))).toBe(2);
      }
      expect(await offered('lena')).toEqual([]);
      expect(await service.database.transact((tx) => cutWork(tx, 2))).toBe(0);
      expect(more).toHaveLength(5);
      expect(await firstTo('lena')).toEqual([bronze]);
    });

    it('waits for nobody who holds an item, and comes back for it', async () => {
      await say(byTier('silver'), 2);
      await service.database.transact(async (holder) => {
        await holder.manager.query(`SELECT FROM work_item WHERE conversation_id = $1 FOR UPDATE`, [old]);
        expect(await service.database.transact((tx) => cutWork(tx, 10))).toBe(1);
      });
      await comes('lena');
      expect(await firstTo('lena')).toEqual([old]);
    });

    it('puts who had a conversation before first, by age alone', async () => {
      const back = [await writes({ tier: 'silver' }), await writes({ tier: 'gold' })];
      await service.database.dataSource.query(
        `UPDATE work_item SET favour = $2, need = 'affinity' WHERE conversation_id = ANY($1)`,
        [back, { kind: 'affinity', agentIds: [line.idOf('lena')], otherwise: 'wait' }],
      );
      await service.database.dataSource.query(`UPDATE agent SET capacity_total = 9`);
      await comes('lena');
      await line.beat('lena');
      await service.database.transact((tx) => cutWork(tx, 10));
      await service.database.transact((tx) => assignWork(tx, 1));
      expect(await offered('lena')).toEqual([back[0]]);
    });
  });

  it('offers each item once, with many items and rules, and keeps capacity right', async () => {
    await goByRules();
    await say({
      prioritisation: { rules: [rule('VIP', when('contact.vip', '=', true))] },
      ...rulesets(rule('Room', when('agent.hasRoom', '=', true), { orderBy: [{ by: 'round-robin' }] })),
    });
    await service.hear(
      ...Array.from({ length: 60 }, (_, n) => aReadyConversation({ known: customer({ vip: n % 3 === 0 }) })),
    );
    await line.assign();
    expect([(await line.offersTo('lena')).length, (await line.offersTo('diego')).length]).toEqual([6, 6]);
    const vips = await service.database.dataSource.query(
      `SELECT count(*)::int AS n FROM work_item JOIN conversation ON conversation.id = conversation_id
       WHERE work_item.status = 'offered' AND known @> '{"contact": {"attributes": {"vip": true}}}'`,
    );
    expect(vips).toEqual([{ n: 12 }]);
    expect(await line.capacityDrift()).toEqual([]);
  });
});
