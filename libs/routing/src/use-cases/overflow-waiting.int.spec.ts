import { v7 as uuid } from 'uuid';
import { operatingHoursKind, queueRequest } from '#contracts';
import {
  aClock,
  aConversationChanged,
  aLine,
  anEvent,
  aReadyConversation,
  aService,
  type Line,
  type Service,
} from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service);
}, 60_000);
afterEach(() => service.stop());

const asDana = (version?: number) => ({ as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) });
async function aQueue(slug: string, waitingTime: object | null = null, settings: object = {}): Promise<string> {
  const id = uuid();
  const asked = {
    ...queueRequest.parse({ slug, name: slug, memberIds: [line.idOf('noor')] }),
    overflow: { waitingTime },
    ...settings,
  };
  expect(await service.put(`/api/routing/queues/${id}`, asked, asDana())).toMatchObject({ status: 200 });
  return id;
}
const change = async (id: string, settings: object) => {
  const { body } = await service.get(`/api/routing/queues/${id}`, { as: 'sofia' });
  return service.put(`/api/routing/queues/${id}`, { ...body, ...settings }, asDana(body.version));
};
const route = async (...rules: (readonly [country: string, queueId: string, overflow?: object])[]) => {
  const url = `/api/routing/workstreams/${line.workstreamId}/route-to-queue`;
  const { body } = await service.get(url, { as: 'dana' });
  const asked = rules.map(([country, queueId, overflow], n) => ({
    id: `018f0000-0000-7000-8000-00000000e00${n}`,
    name: country,
    conditions: { combinator: 'and', rules: [{ field: 'sms.country', operator: '=', value: country }] },
    queues: [{ queueId, percent: 100 }],
    overflow: overflow ?? null,
  }));
  const answer = await service.put(url, { rules: asked }, asDana(body.version));
  expect(answer.status).toBe(200);
};
const placeOf = async (conversationId: string) =>
  (await line.items()).find((item) => item.conversationId === conversationId)?.queueId;
const turn = () => service.turn('overflow');
const ended = async () => {
  await service.turn('outbox');
  return service.said('routing.overflow-ended').map(({ data }) => data as Record<string, unknown>);
};
const minute = 60;
const hour = 60 * minute;
const assignAnyway = { outOfHours: { do: 'assign-anyway', queueId: null }, workItemLimit: null };

describe('work that waits too long', () => {
  it('goes to another queue after the minute that its queue says, and is looked at again there', async () => {
    const third = await aQueue('third');
    const second = await aQueue('second', { seconds: 2 * minute, do: 'transfer', queueId: third });
    const first = await aQueue('first', { seconds: minute, do: 'transfer', queueId: second });
    await route(['US', first]);
    const [id] = await line.customersWrite(1);
    clock.pass(59);
    await turn();
    expect(await placeOf(id!)).toBe(first);
    clock.pass(2);
    await turn();
    expect(await placeOf(id!)).toBe(second);
    clock.pass(119);
    await turn();
    expect(await placeOf(id!)).toBe(second);
    clock.pass(2);
    await turn();
    expect(await placeOf(id!)).toBe(third);
    expect(await ended()).toEqual([]);
    const why = { conversationId: id, stage: 'in-queue', condition: 'waiting-time' };
    expect(service.said('routing.overflow-moved').map(({ data }) => data)).toMatchObject([
      { ...why, fromQueueId: first, toQueueId: second },
      { ...why, fromQueueId: second, toQueueId: third },
    ]);
  });

  it('or ends the conversation, with the reason, and is explained', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' });
    await route(['US', first]);
    const [id] = await line.customersWrite(1);
    clock.pass(61);
    await turn();
    const [item] = await line.items('done');
    expect(await ended()).toMatchObject([
      {
        conversationId: id,
        workItemId: item!.id,
        queueId: first,
        stage: 'in-queue',
        condition: 'waiting-time',
        version: item!.version,
      },
    ]);
    const { body } = await service.get(`/api/routing/work-items/${item!.id}/explanation`, { as: 'sofia' });
    expect(body.steps.at(-1)).toMatchObject({
      stage: 'overflow',
      told: { limit: 60, found: 61, action: 'end', queue: { name: 'first' } },
    });
  });

  it('is not disturbed while it is offered, nor once an agent has it', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' }, { memberIds: [line.idOf('lena')] });
    await route(['US', first]);
    await line.customersWrite(1);
    await line.assign();
    const offer = await line.offerTo('lena');
    clock.pass(61);
    await turn();
    expect(await ended()).toEqual([]);
    await line.reject('lena', offer.id);
    await turn();
    expect(await ended()).toHaveLength(1);
  });

  it('follows what its queue says now', async () => {
    const first = await aQueue('first');
    await route(['US', first]);
    const [id] = await line.customersWrite(1);
    await change(first, { overflow: { waitingTime: { seconds: minute, do: 'transfer', queueId: line.queueId } } });
    clock.pass(30);
    await change(first, { overflow: { waitingTime: { seconds: 3 * minute, do: 'transfer', queueId: line.queueId } } });
    clock.pass(120);
    await turn();
    expect(await placeOf(id!)).toBe(first);
    clock.pass(40);
    await turn();
    expect(await placeOf(id!)).toBe(line.queueId);
  });

  it('follows the rule that brought it, where that says something, and its changes', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' });
    const patient = (minutes: number) => ({
      waitingTime: { seconds: minutes * minute, do: 'transfer', queueId: line.queueId },
    });
    await route(['US', first, patient(5)]);
    const [id] = await line.customersWrite(1);
    clock.pass(120);
    await turn();
    expect(await placeOf(id!)).toBe(first);
    await route(['US', first, patient(3)]);
    clock.pass(61);
    await turn();
    expect(await placeOf(id!)).toBe(line.queueId);
    expect(await ended()).toEqual([]);
  });

  it('follows what a file of configuration makes of that rule', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' });
    await route(['US', first, { waitingTime: { seconds: 5 * minute, do: 'transfer', queueId: line.queueId } }]);
    const [id] = await line.customersWrite(1);
    const { body } = await service.get('/api/routing/configuration', asDana());
    const changed = JSON.parse(JSON.stringify(body)) as typeof body;
    changed.routeToQueue[line.workstreamId].rules[0].overflow.waitingTime.seconds = 3 * minute;
    expect(await service.put('/api/routing/configuration', changed, asDana())).toMatchObject({
      status: 200,
      body: { counts: { changed: 1, created: 0 } },
    });
    clock.pass(179);
    await turn();
    expect(await placeOf(id!)).toBe(first);
    clock.pass(2);
    await turn();
    expect(await placeOf(id!)).toBe(line.queueId);
    expect(await ended()).toEqual([]);
  });

  it('waits as long as it takes where no rule sent it to that queue, whatever the queue says of waiting, then or later', async () => {
    const waitingTime = { seconds: minute, do: 'end', queueId: null };
    const overflow = { ...assignAnyway, waitingTime };
    await change(line.queueId, { overflow });
    const [fallenBack] = await line.customersWrite(1);
    const foreseen = async (conversationId: string) => {
      const { id } = (await line.items()).find((item) => item.conversationId === conversationId)!;
      return (await service.get(`/api/routing/work-items/${id}/explanation`, { as: 'sofia' })).body.overflows;
    };
    expect(await foreseen(fallenBack!)).toBeNull();
    clock.pass(hour);
    await turn();
    await change(line.queueId, { overflow: { ...overflow, waitingTime: { ...waitingTime, seconds: 2 * minute } } });
    await turn();
    expect(await placeOf(fallenBack!)).toBe(line.queueId);
    await route(['DE', line.queueId]);
    const [byRule] = await line.customersWrite(1, { country: 'DE' });
    expect(await foreseen(byRule!)).toEqual({ at: '2026-01-05T10:02:00.000Z', do: 'end', to: null });
    clock.pass(3 * minute);
    await turn();
    expect(await ended()).toMatchObject([{ conversationId: byRule, condition: 'waiting-time' }]);
  });

  it('does so again when its conversation comes back from waiting, and heeds what its queue says once a supervisor puts it there', async () => {
    const overflow = { waitingTime: { seconds: minute, do: 'end', queueId: null } };
    await change(line.queueId, { overflow: { ...assignAnyway, ...overflow } });
    const [id] = await line.customersWrite(1);
    await line.assign();
    await line.accept('lena', (await line.offerTo('lena')).id);
    await service.hear(aConversationChanged({ conversationId: id, version: 6, status: 'waiting' }));
    await service.hear(aReadyConversation({ conversationId: id, version: 8 }));
    clock.pass(2 * minute);
    await turn();
    expect(await placeOf(id!)).toBe(line.queueId);
    const [item] = await line.items('waiting');
    const other = await aQueue('other', overflow.waitingTime);
    await service.post(`/api/routing/work-items/${item!.id}/assign`, { as: 'sofia', body: { queueId: other } });
    clock.pass(2 * minute);
    await turn();
    expect(await ended()).toMatchObject([{ conversationId: id, queueId: other }]);
  });

  it('goes 20 at a time: queues with the shorter wait first, in turn where waits are equal', async () => {
    const end = (seconds: number) => ({ seconds, do: 'end' });
    const [slow, quick, quicker] = [
      await aQueue('slow', end(90)),
      await aQueue('quick', end(60)),
      await aQueue('quicker', end(60)),
    ];
    await route(['US', slow], ['CA', quick], ['PR', quicker]);
    await line.customersWrite(10, { country: 'US' });
    await line.customersWrite(15, { country: 'CA' });
    await line.customersWrite(15, { country: 'PR' });
    clock.pass(100);
    await turn();
    const queues = (await ended()).map(({ queueId }) => queueId);
    expect(queues).toHaveLength(40);
    const [first, second] = [queues.slice(0, 20), queues.slice(20)];
    expect([quick, quicker].map((id) => first.filter((one) => one === id).length)).toEqual([10, 10]);
    expect([quick, quicker, slow].map((id) => second.filter((one) => one === id).length)).toEqual([5, 5, 10]);
    expect(second.slice(10)).toEqual(Array(10).fill(slow));
  });

  it('ends once, whichever replica sees it first', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' });
    await route(['US', first]);
    await line.customersWrite(30);
    clock.pass(61);
    await Promise.all([turn(), turn(), turn()]);
    expect(await ended()).toHaveLength(30);
  });
});

/** Open each day from one time to the other, in this zone, but on these holidays. */
const openDaily = (from: string, to: string, timeZone = 'UTC', holidays: object[] = []) => {
  const series = { startsOn: '2025-01-01', repeats: { freq: 'DAILY' }, exceptions: [] };
  const shifts = [{ id: uuid(), times: { allDay: false, opens: from, closes: to, nextDay: to < from }, ...series }];
  return { slug: 'day', name: 'Day', description: '', timeZone, shifts, holidays };
};
async function hours(from: string, to: string, timeZone?: string): Promise<string> {
  const id = uuid();
  await service.hear(anEvent(operatingHoursKind.changed, { id, version: 1, ...openDaily(from, to, timeZone) }));
  return id;
}

describe('work that waits when the hours of its queue end', () => {
  it('goes to the queue for the night at that moment, which is told, and what comes later goes there at once', async () => {
    const night = await aQueue('night');
    const settings = { operatingHoursId: await hours('08:00', '17:00') };
    const day = await aQueue('day', null, {
      ...settings,
      overflow: { outOfHours: { do: 'transfer', queueId: night } },
    });
    await route(['US', day]);
    const [id] = await line.customersWrite(1);
    clock.pass(8 * hour - 1);
    expect(await turn()).not.toBe(false);
    expect(await placeOf(id!)).toBe(day);
    clock.pass(1);
    await turn();
    expect(await placeOf(id!)).toBe(night);
    await service.turn('outbox');
    expect(service.said('routing.overflow-moved').map(({ data }) => data)).toMatchObject([
      { conversationId: id, stage: 'in-queue', condition: 'out-of-hours', fromQueueId: day, toQueueId: night },
    ]);
    const [item] = await line.items('waiting');
    const { body } = await service.get(`/api/routing/work-items/${item!.id}/explanation`, { as: 'sofia' });
    expect(body.steps.at(-1)).toMatchObject({
      stage: 'overflow',
      told: { stage: 'in-queue', condition: 'out-of-hours', queue: { id: day }, action: 'transfer', to: { id: night } },
    });
    const [later] = await line.customersWrite(1);
    expect(await placeOf(later!)).toBe(night);
  });

  it('ends where the queue says so, and waits on where it does not', async () => {
    const operatingHoursId = await hours('08:00', '17:00');
    const ends = await aQueue('ends', null, { operatingHoursId, overflow: { outOfHours: { do: 'end' } } });
    const stays = await aQueue('stays', null, { operatingHoursId });
    await route(['US', ends], ['DE', stays]);
    const [gone] = await line.customersWrite(1);
    const [kept] = await line.customersWrite(1, { country: 'DE' });
    clock.pass(8 * hour);
    await turn();
    expect(await ended()).toMatchObject([{ conversationId: gone, stage: 'in-queue', condition: 'out-of-hours' }]);
    expect(await placeOf(kept!)).toBe(stays);
  });

  it('is what came while it was open: not what no rule sent elsewhere, nor what a supervisor puts into a closed queue', async () => {
    const operatingHoursId = await hours('08:00', '17:00');
    const overflow = { outOfHours: { do: 'end', queueId: null }, workItemLimit: null, waitingTime: null };
    await change(line.queueId, { operatingHoursId, overflow });
    const [fallenBack] = await line.customersWrite(1);
    const other = await aQueue('other', null, { operatingHoursId, overflow: { outOfHours: { do: 'end' } } });
    const open = await aQueue('open');
    await route(['DE', open]);
    const [byHand] = await line.customersWrite(1, { country: 'DE' });
    clock.pass(8 * hour);
    await turn();
    const item = (await line.items()).find(({ conversationId }) => conversationId === byHand)!;
    await service.post(`/api/routing/work-items/${item.id}/assign`, { as: 'sofia', body: { queueId: other } });
    await turn();
    expect(await ended()).toEqual([]);
    expect([await placeOf(fallenBack!), await placeOf(byHand!)]).toEqual([line.queueId, other]);
  });

  it('is what came while it was closed, too, but only when the queue closes after it has opened once', async () => {
    const night = await aQueue('night');
    const outOfHours = { do: 'transfer', queueId: night };
    const day = await aQueue('day', null, {
      operatingHoursId: await hours('10:00', '17:00'),
      overflow: { outOfHours },
    });
    const other = await aQueue('other');
    await route(['US', other]);
    const [id] = await line.customersWrite(1);
    const [item] = await line.items('waiting');
    await service.post(`/api/routing/work-items/${item!.id}/assign`, { as: 'sofia', body: { queueId: day } });
    expect(await turn()).not.toBe(false);
    expect(await placeOf(id!)).toBe(day);
    clock.pass(hour);
    await turn();
    expect(await turn()).not.toBe(false);
    clock.pass(7 * hour - 1);
    await turn();
    expect(await placeOf(id!)).toBe(day);
    clock.pass(1);
    await turn();
    expect(await placeOf(id!)).toBe(night);
  });

  it('even where nobody looked while it was open: because of an outage, or because the queue said so only afterwards', async () => {
    const operatingHoursId = await hours('10:00', '17:00');
    const day = await aQueue('day', null, { operatingHoursId });
    const ends = await aQueue('ends', null, { operatingHoursId, overflow: { outOfHours: { do: 'end' } } });
    const stays = await aQueue('stays', null, { operatingHoursId, overflow: { outOfHours: { do: 'end' } } });
    const open = await aQueue('open');
    await route(['US', day], ['DE', open], ['FR', open]);
    const [told] = await line.customersWrite(1);
    const [away] = await line.customersWrite(1, { country: 'DE' });
    const put = async (conversationId: string, queueId: string) => {
      const item = (await line.items()).find((one) => one.conversationId === conversationId)!;
      await service.post(`/api/routing/work-items/${item.id}/assign`, { as: 'sofia', body: { queueId } });
    };
    await put(away!, ends);
    clock.pass(9 * hour);
    await turn();
    expect(await ended()).toMatchObject([{ conversationId: away, condition: 'out-of-hours' }]);
    const [late] = await line.customersWrite(1, { country: 'FR' });
    await put(late!, stays);
    await change(day, { overflow: { ...assignAnyway, outOfHours: { do: 'end', queueId: null }, waitingTime: null } });
    await turn();
    expect(await ended()).toMatchObject([
      { conversationId: away },
      { conversationId: told, condition: 'out-of-hours' },
    ]);
    expect(await placeOf(late!)).toBe(stays);
  });

  it('goes by the rule that brought it there instead of the queue', async () => {
    const operatingHoursId = await hours('08:00', '17:00');
    const day = await aQueue('day', null, { operatingHoursId, overflow: { outOfHours: { do: 'end' } } });
    const night = await aQueue('night');
    await route(['US', day], ['DE', day, { outOfHours: { do: 'transfer', queueId: night } }]);
    const [gone] = await line.customersWrite(1);
    const [moved] = await line.customersWrite(1, { country: 'DE' });
    clock.pass(8 * hour);
    await turn();
    expect(await ended()).toMatchObject([{ conversationId: gone }]);
    expect(await placeOf(moved!)).toBe(night);
  });

  it.each([
    // the clocks of Berlin are put forward at 01:00Z: the shift from 22:00 to 04:00 is five hours long
    ['Europe/Berlin', '2026-03-28T22:00:00.000Z', '22:00', '04:00', '2026-03-29T02:00:00.000Z'],
    // and back at 01:00Z: seven
    ['Europe/Berlin', '2026-10-24T21:00:00.000Z', '22:00', '04:00', '2026-10-25T03:00:00.000Z'],
    // New York is five hours behind in winter, four in summer
    ['America/New_York', '2026-01-05T15:00:00.000Z', '09:00', '17:00', '2026-01-05T22:00:00.000Z'],
    ['America/New_York', '2026-07-06T15:00:00.000Z', '09:00', '17:00', '2026-07-06T21:00:00.000Z'],
  ])('goes by the clocks of their zone: %s from %s', async (zone, from, opens, closes, endsAt) => {
    clock = aClock(service, from);
    const settings = { operatingHoursId: await hours(opens, closes, zone) };
    const day = await aQueue('day', null, { ...settings, overflow: { outOfHours: { do: 'end' } } });
    await route(['US', day]);
    const lastInteractionAt = from;
    await service.hear(aReadyConversation({ openedAt: from, lastInteractionAt }));
    clock.pass((Date.parse(endsAt) - Date.parse(from)) / 1000 - 1);
    await turn();
    expect(await ended()).toEqual([]);
    clock.pass(1);
    await turn();
    expect(await ended()).toMatchObject([{ condition: 'out-of-hours', endedAt: endsAt }]);
  });

  it('follows hours that are changed meanwhile: longer ones, and a holiday that begins now', async () => {
    const operatingHoursId = await hours('08:00', '17:00');
    const day = await aQueue('day', null, { operatingHoursId, overflow: { outOfHours: { do: 'end' } } });
    await route(['US', day]);
    const [id] = await line.customersWrite(1);
    const becomes = async (version: number, to: string, holidays: object[] = []) => {
      const about = openDaily('08:00', to, 'UTC', holidays);
      await service.hear(anEvent(operatingHoursKind.changed, { id: operatingHoursId, version, ...about }));
      await turn();
    };
    await becomes(2, '18:00');
    clock.pass(8 * hour);
    await turn();
    expect(await placeOf(id!)).toBe(day);
    await becomes(3, '18:00', [{ from: '2026-01-05', to: '2026-01-05', reason: 'Storm' }]);
    expect(await ended()).toMatchObject([{ conversationId: id, condition: 'out-of-hours' }]);
  });

  it('follows what the queue says meanwhile, and the waiting time where that is over sooner', async () => {
    const operatingHoursId = await hours('08:00', '17:00');
    const night = await aQueue('night');
    const overflow = { outOfHours: { do: 'assign-anyway', queueId: null }, workItemLimit: null, waitingTime: null };
    const day = await aQueue('day', null, { operatingHoursId, overflow });
    await route(['US', day]);
    const [id] = await line.customersWrite(1);
    const waitingTime = { seconds: hour, do: 'transfer', queueId: night };
    await change(day, { overflow: { ...overflow, outOfHours: { do: 'end', queueId: null } } });
    await turn();
    await change(day, { overflow: { ...overflow, outOfHours: { do: 'end', queueId: null }, waitingTime } });
    await turn();
    clock.pass(hour);
    await turn();
    expect(await placeOf(id!)).toBe(night);
    expect(await ended()).toEqual([]);
  });
});
