import { v7 as uuid } from 'uuid';
import { aClock, aLine, aReadyConversation, aService, handsOf, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { trimWork, workKeptDays } from './trim-work.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service);
  // gives advice, and serves no queue of the line
  await service.put('/api/routing/agents/me', {}, { as: 'diego' });
});
afterEach(() => service.stop());

const { post } = handsOf(() => ({ service, line }));
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  service.database.dataSource.query(sql, values);
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);

/** Whose work is in each table still. */
async function kept(): Promise<Record<string, number>> {
  const tables = [
    'work_item',
    'offer',
    'consultation',
    'consult_search',
    'queue_stay',
    'overflow',
    'conversation',
    'early_conversation',
  ];
  const [row] = await query<Record<string, number>>(
    `SELECT ${tables.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(', ')}`,
  );
  return row!;
}

/** A conversation that began so many days ago, and that Lena has; answers its item. */
async function lenas(days: number): Promise<{ id: string; conversationId: string }> {
  const conversationId = uuid({ msecs: daysAgo(days).getTime() });
  await service.hear(aReadyConversation({ conversationId }));
  await line.assign();
  const offer = await line.offerTo('lena');
  await line.accept('lena', offer.id);
  return { id: offer.workItemId, conversationId };
}

/** All that happened so far was so many days earlier. */
async function lieBack(days: number): Promise<void> {
  const times = {
    work_item: ['queued_at', 'accepted_at', 'ended_at', 'last_interaction_at'],
    offer: ['offered_at', 'expires_at', 'ended_at'],
    consultation: ['began_at', 'ended_at'],
    consult_search: ['began_at', 'ends_at', 'ended_at'],
    queue_stay: ['queued_at', 'accepted_at', 'left_at'],
    overflow: ['happened_at'],
  };
  for (const [table, columns] of Object.entries(times))
    await query(
      `UPDATE ${table} SET ${columns.map((column) => `${column} = ${column} - make_interval(days => $1)`).join(', ')}`,
      [days],
    );
}

/** Lena asks Diego for advice about it, and it went through another queue before. */
async function talkOver({ id }: { id: string }): Promise<void> {
  await post(`${id}/consult`, 'lena', { agentId: line.idOf('diego') });
  await line.accept('diego', (await line.offerTo('diego')).id);
  await post(`${id}/consult/${line.idOf('diego')}/end`, 'diego');
  const values = [uuid(), id, line.queueId, line.idOf('lena'), clock.now()];
  await query(`INSERT INTO consult_search SELECT $1, $2, $3, $4, NULL, '{}', $5, $5, $5`, values);
  await query(`INSERT INTO queue_stay SELECT $1, $2, $3, $4, $5, $5, $5, 'moved'`, [
    ...[uuid(), id, line.workstreamId, line.queueId, clock.now()],
  ]);
  await query(`INSERT INTO overflow SELECT $1, $2, $3, $4, NULL, 'in-queue', 'waiting-time', 'end'`, [
    ...[uuid(), clock.now(), id, line.queueId],
  ]);
}

describe('work that was done', () => {
  it('is forgotten after thirteen months, with what came of it, and with its conversation once that is over', async () => {
    const old = await lenas(workKeptDays + 10);
    await talkOver(old);
    await line.conversationBecomes(old.conversationId, 'closed');
    const never = uuid({ msecs: daysAgo(workKeptDays + 9).getTime() });
    await service.hear(aReadyConversation({ conversationId: never, workstreamId: uuid() }));
    await lieBack(workKeptDays + 1);
    const recent = await lenas(workKeptDays - 2);
    await talkOver(recent);
    await line.conversationBecomes(recent.conversationId, 'closed');
    const each = (rows: number) => ({
      ...{ work_item: rows, consultation: rows, consult_search: rows, queue_stay: rows, overflow: rows },
    });
    expect(await kept()).toEqual({ ...each(2), offer: 4, conversation: 2, early_conversation: 1 });
    await service.turn('trim-work');
    expect(await kept()).toEqual({ ...each(1), offer: 2, conversation: 1, early_conversation: 0 });
    expect(await line.items('done')).toMatchObject([{ id: recent.id }]);
    const from = daysAgo(1).toISOString();
    clock.pass(1);
    const { body } = await service.get(`/api/routing/reports/agents?from=${from}`, { as: 'sofia' });
    expect(body.items).toContainEqual(expect.objectContaining({ agentName: 'Lena Marsh', accepted: 1 }));
  });

  it('stays while its conversation waits for its customer, who may still write, and what an agent has stays theirs', async () => {
    const waiting = await lenas(workKeptDays + 20);
    await line.conversationBecomes(waiting.conversationId, 'waiting');
    const theirs = await lenas(workKeptDays + 10);
    await talkOver(theirs);
    await lieBack(workKeptDays + 5);
    await service.turn('trim-work');
    expect(await kept()).toMatchObject({ work_item: 2, conversation: 2, queue_stay: 1 });
    expect(await line.items('assigned')).toMatchObject([{ id: theirs.id, agentId: line.idOf('lena') }]);
    expect(await line.capacityDrift()).toEqual([]);

    // given out anew by a supervisor it is work again
    expect((await post(`${waiting.id}/transfer`, 'sofia', { agentId: line.idOf('diego') })).status).toBe(200);
    await line.accept('diego', (await line.offerTo('diego')).id);
    for (const { conversationId } of [waiting, theirs]) await line.conversationBecomes(conversationId, 'closed');
    expect(await line.items()).toEqual([]);
    await lieBack(workKeptDays + 5);
    await service.turn('trim-work');
    expect(await kept()).toMatchObject({ work_item: 0, offer: 0, conversation: 0, queue_stay: 0 });
  });

  it('goes some at a time, until nothing is left to forget', async () => {
    for (const n of [1, 2, 3]) {
      const { conversationId } = await lenas(workKeptDays + n);
      await line.conversationBecomes(conversationId, 'closed');
    }
    await lieBack(workKeptDays + 1);
    const trim = () => service.database.transact((tx) => trimWork(tx, 2));
    // another replica leaves it to the one that is at it
    await service.database.transact(async ({ manager }) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('routing'), hashtext('trim-work'))`);
      expect([await trim(), (await kept())['work_item']]).toEqual([false, 3]);
    });
    expect([await trim(), (await kept())['work_item']]).toEqual([true, 1]);
    expect([await trim(), (await kept())['work_item']]).toEqual([false, 0]);
    expect(await kept()).toMatchObject({ offer: 0, conversation: 0 });
  });
});
