import { v7 as uuid } from 'uuid';
import { jobId, organisationSettings } from '#contracts';
import { aLine, anEvent, aService, handsOf, type Line, personCalled, type Service, until } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { runJob } from './run-job.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego', 'noor'] });
});
afterEach(() => service.stop());

const { offline, anotherQueue } = handsOf(() => ({ service, line }));

describe('doing something to many at once', () => {
  const begin = async (body: object, as: string, id = uuid()) => {
    const { status, body: answer } = await service.put(`/api/routing/jobs/${id}`, body, { as });
    expect([status, answer]).toMatchObject([200, { id, finishedAt: null }]);
    return until('the job is done', async () => {
      await service.turn('timers');
      const job = (await service.get(`/api/routing/jobs/${id}`, { as })).body;
      return job.finishedAt && job;
    });
  };

  it('places work, some at a time, with a result for each', async () => {
    await offline('lena', 'diego', 'noor');
    await line.customersWrite(60);
    const items = await Promise.all((await line.items('waiting')).map(({ id }) => id));
    const queueId = await anotherQueue();
    const nobodys = uuid();
    const job = await begin({ action: 'move-to-queue', workItemIds: [...items, nobodys], queueId }, 'sofia');
    expect(job).toMatchObject({
      total: items.length + 1,
      done: items.length,
      refused: 1,
      finishedAt: expect.any(String),
    });
    expect(job.results.at(-1)).toMatchObject({ id: nobodys, code: 'work-item-not-found' });
    expect((await line.items('waiting')).every((item) => item.queueId === queueId || !items.includes(item.id))).toBe(
      true,
    );
  });

  it('says in the order in which they were named what became of each that it came to so far', async () => {
    const agentIds = Array.from({ length: 60 }, (_, n) =>
      n % 30 === 0 ? line.idOf(n === 0 ? 'lena' : 'diego') : uuid(),
    );
    const id = uuid();
    const url = `/api/routing/jobs/${id}`;
    await service.put(url, { action: 'edit-agents', agentIds, edit: { capacityUnits: 9 } }, { as: 'dana' });
    const { body: cancelled } = await service.database
      .transact((tx) => runJob(tx, jobId.parse(id)))
      .then(() => service.post(`${url}/cancel`, { as: 'dana' }));
    expect(cancelled).toMatchObject({ total: 60, done: 1, refused: 24, cancelledBy: { name: expect.any(String) } });
    expect(cancelled.results.map((one: { id: string }) => one.id)).toEqual(agentIds.slice(0, 25));
    expect(cancelled.results.slice(0, 2)).toMatchObject([{ code: null }, { code: expect.any(String) }]);
  });

  it('stops where it is cancelled, is listed, and is forgotten after thirteen months', async () => {
    const agentIds = Array.from({ length: 30 }, () => uuid());
    const [untouched, id] = [uuid(), uuid()];
    const edit = { capacityUnits: 9 };
    const ask = (of: string) =>
      service.put(`/api/routing/jobs/${of}`, { action: 'edit-agents', agentIds, edit }, { as: 'dana' });
    await ask(untouched);
    expect((await service.post(`/api/routing/jobs/${untouched}/cancel`, { as: 'dana' })).body).toMatchObject({
      finishedAt: expect.any(String),
      cancelledBy: { name: personCalled('dana').name },
      results: [],
    });
    await service.turn('timers');
    await ask(id);
    await until('the job is done', async () => {
      await service.turn('timers');
      return (await service.get(`/api/routing/jobs/${id}`, { as: 'dana' })).body.finishedAt;
    });
    const over = await service.post(`/api/routing/jobs/${id}/cancel`, { as: 'dana' });
    expect(over.body).toMatchObject({ cancelledBy: null, refused: 30 });
    expect((await service.post(`/api/routing/jobs/${uuid()}/cancel`, { as: 'dana' })).status).toBe(404);
    expect((await service.post(`/api/routing/jobs/${id}/cancel`, { as: 'lena' })).status).toBe(403);

    const list = async (query = '') => (await service.get(`/api/routing/jobs${query}`, { as: 'sofia' })).body;
    expect((await list()).items).toMatchObject([
      { id, total: 30, refused: 30, cancelledBy: null },
      { id: untouched, refused: 0, cancelledBy: { name: personCalled('dana').name } },
    ]);
    const first = await list('?limit=1');
    expect((await list(`?limit=1&cursor=${first.next}`)).items).toMatchObject([{ id: untouched }]);

    const age = (of: string, days: number) =>
      service.database.read((db) =>
        db.query(`UPDATE job SET finished_at = $3::timestamptz - make_interval(days => $2) WHERE id = $1`, [
          of,
          days,
          service.database.now(),
        ]),
      );
    await age(id, 399);
    await age(untouched, 401);
    await service.turn('trim-jobs');
    expect((await list()).items).toMatchObject([{ id }]);
    await age(id, 401);
    await service.turn('trim-jobs');
    expect(await service.database.read((db) => db.query('SELECT FROM job_result'))).toEqual([]);
  });

  it('is for as many pieces of work as the organisation says', async () => {
    await service.hear(anEvent(organisationSettings.changed, { version: 1, bulk: { conversations: 2 } }));
    const move = (count: number): Promise<{ status: number; body: object }> =>
      service.put(
        `/api/routing/jobs/${uuid()}`,
        { action: 'move-to-queue', workItemIds: Array.from({ length: count }, () => uuid()), queueId: line.queueId },
        { as: 'sofia' },
      );
    expect(await move(3)).toMatchObject({ status: 409, body: { code: 'too-many' } });
    expect((await move(2)).status).toBe(200);
    // a thousand is only what it says by default
    await service.hear(anEvent(organisationSettings.changed, { version: 2, bulk: { conversations: 3000 } }));
    expect((await move(3000)).status).toBe(200);
    expect(await move(3001)).toMatchObject({ status: 409, body: { code: 'too-many' } });
  });

  it('is the same when it is asked for again, in whatever order its fields are said, and refused with other contents', async () => {
    const id = uuid();
    const ask = (body: object) => service.put(`/api/routing/jobs/${id}`, body, { as: 'sofia' });
    const asked = { action: 'move-to-queue', workItemIds: [uuid(), uuid()], queueId: uuid() };
    expect((await ask(asked)).status).toBe(200);
    const { action, workItemIds, queueId } = asked;
    for (const again of [asked, { queueId, workItemIds, action }])
      expect(await ask(again)).toMatchObject({ status: 200, body: { id, total: 2 } });
    for (const other of [{ queueId: uuid() }, { workItemIds: workItemIds.toReversed() }])
      expect(await ask({ ...asked, ...other })).toMatchObject({ status: 409, body: { code: 'already-exists' } });
  });

  it('edits agents', async () => {
    const agentIds = ['lena', 'diego'].map(line.idOf);
    const job = await begin(
      { action: 'edit-agents', agentIds, edit: { capacityUnits: 9, removeQueueIds: [line.queueId] } },
      'dana',
    );
    expect(job).toMatchObject({ done: 2, refused: 0 });
    expect(await line.me('lena')).toMatchObject({ capacity: { total: 9 }, queueIds: [] });
    expect(await line.me('noor')).toMatchObject({ capacity: { total: 6 } });
  });

  it('is for supervisors and administrators, each their own', async () => {
    const ask = (body: object, as: string) => service.put(`/api/routing/jobs/${uuid()}`, body, { as });
    const agentIds = [line.idOf('lena')];
    const removeSkillIds = [uuid()];
    expect((await ask({ action: 'edit-agents', agentIds, edit: { removeSkillIds } }, 'sofia')).status).toBe(403);
    expect((await ask({ action: 'edit-agents', agentIds, edit: { capacityUnits: 4 } }, 'sofia')).status).toBe(200);
    expect((await ask({ action: 'edit-agents', agentIds, edit: { capacityUnits: 4 } }, 'lena')).status).toBe(403);
    expect((await ask({ action: 'move-to-queue', workItemIds: [uuid()], queueId: uuid() }, 'dana')).status).toBe(403);
    expect((await ask({ action: 'edit-agents' }, 'dana')).body).toMatchObject({
      errors: [{ field: 'agentIds' }, { field: 'edit' }],
    });
  });
});
