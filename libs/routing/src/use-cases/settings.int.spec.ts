import { v7 as uuid } from 'uuid';
import { queueRequest } from '#contracts';
import { aClock, aLine, aService, aWorkstream, personCalled, type Service, until } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
});
afterEach(() => service.stop());

const lena = personCalled('lena').agentId;
const asDana = (version?: number) => ({ as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) });

describe('a queue', () => {
  const id = uuid();
  const url = `/api/routing/queues/${id}`;
  const asked = { slug: 'billing', name: 'Billing', memberIds: [lena] };

  it('is created under the client’s id, with agents who have not signed in yet', async () => {
    const { status, body } = await service.put(url, asked, asDana());
    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      version: 1,
      isDefault: false,
      ...queueRequest.parse(asked),
      waiting: 0,
      offered: 0,
      longestWaitSince: null,
      inWork: 0,
      open: true,
      changesAt: null,
      alerts: [],
    });
    expect((await service.get(url, { as: 'sofia' })).body).toEqual(body);
  });

  it('is the same when asked for again, and refused with other contents', async () => {
    const { body } = await service.put(url, asked, asDana());
    expect(await service.put(url, { ...asked, memberIds: [lena, lena] }, asDana())).toMatchObject({
      status: 200,
      body,
    });
    expect(await service.put(url, { ...asked, name: 'Bills' }, asDana())).toMatchObject({
      status: 409,
      body: { code: 'already-exists', detail: expect.stringContaining('If-Match: "1"') },
    });
  });

  it('is removed once, however often that is asked for, and is not created anew under its id', async () => {
    await service.put(url, asked, asDana());
    for (let time = 0; time < 2; time += 1) expect((await service.remove(url, asDana(1))).status).toBe(204);
    expect((await service.get(`${url}/changes`, { as: 'dana' })).body.items).toHaveLength(2);
    expect(await service.put(url, asked, asDana())).toMatchObject({
      status: 409,
      body: { code: 'already-exists', detail: expect.stringContaining('Restore it, from If-Match: "2"') },
    });
    expect((await service.remove(`/api/routing/queues/${uuid()}`, asDana(1))).status).toBe(404);
  });

  it('is changed from the version that it has', async () => {
    await service.put(url, asked, asDana());
    const changed = { ...asked, name: 'Bills', priority: 1, memberIds: [] };
    expect(await service.put(url, changed, asDana(1))).toMatchObject({ status: 200, body: { ...changed, version: 2 } });
    expect(await service.put(url, { ...changed, name: 'Again' }, asDana(1))).toMatchObject({
      status: 412,
      body: { code: 'version-mismatch' },
    });
    expect((await service.put(url, changed, { as: 'dana', headers: { 'if-match': 'one' } })).status).toBe(412);
    expect((await service.put(`/api/routing/queues/${uuid()}`, changed, asDana(1))).status).toBe(404);
  });

  it('is copied under the client’s id: the same copy again is the same, and another one, or a queue that is no copy, is refused', async () => {
    await service.put(url, asked, asDana());
    const copy = (of: string, body: object) => service.post(`/api/routing/queues/${of}/copy`, { ...asDana(), body });
    const taken = { status: 409, body: { code: 'already-exists', errors: [{ field: 'id' }] } };
    const made = await copy(id, { id: uuid() });
    expect(made).toMatchObject({ status: 200, body: { slug: 'copy-of-billing', name: 'Copy of Billing', version: 1 } });
    const as = made.body.id as string;
    expect(await copy(id, { id: as })).toMatchObject({ status: 200, body: made.body });
    expect(await copy(id, { id: as, slug: 'copy-of-billing' })).toMatchObject({ status: 200, body: made.body });
    expect(await copy(id, { id: as, slug: 'another' })).toMatchObject(taken);
    // also once it is called otherwise, and by whoever asks with the copy itself
    await service.put(`/api/routing/queues/${as}`, { ...asked, slug: 'copy-of-billing', name: 'Late' }, asDana(1));
    expect(await copy(id, { id: as })).toMatchObject({ status: 200, body: { id: as, name: 'Late', version: 2 } });
    expect(await copy(as, { id: as })).toMatchObject(taken);

    const own = uuid();
    await service.put(`/api/routing/queues/${own}`, { slug: 'sales', name: 'Sales' }, asDana());
    expect(await copy(id, { id: own })).toMatchObject(taken);
    expect(await copy(own, { id: as })).toMatchObject(taken);
    await service.remove(`/api/routing/queues/${as}`, asDana(2));
    expect(await copy(id, { id: as })).toMatchObject(taken);
    expect(await service.get(`/api/routing/queues/${as}`, asDana())).toMatchObject({ status: 404 });
  });

  it('is served by up to 5,000 agents, by 2,000 where its own rules choose among them, whichever door adds them (product.md 9.1)', async () => {
    const many = Array.from({ length: 2000 }, () => uuid());
    const custom = { ...asked, memberIds: many, assignmentMethod: 'custom' };
    expect((await service.put(url, custom, asDana())).status).toBe(200);
    const tooMany = (field: string) => ({
      status: 409,
      body: {
        code: 'too-many',
        detail: 'At most 2,000 agents may serve Billing, whose assignment method is custom.',
        errors: [{ field }],
      },
    });
    const more = { ...custom, memberIds: [...many, lena] };
    expect(await service.put(url, more, asDana(1))).toMatchObject(tooMany('memberIds'));
    await service.put('/api/routing/agents/me', {}, { as: 'lena' });
    const settings = `/api/routing/agent-settings/${lena}`;
    const serveIt = () => service.put(settings, { queueIds: [id] }, asDana(1));
    expect(await serveIt()).toMatchObject(tooMany('queueIds'));
    expect((await service.get(url, asDana())).body.memberIds).toHaveLength(2000);
    const file = {
      format: 1,
      queues: { billing: { name: 'Billing', assignmentMethod: 'custom', members: more.memberIds } },
    };
    expect(await service.put('/api/routing/configuration', file, asDana())).toMatchObject({
      status: 409,
      body: { errors: [{ field: 'queues.billing.members' }] },
    });

    // the other methods have room for more, and its rules are not to choose among them then
    const open = { ...more, assignmentMethod: 'least-active' };
    expect((await service.put(url, open, asDana(1))).status).toBe(200);
    expect(await service.put(url, more, asDana(2))).toMatchObject(tooMany('memberIds'));
    const crowd = { ...open, memberIds: Array.from({ length: 5001 }, () => uuid()) };
    expect(await service.put(url, crowd, asDana(2))).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'memberIds' }] },
    });
  });

  it('has a name of its own', async () => {
    await service.put(url, asked, asDana());
    const { status, body } = await service.put(`/api/routing/queues/${uuid()}`, asked, asDana());
    expect([status, body]).toMatchObject([409, { code: 'slug-taken', errors: [{ field: 'slug' }] }]);
  });

  it('has that name even when two are created at the same moment', async () => {
    const put = () => service.put(`/api/routing/queues/${uuid()}`, asked, asDana());
    const answers = await Promise.all(Array.from({ length: 6 }, put));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
  });

  it('is created once by many at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => service.put(url, asked, asDana())));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('offers its work to a new member at once', async () => {
    const line = await aLine(service, { agents: ['lena'] });
    await service.put('/api/routing/agents/me', {}, { as: 'diego' });
    await line.customersWrite(7);
    await line.assign();
    const { version, slug, name } = await line.queue();
    const memberIds = [line.idOf('lena'), line.idOf('diego')];
    await service.put(`/api/routing/queues/${line.queueId}`, { slug, name, memberIds }, asDana(version));
    await line.assign();
    expect(await line.offersTo('diego')).toHaveLength(1);
    expect(await line.me('diego')).toMatchObject({ queueIds: [line.queueId] });
  });

  it('tells the agents who come and go', async () => {
    const line = await aLine(service, { agents: ['lena', 'diego'] });
    await service.put('/api/routing/agents/me', {}, { as: 'noor' });
    const { version, slug, name } = await line.queue();
    service.shown.length = 0;
    const memberIds = ['lena', 'noor'].map(line.idOf);
    await service.put(`/api/routing/queues/${line.queueId}`, { slug, name, memberIds }, asDana(version));
    const told = service.shown.filter(({ frame }) => frame.kind === 'agent').map(({ frame }) => frame);
    expect(new Set(told.map(({ id }) => id))).toEqual(new Set(['diego', 'noor'].map(line.idOf)));
    expect(told.find(({ id }) => id === line.idOf('noor'))).toMatchObject({ view: { queueIds: [line.queueId] } });
    expect(told.find(({ id }) => id === line.idOf('diego'))).toMatchObject({ version: 2, view: { queueIds: [] } });
  });

  it('is written by administrators, and read by everybody', async () => {
    for (const as of ['sofia', 'lena']) {
      expect((await service.put(url, asked, { as })).status).toBe(403);
      expect((await service.get('/api/routing/queues', { as })).status).toBe(200);
      expect(await service.get(url, { as })).toMatchObject({ status: 404, body: { code: 'queue-not-found' } });
    }
    expect((await service.get(`${url}/changes`, { as: 'lena' })).status).toBe(403);
  });

  it('says its version in the header that a change sends back, also when a proxy made it a weak one', async () => {
    expect((await service.put(url, asked, { as: 'dana' })).headers['etag']).toBe('"1"');
    const read = await service.get(url, { as: 'dana' });
    expect(read.headers['etag']).toBe('"1"');
    const change = { as: 'dana', headers: { 'if-match': `W/${read.headers['etag']}` } };
    const changed = await service.put(url, { ...asked, name: 'Another name' }, change);
    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect((await service.put(url, { ...asked, name: 'A third' }, change)).status).toBe(412);
  });

  it('tells how many nobody has taken, how many of them are offered just now, and since when', async () => {
    const line = await aLine(service, { agents: ['lena'], capacity: 1 });
    const clock = aClock(service);
    const first = clock.now().toISOString();
    await line.customersWrite(1, { lastInteractionAt: '2026-01-05T07:00:00.000Z' });
    clock.pass(60);
    const second = clock.now().toISOString();
    await line.customersWrite(2, { lastInteractionAt: '2026-01-05T08:00:00.000Z' });
    await line.beat('lena');
    await line.assign();
    expect(await line.queue()).toMatchObject({ waiting: 3, offered: 1, inWork: 0, longestWaitSince: first });
    await line.accept('lena', (await line.offerTo('lena')).id);
    expect(await line.queue()).toMatchObject({ waiting: 2, offered: 0, inWork: 1, longestWaitSince: second });
  });

  it('is shown to supervisors when its line changes', async () => {
    const line = await aLine(service, { agents: ['lena'] });
    await service.turn('queue-figures');
    service.shown.length = 0;
    await line.customersWrite(2);
    const frames = await until('the queue is shown', async () => {
      await service.turn('queue-figures');
      const shown = service.shown.filter(({ frame }) => frame.kind === 'queue');
      return shown.length > 0 && shown;
    });
    expect(frames).toMatchObject([
      { audience: { agents: [], supervisors: true }, frame: { id: line.queueId, view: await line.queue() } },
    ]);
  });

  it('tells who serves it what waits there, and nobody else', async () => {
    const line = await aLine(service, { agents: ['lena', 'diego'] });
    await service.turn('queue-figures');
    service.shown.length = 0;
    await line.customersWrite(2);
    const [shown] = await until('the line is shown', async () => {
      await service.turn('queue-figures');
      const lines = service.shown.filter(({ frame }) => frame.kind === 'open-line');
      return lines.length > 0 && lines;
    });
    expect(shown).toMatchObject({
      audience: { supervisors: false },
      frame: { id: line.queueId, view: { waiting: 2 } },
    });
    expect(new Set(shown!.audience.agents)).toEqual(new Set(['lena', 'diego'].map(line.idOf)));
  });
});

describe('how a workstream distributes its work', () => {
  const { workstreamId } = aWorkstream().data;
  const url = `/api/routing/workstreams/${workstreamId}/distribution`;
  const asked = { capacityUnits: 2, offerSeconds: 30, allowedPresences: ['available'] };

  it('of a copy begins as that of the workstream it is a copy of, and stays its own', async () => {
    await service.hear(aWorkstream({ workstreamId }));
    await service.put(url, { capacityUnits: 3, offerSeconds: 45 }, asDana(1));
    const copy = uuid();
    await service.hear(aWorkstream({ workstreamId: copy, slug: 'copy', copiedFrom: workstreamId }));
    const copied = `/api/routing/workstreams/${copy}/distribution`;
    expect((await service.get(copied, asDana())).body).toMatchObject({
      version: 1,
      capacityUnits: 3,
      offerSeconds: 45,
    });
    await service.put(url, { capacityUnits: 5 }, asDana(2));
    await service.hear(aWorkstream({ workstreamId: copy, version: 2, slug: 'copy', copiedFrom: workstreamId }));
    expect((await service.get(copied, asDana())).body).toMatchObject({ version: 1, capacityUnits: 3 });
  });

  it('has its defaults as soon as the workstream is known', async () => {
    expect(await service.get(url, { as: 'sofia' })).toMatchObject({
      status: 404,
      body: { code: 'workstream-not-found' },
    });
    await service.hear(aWorkstream());
    expect((await service.get(url, { as: 'sofia' })).body).toEqual({
      workstreamId,
      workstreamName: 'Billing',
      version: 1,
      mode: 'push',
      fallbackQueueId: aWorkstream().data.fallbackQueueId,
      capacityFormat: 'units',
      capacityUnits: 1,
      capacityProfileId: null,
      wrapUpBlock: 'always',
      wrapUpBlockSeconds: null,
      offerSeconds: null,
      allowedPresences: ['available', 'busy'],
      skillMatching: 'none',
      keepSameAgent: true,
      affinityTimeoutSeconds: 120,
      allowSelectingFromPush: false,
      declinesAllowed: null,
      declinePauseSeconds: null,
      waitingThresholdSeconds: null,
      handlingThresholdSeconds: null,
    });
  });

  it('names only a capacity profile that there is, also when it is restored', async () => {
    await service.hear(aWorkstream());
    const id = uuid();
    const profile = `/api/routing/capacity-profiles/${id}`;
    const named = { ...asked, capacityFormat: 'profile', capacityProfileId: id };
    const unknown = { code: 'unknown-reference', errors: [{ field: 'capacityProfileId' }] };
    expect((await service.put(url, named, asDana(1))).body).toMatchObject(unknown);
    await service.put(profile, { slug: 'texts', name: 'Texts', workItemLimit: 3 }, asDana());
    expect((await service.put(url, named, asDana(1))).status).toBe(200);
    expect((await service.remove(profile, asDana(1))).body).toMatchObject({ code: 'in-use' });
    expect((await service.put(url, asked, asDana(2))).status).toBe(200);
    expect((await service.remove(profile, asDana(1))).status).toBe(204);
    const restored = await service.post(`${url}/restore`, { ...asDana(3), body: { version: 2 } });
    expect(restored.body).toMatchObject(unknown);
    expect((await service.get(url, { as: 'sofia' })).body).toMatchObject({ ...asked, version: 3 });
  });

  it('is kept whole, and refused where its parts do not fit', async () => {
    await service.hear(aWorkstream({ mode: 'pick' }));
    const capacityProfileId = uuid();
    const profile = { slug: 'texts', name: 'Texts', workItemLimit: 3 };
    await service.put(`/api/routing/capacity-profiles/${capacityProfileId}`, profile, asDana());
    const whole = {
      ...asked,
      capacityFormat: 'profile',
      capacityProfileId,
      wrapUpBlock: 'custom',
      wrapUpBlockSeconds: 90,
      skillMatching: 'closest',
      keepSameAgent: false,
      affinityTimeoutSeconds: 0,
      allowSelectingFromPush: true,
      declinesAllowed: 5,
      declinePauseSeconds: 60,
      waitingThresholdSeconds: 300,
      handlingThresholdSeconds: 3600,
    };
    expect((await service.put(url, whole, asDana(1))).body).toMatchObject({ ...whole, mode: 'pick', version: 2 });
    expect((await service.get(url, { as: 'sofia' })).body).toMatchObject(whole);
    const faults = async (changes: object) =>
      (await service.put(url, { ...whole, ...changes }, asDana(2))).body.errors.map(
        ({ field }: { field: string }) => field,
      );
    expect(await faults({ capacityProfileId: null })).toEqual(['capacityProfileId']);
    expect(await faults({ wrapUpBlockSeconds: null })).toEqual(['wrapUpBlockSeconds']);
    expect(await faults({ wrapUpBlock: 'always' })).toEqual(['wrapUpBlockSeconds']);
    expect(await faults({ wrapUpBlockSeconds: 29 })).toEqual(['wrapUpBlockSeconds']);
    expect(await faults({ allowedPresences: [] })).toEqual(['allowedPresences']);
  });

  it('is changed from the version that it has', async () => {
    expect((await service.put(url, asked, asDana(1))).status).toBe(404);
    await service.hear(aWorkstream());
    expect(await service.put(url, asked, asDana())).toMatchObject({ status: 428, body: { code: 'version-required' } });
    expect(await service.put(url, asked, asDana(2))).toMatchObject({ status: 412, body: { code: 'version-mismatch' } });
    expect(await service.put(url, asked, asDana(1))).toMatchObject({ status: 200, body: { ...asked, version: 2 } });
    for (const as of ['sofia', 'lena']) expect((await service.put(url, asked, { as })).status).toBe(403);
  });

  it('stays when the workstream is told of again, and follows its newest name', async () => {
    await service.hear(aWorkstream());
    await service.put(url, asked, asDana(1));
    await service.hear(aWorkstream({ version: 3, name: 'Bills' }));
    await service.hear(aWorkstream({ version: 2, name: 'Older' }));
    expect((await service.get(url, { as: 'sofia' })).body).toMatchObject({
      ...asked,
      workstreamName: 'Bills',
      version: 2,
    });
  });

  it('is in force from the next offer on', async () => {
    const line = await aLine(service, { agents: ['lena'] });
    await line.customersWrite(1);
    await line.assign();
    await service.put(url, { ...asked, allowedPresences: ['busy'] }, asDana(1));
    await line.customersWrite(9);
    await line.assign();
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 5 } });
    expect(await line.capacityDrift()).toEqual([]);
  });
});

describe('the lists', () => {
  const names = async (url: string, as: string, field: string) => {
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: { items: Record<string, string>[]; next: string | null } } = await service.get(
        `${url}${url.includes('?') ? '&' : '?'}limit=2${cursor && `&cursor=${cursor}`}`,
        { as },
      );
      found.push(...body.items.map((item) => item[field]!));
      cursor = body.next;
    }
    return found;
  };

  it('give agents by name, page by page, to everybody', async () => {
    for (const as of ['noor', 'lena', 'diego']) await service.put('/api/routing/agents/me', {}, { as });
    for (const as of ['lena', 'sofia', 'dana'])
      expect(await names('/api/routing/agents', as, 'name')).toEqual(['Diego Kessler', 'Lena Marsh', 'Noor Haddad']);
  });

  it('give queues by name, page by page', async () => {
    for (const slug of ['c', 'a', 'e', 'b', 'd'])
      await service.put(`/api/routing/queues/${uuid()}`, { slug, name: slug }, { as: 'dana' });
    expect(await names('/api/routing/queues', 'sofia', 'name')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('give the agents and queues that words are found in, letter by letter, page by page', async () => {
    for (const [slug, name] of [
      ['late-billing', 'Night'],
      ['b1', 'Billing %'],
      ['b2', 'Billing 2'],
      ['b3', 'billing 3'],
      ['sales', 'Sales'],
    ])
      await service.put(`/api/routing/queues/${uuid()}`, { slug, name }, asDana());
    const found = (q: string) => names(`/api/routing/queues?q=${encodeURIComponent(q)}`, 'lena', 'name');
    expect((await found(' BILLING ')).toSorted()).toEqual(['Billing %', 'Billing 2', 'Night', 'billing 3']);
    expect(await found('%')).toEqual(['Billing %']);
    expect(await found('nothing of it')).toEqual([]);
    const people = (q: string) => names(`/api/routing/agents?q=${encodeURIComponent(q)}`, 'sofia', 'name');
    for (const as of ['noor', 'lena', 'diego']) await service.put('/api/routing/agents/me', {}, { as });
    expect(await people('LE')).toEqual(['Diego Kessler', 'Lena Marsh']);
    expect(await people('_')).toEqual([]);
    expect((await service.get(`/api/routing/agents?q=${'x'.repeat(101)}`, { as: 'sofia' })).status).toBe(400);
  });

  it('give work by age, page by page, of one status or all that is not done', async () => {
    const line = await aLine(service, { agents: ['lena'], capacity: 2 });
    const previews = ['1', '2', '3', '4', '5'];
    for (const preview of previews)
      await line.customersWrite(1, { preview, lastInteractionAt: `2026-01-05T09:00:0${preview}.000Z` });
    await line.assign();
    const [, second] = await line.offersTo('lena');
    await line.accept('lena', second!.id);
    const url = '/api/routing/work-items';
    expect(await names(url, 'sofia', 'preview')).toEqual(previews);
    expect(await names(`${url}?status=waiting`, 'dana', 'preview')).toEqual(['3', '4', '5']);
    expect(await names(`${url}?status=done`, 'dana', 'preview')).toEqual([]);
    expect((await service.get(url, { as: 'lena' })).status).toBe(403);
    expect((await service.get(`${url}?status=asleep`, { as: 'sofia' })).status).toBe(400);
    expect((await service.get(`${url}?cursor=nonsense`, { as: 'sofia' })).status).toBe(400);
  });
});
