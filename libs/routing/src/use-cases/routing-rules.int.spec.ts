import { v7 as uuid } from 'uuid';
import {
  type DefinitionId,
  type ExplanationStep,
  type Person,
  type QueueId,
  queueRequest,
  skillKind,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { aLine, anEvent, aReadyConversation, aService, aWorkstream, type Line, type Service, until } from '#testing';
import {
  contextVariableKind,
  conversationContextChanged,
  operatingHoursKind,
  queueFoundClosed,
  queueFoundEmpty,
} from '#contracts';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { removeQueue } from './remove-queue.ts';
import { removeStaffDefinition } from './save-staff-definition.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service);
}, 60_000);
afterEach(() => service.stop());

const asDana = (version?: number) => ({ as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) });
const always = { combinator: 'and', rules: [] };
const when = (field: string, value: unknown) => ({ combinator: 'and', rules: [{ field, operator: '=', value }] });
const url = (what: string) => `/api/routing/workstreams/${line.workstreamId}/${what}`;

/** Another queue, which lena serves, too. */
async function aQueue(slug: string, settings: object = {}): Promise<string> {
  const id = uuid();
  const asked = { ...queueRequest.parse({ slug, name: slug, memberIds: [line.idOf('lena')] }), ...settings };
  expect(await service.put(`/api/routing/queues/${id}`, asked, asDana())).toMatchObject({ status: 200 });
  return id;
}
const change = async (id: string, settings: object) => {
  const { body } = await service.get(`/api/routing/queues/${id}`, { as: 'sofia' });
  return service.put(`/api/routing/queues/${id}`, { ...body, ...settings }, asDana(body.version));
};
const rule = (queueId: string, conditions: object = always, more: object = {}) => ({
  id: uuid(),
  name: 'A rule',
  conditions,
  queues: [{ queueId, percent: 100 }],
  ...more,
});
const route = async (...rules: object[]) => {
  const { body } = await service.get(url('route-to-queue'), { as: 'dana' });
  return service.put(url('route-to-queue'), { rules }, asDana(body.version));
};
const classify = (...rulesets: object[]) => service.put(url('classification'), { rulesets }, asDana(1));
const hearOfVariable = (name: string) =>
  service.hear(
    anEvent(contextVariableKind.changed, {
      id: uuid(),
      version: 1,
      slug: name.toLowerCase(),
      description: '',
      name,
      type: 'text',
      workstreamId: line.workstreamId,
    }),
  );
const queuesOfWork = async () => (await line.items('waiting')).map(({ queueId }) => queueId);
const stepsOf = async (conversationId: string): Promise<ExplanationStep[]> => {
  const all = [...(await line.items()), ...(await line.items('done'))];
  const item = all.find((one) => one.conversationId === conversationId)!;
  return (await service.get(`/api/routing/work-items/${item.id}/explanation`, { as: 'sofia' })).body.steps;
};
const known = (attributes: object, variables: object = {}) => ({
  contact: { id: 'c1', name: 'Marta Olsen', attributes },
  account: null,
  case: null,
  variables,
  preferredAgentIds: [],
});
const ended = async () => {
  await service.turn('outbox');
  return service.said('routing.overflow-ended').map(({ data }) => data as Record<string, unknown>);
};

describe('new work', () => {
  it('goes to the queue of the first rule that fits, by what its texts and its customer’s record say', async () => {
    const [vip, north] = [await aQueue('vip'), await aQueue('north')];
    await route(rule(vip, when('contact.vip', true)), rule(north, when('sms.country', 'CA')));
    await line.customersWrite(1, { known: known({ vip: true }), country: 'CA' });
    await line.customersWrite(1, { country: 'CA' });
    await line.customersWrite(1);
    expect(new Set(await queuesOfWork())).toEqual(new Set([vip, north, line.queueId]));
  });

  it('is told by what is known of its SMS: the number, the language, who carries it and under which engagement (product.md 7)', async () => {
    const event = aReadyConversation({ supportNumber: '+18005550100' as never, locale: 'de-DE' });
    const { customer, conversationId } = event.data as { customer: string; conversationId: string };
    const all: [string, unknown][] = [
      ['sms.customerPhone', customer],
      ['sms.organisationPhone', '+18005550100'],
      ['sms.locale', 'de-DE'],
      ['sms.provider', 'twilio'],
      ['sms.providerName', 'Twilio'],
      ['sms.engagementId', conversationId],
    ];
    const rules = all.map(([field, value]) => ({
      ...{ id: uuid(), name: field, conditions: when(field, value) },
      outputs: { attributes: [{ name: field.slice(4), value: true }] },
    }));
    await classify(...rules.map((one) => ({ id: uuid(), name: one.name, rules: [one] })));
    await service.hear(event);
    const attributes = Object.fromEntries(all.map(([field]) => [field.slice(4), true]));
    expect((await stepsOf(conversationId))[0]).toMatchObject({ stage: 'classification', told: { attributes } });
  });

  it('is explained: what was found out, which rules fitted, and why this queue', async () => {
    const [gold, other] = [await aQueue('gold'), await aQueue('other')];
    await classify({
      id: uuid(),
      name: 'Tiers',
      rules: [
        {
          id: uuid(),
          name: 'Gold',
          conditions: when('contact.spent', 500),
          outputs: { attributes: [{ name: 'tier', value: 'gold' }] },
        },
        { id: uuid(), name: 'Others', conditions: always, outputs: {} },
      ],
    });
    await route(rule(other, when('sms.country', 'CA')), rule(gold, when('classified.tier', 'gold')));
    const [id] = await line.customersWrite(1, { known: known({ spent: 500 }) });
    const steps = await stepsOf(id!);
    // later rules change nothing about what was
    await route();
    expect(await stepsOf(id!)).toEqual(steps);
    expect(steps).toMatchObject([
      {
        stage: 'classification',
        told: {
          version: 2,
          attributes: { tier: 'gold' },
          rulesets: [{ name: 'Tiers', rules: [{ mark: 'applied' }, { mark: 'not-processed' }] }],
        },
      },
      {
        stage: 'route-to-queue',
        told: {
          because: 'rule',
          queue: { id: gold, name: 'gold' },
          rules: [{ mark: 'not-matched' }, { mark: 'applied' }],
        },
      },
    ]);
  });

  it('goes to the queue to fall back on when no rule fits, whatever that queue says of overflow', async () => {
    const other = await aQueue('other');
    await change(line.queueId, { overflow: { workItemLimit: { limit: 1, do: 'end' } } });
    await route(rule(other, when('sms.country', 'CA')));
    await line.customersWrite(3);
    expect(await queuesOfWork()).toEqual(Array(3).fill(line.queueId));
    expect(await ended()).toEqual([]);
  });

  it('is shared by percentages within 3 points over 1,000', async () => {
    const [one, other] = [await aQueue('one'), await aQueue('other')];
    await route(
      rule(one, always, {
        queues: [
          { queueId: one, percent: 70 },
          { queueId: other, percent: 30 },
        ],
      }),
    );
    for (let batch = 0; batch < 10; batch += 1) await line.customersWrite(100);
    const rows: { count: string }[] = await service.database.dataSource.query(
      `SELECT count(*) FROM work_item WHERE queue_id = $1`,
      [one],
    );
    expect(Math.abs(Number(rows[0]!.count) - 700)).toBeLessThanOrEqual(30);
  });

  it('that comes back goes to the queue it had, without asking the rules again', async () => {
    const [first, second] = [await aQueue('first'), await aQueue('second')];
    await route(rule(first));
    const [id] = await line.customersWrite(1);
    await line.assign();
    await line.accept('lena', (await line.offerTo('lena')).id);
    await route(rule(second));
    await service.hear(aReadyConversation({ conversationId: id, version: 4, previousAgentId: line.idOf('lena') }));
    expect(await queuesOfWork()).toEqual([first]);
    const [item] = await line.items('waiting');
    const { body } = await service.get(`/api/routing/work-items/${item!.id}/explanation`, { as: 'sofia' });
    expect(body.steps).toMatchObject([{ stage: 'route-to-queue', told: { because: 'returned' } }]);
  });
});

describe('work that answers to what we wrote first', () => {
  it('waits in the queue that was asked for, needs the skills that were asked for, and it is told why', async () => {
    const [ruled, asked, instead, skillId] = [
      await aQueue('ruled'),
      await aQueue('asked'),
      await aQueue('instead'),
      uuid(),
    ];
    await service.put(`/api/routing/skills/${skillId}`, { slug: 'french', name: 'French' }, asDana());
    await route(rule(ruled));
    const conversationId = uuid();
    const wanted = { queueIds: [asked, instead], skills: [{ skillId, rating: 3 }] };
    await service.hear(aReadyConversation({ conversationId, startedBy: 'campaign', wanted }));
    expect(await queuesOfWork()).toEqual([asked]);
    const [{ skills }] = await service.database.dataSource.query(`SELECT skills FROM work_item`);
    expect(skills).toMatchObject([{ skillId, rating: 3 }]);
    const step = (await stepsOf(conversationId)).find(({ stage }) => stage === 'route-to-queue');
    expect(step).toMatchObject({ told: { because: 'wanted', queue: { id: asked, name: 'asked' } } });

    await change(asked, { overflow: { workItemLimit: { limit: 1, do: 'end' } } });
    await service.hear(aReadyConversation({ startedBy: 'campaign', wanted }));
    expect((await queuesOfWork()).toSorted()).toEqual([asked, instead].toSorted());
  });
});

describe('work whose bot failed', () => {
  it('waits in the fallback queue whatever the rules say, until it is ready again, and it is told why', async () => {
    const ruled = await aQueue('ruled');
    await route(rule(ruled));
    const conversationId = uuid();
    await service.hear(aReadyConversation({ conversationId, version: 1, botFailed: true }));
    const [fallback] = await queuesOfWork();
    expect(fallback).not.toBe(ruled);
    const step = (await stepsOf(conversationId)).find(({ stage }) => stage === 'route-to-queue');
    expect(step).toMatchObject({ told: { because: 'bot-failed', queue: { id: fallback } } });
    await service.hear(aReadyConversation({ conversationId, version: 2 }));
    expect(await queuesOfWork()).toEqual([ruled]);
  });
});

describe('what is found out late', () => {
  const told = (conversationId: string, version: number, because: string, of: object) =>
    anEvent(conversationContextChanged, {
      conversationId,
      version,
      known: of,
      because,
      changedAt: '2026-01-05T09:00:01.000Z',
    });

  it('moves work that nobody was asked about yet', async () => {
    const vip = await aQueue('vip');
    await route(rule(vip, when('contact.vip', true)));
    const [id] = await line.customersWrite(1);
    expect(await queuesOfWork()).toEqual([line.queueId]);
    await service.hear(told(id!, 2, 'identified', known({ vip: true })));
    expect(await queuesOfWork()).toEqual([vip]);
  });

  it('and heard early is there when the conversation is ready', async () => {
    const vip = await aQueue('vip');
    await route(rule(vip, when('contact.vip', true)));
    const conversationId = uuid();
    await service.hear(told(conversationId, 2, 'identified', known({ vip: true })));
    await service.hear(aReadyConversation({ conversationId, version: 1 }));
    expect(await queuesOfWork()).toEqual([vip]);
  });

  it('by a bot that hands over asks the rules anew; whether there is a place only the first time', async () => {
    const [orders, refunds] = [await aQueue('orders'), await aQueue('refunds')];
    await change(refunds, { overflow: { workItemLimit: { limit: 1, do: 'transfer', queueId: orders } } });
    await hearOfVariable('Topic');
    await route(rule(refunds, when('context.Topic', 'refund')));
    await line.customersWrite(1, { known: known({}, { Topic: 'refund' }) });
    const [id] = await line.customersWrite(1);
    await service.hear(told(id!, 2, 'escalated', known({}, { Topic: 'refund' })));
    expect((await queuesOfWork()).toSorted()).toEqual([refunds, orders].toSorted());
    await service.hear(told(id!, 3, 'escalated', known({}, { Topic: 'refund' })));
    expect(await queuesOfWork()).toEqual([refunds, refunds]);
  });

  it('by a bot that finds out what it is about is needed as skills, besides what was needed before', async () => {
    await hearOfVariable('Topic');
    const [german, refunds] = [uuid(), uuid()];
    for (const [id, slug] of [
      [german, 'german'],
      [refunds, 'refunds'],
    ] as const)
      await service.put(`/api/routing/skills/${id}`, { slug, name: slug }, { as: 'dana' });
    const needs = (name: string, conditions: object, skillId: string) => ({
      id: uuid(),
      name,
      rules: [{ id: uuid(), name, conditions, outputs: { skills: [{ skillId, rating: 2 }] } }],
    });
    await classify(
      needs('German', when('sms.locale', 'de-DE'), german),
      needs('Refunds', when('context.Topic', 'refund'), refunds),
    );
    const [id] = await line.customersWrite(1, { locale: 'de-DE' });
    const needed = async (): Promise<string[]> => {
      const [item] = await service.database.dataSource.query(
        `SELECT skills FROM work_item WHERE conversation_id = $1`,
        [id],
      );
      return item.skills.map(({ skillId }: { skillId: string }) => skillId);
    };
    expect(await needed()).toEqual([german]);
    await service.hear(told(id!, 2, 'escalated', known({}, { Topic: 'refund' })));
    expect((await needed()).toSorted()).toEqual([german, refunds].toSorted());
    expect((await stepsOf(id!)).filter(({ stage }) => stage === 'classification').at(-1)).toMatchObject({
      told: { skills: expect.arrayContaining([{ skillId: refunds, name: 'refunds', rating: 2 }]) },
    });
  });
});

describe('a queue with a limit of 2', () => {
  it.each([
    ['ends the conversation of the third', { do: 'end' }, 'end'],
    ['sends the third to another queue', { do: 'transfer' }, 'transfer'],
  ])('%s', async (_, action, expected) => {
    const [full, other] = [await aQueue('full'), await aQueue('other')];
    const overflow = { workItemLimit: { limit: 2, ...action, ...(expected === 'transfer' && { queueId: other }) } };
    await change(full, { overflow });
    await route(rule(full));
    await line.customersWrite(2);
    const [third] = await line.customersWrite(1);
    expect((await queuesOfWork()).slice(0, 2)).toEqual([full, full]);
    if (expected === 'end') {
      expect(await ended()).toMatchObject([
        { conversationId: third, queueId: full, stage: 'pre-queue', condition: 'work-item-limit' },
      ]);
      expect(await line.items('done')).toMatchObject([{ conversationId: third }]);
    } else expect((await queuesOfWork())[2]).toBe(other);
    expect((await stepsOf(third!)).find(({ stage }) => stage === 'overflow')).toMatchObject({
      told: { condition: 'work-item-limit', action: expected, limit: 2, found: 2 },
    });
  });

  it('never has a third, however many write at once', async () => {
    const full = await aQueue('full');
    await change(full, { overflow: { workItemLimit: { limit: 2, do: 'end' } } });
    await route(rule(full));
    await Promise.all(Array.from({ length: 12 }, () => line.customersWrite(2)));
    expect(await queuesOfWork()).toEqual([full, full]);
    expect(await ended()).toHaveLength(22);
  });

  it('counts what is offered, and not what agents have', async () => {
    const full = await aQueue('full');
    await change(full, { overflow: { workItemLimit: { limit: 1, do: 'end' } } });
    await route(rule(full));
    await line.customersWrite(1);
    await line.assign();
    await line.customersWrite(1);
    expect(await ended()).toHaveLength(1);
    await line.accept('lena', (await line.offerTo('lena')).id);
    await line.customersWrite(1);
    expect(await ended()).toHaveLength(1);
  });

  it('lets whom a rule favours in', async () => {
    const full = await aQueue('full');
    await change(full, { overflow: { workItemLimit: { limit: 1, do: 'end' } } });
    const vips = { overflow: { workItemLimit: { limit: 100, do: 'end' } } };
    await route(rule(full, when('contact.vip', true), vips), rule(full));
    await line.customersWrite(2, { known: known({ vip: true }) });
    await line.customersWrite(1);
    expect(await queuesOfWork()).toEqual([full, full]);
    expect(await ended()).toHaveLength(1);
  });
});

const neverOpen = () =>
  anEvent(operatingHoursKind.changed, {
    id: uuid(),
    version: 1,
    slug: 'never',
    name: 'Never',
    description: '',
    timeZone: 'Europe/Berlin',
    shifts: [],
    holidays: [],
  });

describe('a queue outside its hours', () => {
  it.each([
    ['keeps its work waiting', {}],
    ['ends conversations', { outOfHours: { do: 'end' } }],
    ['sends work to another queue', { outOfHours: { do: 'transfer' } }],
  ])('%s', async (does, outOfHours) => {
    const hours = neverOpen();
    await service.hear(hours);
    const [closed, other] = [await aQueue('closed'), await aQueue('other')];
    const overflow = does.startsWith('sends') ? { outOfHours: { do: 'transfer', queueId: other } } : outOfHours;
    const { body } = await change(closed, { operatingHoursId: hours.data.id, overflow });
    expect(body).toMatchObject({ open: false, changesAt: null });
    await route(rule(closed));
    const [id] = await line.customersWrite(1);
    expect(await queuesOfWork()).toEqual(does.startsWith('keeps') ? [closed] : does.startsWith('sends') ? [other] : []);
    expect(await ended()).toHaveLength(does.startsWith('ends') ? 1 : 0);
    expect((await stepsOf(id!)).at(-1)).toMatchObject({ stage: 'overflow', told: { condition: 'out-of-hours' } });
    // whose work waits in it is told
    const told = service.said(queueFoundClosed.type).map(({ data }) => data);
    expect(told).toEqual(does.startsWith('keeps') ? [expect.objectContaining({ queueId: closed })] : []);
  });

  it('is passed over for the next rule’s queue; hours that nobody told us of do not close it', async () => {
    const hours = neverOpen();
    const [closed, other] = [await aQueue('closed', { operatingHoursId: hours.data.id }), await aQueue('other')];
    await route(rule(closed), rule(other));
    await line.customersWrite(1);
    await service.hear(hours);
    await line.customersWrite(1);
    expect(await queuesOfWork()).toEqual([closed, other]);
  });
});

describe('a queue that nobody serves', () => {
  const foundEmpty = async () => {
    await service.turn('outbox');
    return service.said(queueFoundEmpty.type).map(({ data }) => data);
  };

  it('keeps its work, and supervisors are alerted', async () => {
    const empty = await aQueue('empty', { memberIds: [] });
    await route(rule(empty));
    await line.customersWrite(1);
    const { body } = await service.get(`/api/routing/queues/${empty}`, { as: 'sofia' });
    expect(body).toMatchObject({ waiting: 1, alerts: ['no-members'] });
    expect(await ended()).toEqual([]);
    expect(await foundEmpty()).toMatchObject([{ queueId: empty }]);
  });

  it('is not told of where somebody serves it, or where it is closed, too', async () => {
    const hours = neverOpen();
    await service.hear(hours);
    const [served, closed] = [
      await aQueue('served'),
      await aQueue('closed', { memberIds: [], operatingHoursId: hours.data.id }),
    ];
    for (const queueId of [served, closed]) {
      await route(rule(queueId));
      await line.customersWrite(1);
    }
    expect(await queuesOfWork()).toEqual([served, closed]);
    expect(await foundEmpty()).toEqual([]);
  });

  it('is told of, too, where work is put into it by hand or overflows into it', async () => {
    const empty = await aQueue('empty', { memberIds: [] });
    const overflow = { workItemLimit: { limit: 1, do: 'transfer', queueId: empty } };
    const full = await aQueue('full', { overflow });
    await route(rule(full));
    await line.customersWrite(2);
    expect(await foundEmpty()).toMatchObject([{ queueId: empty }]);
    const byHand = (await line.items('waiting')).find(({ queueId }) => queueId === full)!;
    const to = { as: 'sofia', body: { queueId: empty } };
    expect((await service.post(`/api/routing/work-items/${byHand.id}/assign`, to)).status).toBe(200);
    expect(await foundEmpty()).toMatchObject([{ queueId: empty }, { queueId: empty, workItemId: byHand.id }]);
  });

  it('ends conversations where it says so', async () => {
    const empty = await aQueue('empty', { memberIds: [], whenEmpty: 'end' });
    await route(rule(empty));
    const [id] = await line.customersWrite(1);
    expect(await ended()).toMatchObject([{ conversationId: id, queueId: empty, condition: 'empty-queue' }]);
  });
});

describe('the rules of a workstream', () => {
  it('are none in the beginning, change from the version they have, and are in force at once', async () => {
    const other = await aQueue('other');
    expect((await service.get(url('route-to-queue'), { as: 'sofia' })).body).toEqual({
      rules: [],
      workstreamId: line.workstreamId,
      workstreamName: 'Billing',
      version: 1,
      changedAt: null,
      conditionFields: expect.any(Array),
    });
    const asked = { rules: [rule(other)] };
    expect(await service.put(url('route-to-queue'), asked, asDana())).toMatchObject({ status: 428 });
    expect(await service.put(url('route-to-queue'), asked, asDana(2))).toMatchObject({ status: 412 });
    expect(await service.put(url('route-to-queue'), asked, asDana(1))).toMatchObject({
      status: 200,
      body: { version: 2 },
    });
    expect(await service.put(url('route-to-queue'), asked, asDana(2))).toMatchObject({
      status: 200,
      body: { version: 2 },
    });
    await line.customersWrite(1);
    expect(await queuesOfWork()).toEqual([other]);
    expect((await service.put(url('classification'), { rulesets: [] }, { as: 'sofia' })).status).toBe(403);
    const unknown = `/api/routing/workstreams/${uuid()}/classification`;
    expect((await service.get(unknown, { as: 'dana' })).body.code).toBe('workstream-not-found');
  });

  it('tell what their conditions may look at, with the variables of the workstream and what its classification says', async () => {
    await hearOfVariable('Topic');
    const outputs = { attributes: [{ name: 'tier', value: 'gold' }] };
    await classify({ id: uuid(), name: 'Tiers', rules: [{ id: uuid(), name: 'Gold', conditions: always, outputs }] });
    const { body } = await service.get(url('route-to-queue'), { as: 'dana' });
    const fields = new Map(body.conditionFields.map((one: { name: string }) => [one.name, one]));
    for (const name of ['sms.country', 'contact.account.name', 'context.Topic', 'classified.tier'])
      expect(fields.get(name)).toMatchObject({ label: expect.any(String), operators: expect.arrayContaining(['=']) });
    expect(await service.put(url('route-to-queue'), { ...body, rules: [rule(line.queueId)] }, asDana(1))).toMatchObject(
      {
        status: 200,
      },
    );
  });

  it('name nothing that is removed while they are saved', async () => {
    const [queueId, skillId] = [await aQueue('one'), uuid()];
    await service.put(`/api/routing/skills/${skillId}`, { slug: 'french', name: 'French' }, asDana());
    const outputs = { skills: [{ skillId, rating: 1 }] };
    const needs = [{ id: uuid(), name: 'Needs', rules: [{ id: uuid(), name: 'All', conditions: always, outputs }] }];
    const isWaiting = () =>
      until('the rules wait for the removal', async () => {
        const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return (await service.database.dataSource.query(waiting)).length > 0;
      });
    const whileRemoving = async (remove: (tx: Transaction) => Promise<void>, save: () => ReturnType<typeof route>) => {
      const saved = await service.database.transact(async (tx) => {
        await remove(tx);
        const saving = save();
        await isWaiting();
        return { saving };
      });
      return saved.saving;
    };
    const dana = { subject: 'dana', name: 'Dana Brooks' } as Person;
    const unknown = { status: 409, body: { code: 'unknown-reference' } };
    expect(
      await whileRemoving(
        (tx) => removeQueue(tx, dana, queueId as QueueId, 1),
        () => route(rule(queueId)),
      ),
    ).toMatchObject(unknown);
    expect(
      await whileRemoving(
        (tx) => removeStaffDefinition(tx, skillKind, dana, skillId as DefinitionId, 1),
        () => classify(...needs),
      ),
    ).toMatchObject(unknown);
  });

  it('have a history, and are again what they were', async () => {
    const [one, other] = [await aQueue('one'), await aQueue('other')];
    await route(rule(one));
    await route(rule(other));
    const restored = await service.post(`${url('route-to-queue')}/restore`, { ...asDana(3), body: { version: 2 } });
    expect(restored.body).toMatchObject({ version: 4, rules: [{ queues: [{ queueId: one }] }] });
    const { body } = await service.get(`${url('route-to-queue')}/changes`, { as: 'dana' });
    expect(body.items.map((one: Record<string, unknown>) => [one['version'], one['action']])).toEqual([
      [4, 'restored'],
      [3, 'changed'],
      [2, 'changed'],
    ]);
    expect(body.items[0]).toMatchObject({
      by: { subject: 'dana', name: 'Dana Brooks' },
      differing: expect.arrayContaining(['rules.0.queues.0.queueId']),
    });
    const first = await service.post(`${url('route-to-queue')}/restore`, { ...asDana(4), body: { version: 1 } });
    expect(first.body).toMatchObject({ version: 5, rules: [] });
    const nothing = await service.post(`${url('route-to-queue')}/restore`, { ...asDana(5), body: { version: 99 } });
    expect(nothing.body.code).toBe('version-not-found');
  });

  it('are refused where they could never mean anything, with each place', async () => {
    const bad = {
      combinator: 'and',
      rules: [
        { field: 'sms.colour', operator: '=', value: 'red' },
        { field: 'conversation.returning', operator: '<', value: 1 },
      ],
    };
    const answer = await route(rule(line.queueId), rule(uuid(), bad));
    expect(answer).toMatchObject({ status: 400, body: { code: 'unreadable' } });
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'rules.1.conditions.rules.0.field',
      'rules.1.conditions.rules.1.operator',
      'rules.1.queues.0.queueId',
    ]);
    expect((await route(rule(uuid()))).body).toMatchObject({ code: 'unknown-reference', status: 409 });
    expect((await route(rule(await aQueue('calls', { type: 'voice' })))).body.code).toBe('unknown-reference');
  });

  it('are refused where they name a queue, skill, capacity profile or variable that is not there', async () => {
    const gone = await aQueue('gone');
    await service.remove(`/api/routing/queues/${gone}`, asDana(1));
    const fields = ({ body }: Awaited<ReturnType<typeof route>>) =>
      body.errors.map(({ field }: { field: string }) => field);
    const asked = await route(rule(gone, when('context.Topic', 'refund')));
    expect(asked.body).toMatchObject({ code: 'unknown-reference', status: 409 });
    expect(fields(asked)).toEqual(['rules.0.conditions.rules.0.field', 'rules.0.queues.0.queueId']);

    const [skillId, removed] = [uuid(), uuid()];
    await service.put(`/api/routing/skills/${skillId}`, { slug: 'french', name: 'French' }, asDana());
    const profile = { slug: 'chats', name: 'Chats', workItemLimit: 2 };
    await service.put(`/api/routing/capacity-profiles/${removed}`, profile, asDana());
    await service.remove(`/api/routing/capacity-profiles/${removed}`, asDana(1));
    const needing = (outputs: object) => ({ id: uuid(), name: 'Needs', conditions: always, outputs });
    const classified = await classify({
      id: uuid(),
      name: 'Needs',
      rules: [
        needing({ skills: [{ skillId: uuid(), rating: 1 }], capacityProfileId: removed }),
        needing({ skills: [{ skillId, rating: 4 }] }),
      ],
    });
    expect(fields(classified)).toEqual([
      'rulesets.0.rules.0.outputs.skills.0.skillId',
      'rulesets.0.rules.0.outputs.capacityProfileId',
      'rulesets.0.rules.1.outputs.skills.0.rating',
    ]);
    await classify({ id: uuid(), name: 'Needs', rules: [needing({ skills: [{ skillId, rating: 3 }] })] });
    expect((await service.remove(`/api/routing/skills/${skillId}`, asDana(1))).body).toMatchObject({
      code: 'in-use',
      detail: expect.stringContaining('rules of Billing'),
    });
  });
});

describe('the rules of a copied workstream', () => {
  const copy = uuid();
  const copied = (what: string) => `/api/routing/workstreams/${copy}/${what}`;
  const hearOfCopy = (version = 1) =>
    service.hear(aWorkstream({ workstreamId: copy, version, slug: 'copy', copiedFrom: line.workstreamId }));

  it('begin as those of its original, with a history, and are its own from then on', async () => {
    const first = rule(await aQueue('first'));
    await route(first);
    await classify({ id: uuid(), name: 'All', rules: [] });
    const original = (await service.get(url('classification'), { as: 'dana' })).body;
    await hearOfCopy();
    expect((await service.get(copied('route-to-queue'), { as: 'dana' })).body).toMatchObject({
      version: 2,
      rules: [first],
    });
    expect((await service.get(copied('classification'), { as: 'dana' })).body.rulesets).toEqual(original.rulesets);
    expect((await service.get(`${copied('route-to-queue')}/changes`, { as: 'dana' })).body.items).toMatchObject([
      { version: 2, by: { name: 'Copied with the workstream' } },
    ]);

    await route();
    await hearOfCopy(2);
    expect((await service.get(copied('route-to-queue'), { as: 'dana' })).body).toMatchObject({ rules: [first] });
  });

  it('do not come later, when the original has some that it did not have then', async () => {
    await hearOfCopy();
    await route(rule(await aQueue('first')));
    await hearOfCopy(2);
    expect((await service.get(copied('route-to-queue'), { as: 'dana' })).body).toMatchObject({ version: 1, rules: [] });
  });
});
