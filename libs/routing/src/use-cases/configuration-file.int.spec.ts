import { v7 as uuid } from 'uuid';
import { aService, personCalled, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

const root = '/api/routing/configuration';
const dana = { as: 'dana' };
let service: Service;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
});
afterEach(() => service.stop());

const lena = personCalled('lena').agentId;
const diego = personCalled('diego').agentId;
const workstreamId = uuid();
const aFile = (changes: object = {}) => ({
  format: 1,
  queues: {
    general: { name: 'General', priority: 100, members: [lena, diego].toSorted() },
    night: { name: 'Night', priority: 200, members: [] },
  },
  distributions: { [workstreamId]: { capacityUnits: 2, offerSeconds: 60, allowedPresences: ['available'] } },
  ...changes,
});
const take = (file: object, query = '') => service.put(`${root}${query}`, file, dana);
const done = ({ body }: Awaited<ReturnType<typeof take>>) =>
  (body.items as { path: string; action: string; differing: string[] }[])
    .filter(({ action }) => action !== 'unchanged')
    .map(({ path, action, differing }) => [path, action, ...differing].join(' '));
const exported = async () => (await service.get(root, dana)).body as Record<string, object>;

describe("routing's configuration as a file", () => {
  it('is taken, comes out as it went in, and changes nothing the second time', async () => {
    expect(done(await take(aFile()))).toEqual([
      'queues.general created',
      'queues.night created',
      `distributions.${workstreamId} created`,
    ]);
    expect((await exported())['queues']).toMatchObject(aFile().queues);
    expect(done(await take(aFile()))).toEqual([]);
  });

  it('says what a dry run would do, and does nothing', async () => {
    await take(aFile());
    const night = { name: 'Late', priority: 200, members: [lena] };
    const changed = aFile({ queues: { ...aFile().queues, night } });
    expect(done(await take(changed, '?dryRun=true'))).toEqual(['queues.night changed name members.0']);
    expect((await exported())['queues']).toMatchObject(aFile().queues);
    expect(done(await take(changed))).toEqual(['queues.night changed name members.0']);
    expect((await exported())['queues']).toMatchObject(changed.queues);
  });

  it('tells agents of their queues', async () => {
    await service.get('/api/routing/agents/me', { as: 'lena' });
    await service.put('/api/routing/agents/me', {}, { as: 'lena' });
    service.shown.length = 0;
    await take(aFile());
    expect(service.shown.map(({ frame }) => [frame.kind, frame.id])).toContainEqual(['agent', lena]);
  });

  it('names every error by its path, and changes nothing', async () => {
    const { status, body } = await take({
      format: 1,
      queues: { general: { name: '', colour: 'red' }, night: { name: 'Night', members: ['nobody'] } },
      distributions: { [workstreamId]: { offerSeconds: 1 }, deliveries: {} },
    });
    expect(status).toBe(400);
    expect((body.errors as { field: string }[]).map(({ field }) => field).toSorted()).toEqual(
      [
        `distributions.${workstreamId}.offerSeconds`,
        'distributions.deliveries',
        'queues.general.colour',
        'queues.general.name',
        'queues.night.members.0',
      ].toSorted(),
    );
    expect((await exported())['queues']).toMatchObject({});
  });

  it('makes a queue under the id that is given, and says when there is another', async () => {
    const id = uuid();
    await take({ format: 1, queues: { general: { id, name: 'General' } } });
    expect((await service.get(`${root}?ids=true`, dana)).body).toMatchObject({ queues: { general: { id } } });
    expect((await take({ format: 1, queues: { general: { id: uuid(), name: 'General' } } })).status).toBe(409);
  });
});
