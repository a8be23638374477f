import type { DeadLettersView, Envelope } from '#contracts';
import { aLine, aReadyConversation, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service);
});
afterEach(() => service.stop());

const at = '/api/routing/dead-letters';
const subscription = 'routing.queue-work-item';
const dana = { as: 'dana' };
const summary = async () => (await service.get(at, dana)).body as unknown;
const dead = async (query = '') => (await service.get(`${at}/${subscription}${query}`, dana)).body as DeadLettersView;

/** Events that cannot be read, and so are not tried twice. */
async function unreadable(many: number): Promise<Envelope[]> {
  const events = Array.from({ length: many }, () => ({
    ...aReadyConversation(),
    data: { customer: '+14155550111', preview: 'I was born in 1984' },
  }));
  for (const event of events) await service.hear(event);
  return events;
}

/** A good event that failed at every attempt, for a cause that is gone. */
async function failed(): Promise<{ event: Envelope; conversationId: string }> {
  const event = aReadyConversation({ workstreamId: line.workstreamId });
  await service.database.dataSource.query(
    `INSERT INTO set_aside (subscription, event_id, event, failures, reason, set_aside_at, due_at)
     VALUES ($1, $2, $3, 6, 'TypeError: no', now(), NULL)`,
    [subscription, event.id, JSON.stringify(event)],
  );
  return { event, conversationId: event.data.conversationId };
}

describe('the dead letters of a service', () => {
  it('are told by subscription, and why each failed, but not what they say', async () => {
    expect(await summary()).toEqual({ items: [] });
    expect(await dead()).toEqual({ items: [], next: null });
    const [event] = await unreadable(1);
    expect(await summary()).toEqual({ items: [{ subscription, count: 1 }] });
    const told = await dead();
    expect(told).toEqual({
      items: [
        {
          subscription,
          eventId: event!.id,
          type: event!.type,
          correlationId: event!.correlationId,
          failures: 1,
          reason: expect.stringMatching(/^Unreadable: /),
          failedAt: expect.stringMatching(/^\d{4}-.+Z$/),
        },
      ],
      next: null,
    });
    expect(JSON.stringify(told)).not.toMatch(/1984|4155550111/);
  });

  it('come page by page, the oldest first', async () => {
    const events = await unreadable(3);
    const first = await dead('?limit=2');
    const second = await dead(`?limit=2&cursor=${first.next}`);
    expect([first, second].map(({ items }) => items.map(({ eventId }) => eventId))).toEqual([
      [events[0]!.id, events[1]!.id],
      [events[2]!.id],
    ]);
    expect(second.next).toBeNull();
  });

  it('are replayed one by one: what failed is done as if it never had, and once', async () => {
    const { event, conversationId } = await failed();
    const [other] = await unreadable(1);
    const replay = () => service.post(`${at}/${subscription}/${event.id}/replay`, dana);
    expect(await replay()).toMatchObject({ status: 200, body: { count: 1 } });
    await service.turn('set-aside');
    expect(await line.items('waiting')).toMatchObject([{ conversationId }]);
    expect((await dead()).items.map(({ eventId }) => eventId)).toEqual([other!.id]);
    expect(await replay()).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
    await service.turn('set-aside');
    expect(await line.items('waiting')).toHaveLength(1);
  });

  it('are replayed all of a subscription at once; what fails again is there again', async () => {
    await failed();
    const [ill] = await unreadable(1);
    const replay = () => service.post(`${at}/${subscription}/replay`, dana);
    expect(await replay()).toMatchObject({ status: 200, body: { count: 2 } });
    expect(await replay()).toMatchObject({ status: 200, body: { count: 0 } });
    await service.turn('set-aside');
    expect(await line.items('waiting')).toHaveLength(1);
    expect((await dead()).items.map(({ eventId }) => eventId)).toEqual([ill!.id]);
  });

  it('are dropped, one or all of a subscription, and not had back', async () => {
    const [first] = await unreadable(3);
    const drop = () => service.remove(`${at}/${subscription}/${first!.id}`, dana);
    expect(await drop()).toMatchObject({ status: 200, body: { count: 1 } });
    expect(await drop()).toMatchObject({ status: 404, body: { code: 'event-not-found' } });
    expect(await service.remove(`${at}/${subscription}`, dana)).toMatchObject({ status: 200, body: { count: 2 } });
    expect(await summary()).toEqual({ items: [] });
    await service.turn('set-aside');
    expect(await line.items('waiting')).toEqual([]);
  });

  it.each([
    ['nobody has', 'routing.nonsense'],
    ['another service has', 'conversations.receive-message'],
  ])('are refused of a subscription that %s, and nothing happens', async (_whose, name) => {
    await unreadable(1);
    const answers = [
      await service.get(`${at}/${name}`, dana),
      await service.post(`${at}/${name}/replay`, dana),
      await service.remove(`${at}/${name}`, dana),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 404, body: { code: 'subscription-not-found' } });
    expect((await dead()).items).toHaveLength(1);
  });

  it('are not listed from a place that no list gave', async () => {
    const answer = await service.get(`${at}/${subscription}?cursor=nonsense`, dana);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } });
  });

  it.each(['lena', 'sofia'])('are for administrators alone, and not for %s', async (as) => {
    await unreadable(1);
    const answers = [
      await service.get(at, { as }),
      await service.get(`${at}/${subscription}`, { as }),
      await service.post(`${at}/${subscription}/replay`, { as }),
      await service.remove(`${at}/${subscription}`, { as }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect((await dead()).items).toHaveLength(1);
  });

  it('are away with the broker', async () => {
    await service.broker.pause();
    expect(await service.get(at, dana)).toMatchObject({ status: 503, body: { code: 'outage' } });
    expect(await service.remove(`${at}/${subscription}`, dana)).toMatchObject({ status: 503 });
  });
});
