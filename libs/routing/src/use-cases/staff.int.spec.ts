import { v7 as uuid } from 'uuid';
import { agentChanged, handlerChanged, offerMade } from '#contracts';
import { aClock, aLine, aService, type Line, personCalled, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego'] });
});
afterEach(() => service.stop());

const asDana = (version?: number) => ({ as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) });
const define = async (path: string, body: object, id = uuid()) => {
  const { status, body: answer } = await service.put(`/api/routing/${path}/${id}`, body, asDana());
  expect([status, answer]).toMatchObject([200, { id }]);
  return id;
};
const settingsOf = (name: string) => `/api/routing/agent-settings/${line.idOf(name)}`;
const setAgent = async (name: string, settings: object) => {
  const { version } = (await service.get(settingsOf(name), { as: 'dana' })).body;
  return service.put(settingsOf(name), { queueIds: [line.queueId], ...settings }, asDana(version));
};

/** What was allowed when it was written down is not any more. */
const nowForbids = (kind: string, wrong: object) =>
  service.database.dataSource.query(`UPDATE change SET after = after || $2::jsonb WHERE kind = $1`, [
    kind,
    JSON.stringify(wrong),
  ]);

describe('what work needs', () => {
  it('is said with the offer and with who has it, for the record of its conversation', async () => {
    const skillId = await define('skills', { slug: 'french', name: 'French' });
    const profileId = await define('capacity-profiles', { slug: 'vip', name: 'VIP', workItemLimit: 3 });
    for (const name of ['lena', 'diego'])
      await setAgent(name, { skills: [{ skillId, rating: 3 }], profiles: [{ profileId }] });
    const outputs = { skills: [{ skillId, rating: 2 }], capacityProfileId: profileId };
    const rule = { id: uuid(), name: 'All', conditions: { combinator: 'and', rules: [] }, outputs };
    const rulesets = [{ id: uuid(), name: 'Needs', rules: [rule] }];
    const classification = `/api/routing/workstreams/${line.workstreamId}/classification`;
    expect((await service.put(classification, { rulesets }, asDana(1))).status).toBe(200);
    await line.customersWrite(1);
    await line.assign();
    await service.turn('outbox');
    const [offered] = service.said(offerMade.type).map((event) => offerMade.parse(event).data);
    expect(offered!.work).toMatchObject({
      queuedAt: expect.any(String),
      skills: [{ skillId, rating: 2 }],
      capacityProfileIds: [profileId],
    });
    const [has, other] = ['lena', 'diego'].toSorted((name) => (line.idOf(name) === offered!.agentId ? -1 : 1));
    await line.accept(has!, offered!.offerId);
    await service.post(`/api/routing/work-items/${offered!.workItemId}/transfer`, {
      as: has!,
      body: { agentId: line.idOf(other!) },
    });
    await line.accept(other!, (await line.offerTo(other!)).id);
    await service.turn('outbox');
    const joined = service.said(handlerChanged.type).map((event) => handlerChanged.parse(event).data);
    const work = { ...offered!.work, asOf: expect.any(String) };
    expect(joined).toMatchObject([{ agentId: line.idOf(other!), work }]);
  });
});

describe('skills, rating models, profiles and presences', () => {
  it('are defined, changed from the version they have, removed when nothing uses them, and restored', async () => {
    const id = await define('skills', { slug: 'french', name: 'French' });
    const url = `/api/routing/skills/${id}`;
    expect((await service.get(url, { as: 'lena' })).body).toMatchObject({
      version: 1,
      ratingModelId: expect.any(String),
    });
    const other = { slug: 'french', name: 'French, spoken' };
    expect((await service.put(url, other, asDana(7))).body).toMatchObject({ code: 'version-mismatch' });
    expect((await service.put(url, other, asDana(1))).body).toMatchObject({ version: 2, name: 'French, spoken' });
    expect((await service.put(`/api/routing/skills/${uuid()}`, other, asDana())).body).toMatchObject({
      code: 'slug-taken',
    });

    await setAgent('lena', { skills: [{ skillId: id, rating: 2 }] });
    expect((await service.remove(url, asDana(2))).body).toMatchObject({
      code: 'in-use',
      detail: 'It is used: Lena Marsh.',
    });
    await setAgent('lena', {});
    expect((await service.remove(url, asDana(2))).status).toBe(204);
    expect((await service.remove(url, asDana(2))).status).toBe(204);
    expect((await service.get(url, { as: 'lena' })).status).toBe(404);
    const restored = await service.post(`${url}/restore`, { ...asDana(3), body: { version: 1 } });
    expect(restored.body).toMatchObject({ version: 4, name: 'French' });
    const { body: history } = await service.get(`${url}/changes`, { as: 'dana' });
    expect(history.items.map(({ action }: { action: string }) => action)).toEqual([
      'restored',
      'removed',
      'changed',
      'created',
    ]);
  });

  it('stay, and stay called as they are, while a filter of colleagues names them, and stay while work that waits needs them', async () => {
    const id = await define('skills', { slug: 'french', name: 'French' });
    const url = `/api/routing/skills/${id}`;
    const named = (...rules: object[]) => ({
      targets: { consultAgents: { enabled: true, conditions: { combinator: 'and', rules } } },
    });
    const speaks = { field: 'skill.french', operator: '>=', value: 3 };
    const settings = '/api/routing/assignment-settings';
    const { version } = (await service.get(settings, { as: 'dana' })).body;
    const from = (at: number) => ({ as: 'dana', headers: { 'if-match': `"${at}"` } });
    expect((await service.put(settings, named(speaks), from(version))).status).toBe(200);

    const inUse = { status: 409, body: { code: 'in-use', detail: expect.stringContaining('whom work may go to') } };
    expect(await service.remove(url, asDana(1))).toMatchObject(inUse);
    const renamed = await service.put(url, { slug: 'francais', name: 'French' }, asDana(1));
    expect(renamed).toMatchObject({ ...inUse, body: { ...inUse.body, errors: [{ field: 'slug' }] } });
    expect((await service.put(url, { slug: 'french', name: 'Français' }, asDana(1))).status).toBe(200);
    expect((await service.put(settings, named(), from(version + 1))).status).toBe(200);
    expect((await service.put(url, { slug: 'francais', name: 'Français' }, asDana(2))).status).toBe(200);

    await line.customersWrite(1);
    const [waiting] = await line.items('waiting');
    const skills = `/api/routing/work-items/${waiting!.id}/skills`;
    expect((await service.put(skills, { skills: [{ skillId: id, rating: 3 }] }, { as: 'sofia' })).status).toBe(200);
    expect(await service.remove(url, asDana(3))).toMatchObject({
      status: 409,
      body: { code: 'in-use', detail: 'It is used: work that waits for it.' },
    });
  });

  it('are there from the beginning, and cannot be changed then', async () => {
    const { body: presences } = await service.get('/api/routing/presences', { as: 'lena' });
    expect(presences.items).toMatchObject([
      { base: 'available' },
      { base: 'busy' },
      { base: 'do-not-disturb' },
      { base: 'away' },
      { base: 'offline' },
    ]);
    const [{ id }] = presences.items;
    const asked = { slug: 'x', name: 'x', text: 'x', base: 'busy' };
    expect((await service.put(`/api/routing/presences/${id}`, asked, asDana())).body).toMatchObject({
      code: 'built-in',
    });
  });

  it('name only what there is', async () => {
    const asked = { slug: 'french', name: 'French', ratingModelId: uuid() };
    expect((await service.put(`/api/routing/skills/${uuid()}`, asked, asDana())).body).toMatchObject({
      code: 'unknown-reference',
      errors: [{ field: 'ratingModelId' }],
    });
  });

  it('are changed by administrators alone', async () => {
    expect((await service.put(`/api/routing/skills/${uuid()}`, { slug: 'a', name: 'a' }, { as: 'sofia' })).status).toBe(
      403,
    );
  });
});

describe('what is set of an agent', () => {
  it('is said whole, from the version it has, and can be restored', async () => {
    const skillId = await define('skills', { slug: 'french', name: 'French' });
    const { body } = await setAgent('lena', { nickname: 'Lea', capacityUnits: 12, skills: [{ skillId, rating: 3 }] });
    expect(body).toMatchObject({
      version: 2,
      nickname: 'Lea',
      capacityUnits: 12,
      skills: [{ skillId, rating: 3, active: true }],
    });
    await service.turn('outbox');
    expect(service.said(agentChanged.type).at(-1)).toMatchObject({ data: { name: 'Lena Marsh', nickname: 'Lea' } });
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0, total: 12 } });
    await setAgent('lena', {});
    const back = await service.post(`${settingsOf('lena')}/restore`, { ...asDana(3), body: { version: 2 } });
    expect(back.body).toEqual({ ...body, version: 4 });
    expect((await service.put(settingsOf('lena'), {}, asDana(3))).body).toMatchObject({ code: 'version-mismatch' });
  });

  it('is said before they sign in for the first time, and is so when they do; once more is the same', async () => {
    const noor = personCalled('noor');
    const url = `/api/routing/agent-settings/${noor.agentId}`;
    const skillId = await define('skills', { slug: 'french', name: 'French' });
    const asked = { nickname: 'Nono', capacityUnits: 9, skills: [{ skillId, rating: 3 }], queueIds: [line.queueId] };
    expect(await service.put(url, asked, asDana())).toMatchObject({
      status: 400,
      body: { code: 'unreadable', errors: [{ field: 'name' }] },
    });
    expect((await service.put(url, { ...asked, name: 'Noor' }, asDana(1))).body).toMatchObject({
      code: 'agent-not-found',
    });
    const set = await service.put(url, { ...asked, name: 'Noor' }, asDana());
    expect(set).toMatchObject({ status: 200, body: { name: 'Noor', nickname: 'Nono', capacityUnits: 9 } });
    expect((await service.put(url, { ...asked, name: 'Noor' }, asDana())).body).toEqual(set.body);
    expect((await service.put(url, { ...asked, name: 'Noor', nickname: null }, asDana())).status).toBe(428);

    await service.put('/api/routing/agents/me', {}, { as: 'noor' });
    const { name } = noor;
    expect((await service.get(url, { as: 'sofia' })).body).toEqual({ ...(set.body as object), name });
    expect(await line.me('noor')).toMatchObject({ presence: 'available', capacity: { used: 0, total: 9 } });
    expect((await service.get('/api/routing/agents/me/choices', { as: 'noor' })).body.queues).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ id: line.queueId })]),
    );
  });

  it('is not restored to what nobody may be set to any more, nor to a version that nobody knows', async () => {
    await setAgent('lena', { nickname: 'Lea' });
    await nowForbids('agent', { capacityUnits: -1 });
    const restored = (version: number) =>
      service.post(`${settingsOf('lena')}/restore`, { ...asDana(2), body: { version } });
    expect(await restored(2)).toMatchObject({ status: 409, body: { code: 'outdated' } });
    expect(await restored(7)).toMatchObject({ status: 404, body: { code: 'version-not-found' } });
  });

  it('names only ratings that the skill’s model has', async () => {
    const skillId = await define('skills', { slug: 'french', name: 'French' });
    expect((await setAgent('lena', { skills: [{ skillId, rating: 4 }] })).body).toMatchObject({
      detail: 'French is not rated 4.',
    });
  });

  it('names only queues, skills and profiles that there are, and says which field', async () => {
    const refused = async (settings: object) => (await setAgent('lena', settings)).body;
    const gone = uuid();
    await service.put(`/api/routing/queues/${gone}`, { slug: 'gone', name: 'Gone', memberIds: [] }, asDana());
    await service.remove(`/api/routing/queues/${gone}`, asDana(1));
    const unknown = { status: 409, code: 'unknown-reference' };
    expect(await refused({ queueIds: [gone] })).toMatchObject({ ...unknown, errors: [{ field: 'queueIds' }] });
    expect(await refused({ skills: [{ skillId: uuid(), rating: 1 }] })).toMatchObject({
      ...unknown,
      errors: [{ field: 'skills' }],
    });
    expect(await refused({ profiles: [{ profileId: uuid() }] })).toMatchObject({
      ...unknown,
      errors: [{ field: 'profiles' }],
    });
    expect((await service.get(settingsOf('lena'), { as: 'sofia' })).body).toMatchObject({ version: 1 });
  });

  it('is listed by name, and found by queue, skill and profile', async () => {
    const skillId = await define('skills', { slug: 'french', name: 'French' });
    await setAgent('diego', { skills: [{ skillId, rating: 1 }], queueIds: [] });
    const names = async (query: string) =>
      (await service.get(`/api/routing/agent-settings?${query}`, { as: 'sofia' })).body.items.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('')).toEqual(['Diego Kessler', 'Lena Marsh']);
    expect(await names(`skillId=${skillId}`)).toEqual(['Diego Kessler']);
    expect(await names(`queueId=${line.queueId}`)).toEqual(['Lena Marsh']);
    expect(await names(`q=marsh`)).toEqual(['Lena Marsh']);
    expect(await names(`profileId=${uuid()}`)).toEqual([]);
  });

  it('gives the agent presences of their own', async () => {
    const presenceId = await define('presences', { slug: 'lunch', name: 'Lunch', text: 'At lunch', base: 'away' });
    const choose = () =>
      service.put('/api/routing/agents/me/presence', { presence: 'away', presenceId }, { as: 'lena' });
    expect((await choose()).body).toMatchObject({ code: 'presence-not-theirs' });
    await setAgent('lena', { presenceIds: [presenceId], defaultPresence: { presence: 'away', presenceId } });
    expect((await choose()).body).toMatchObject({ presence: 'away', presenceId, presenceText: 'At lunch' });
    const choices = async (as: string) => (await service.get('/api/routing/agents/me/choices', { as })).body;
    const lunch = { id: presenceId, name: 'Lunch', text: 'At lunch', presence: 'away' };
    expect(await choices('lena')).toMatchObject({ queues: [{ id: line.queueId }], presences: [lunch] });
    expect((await choices('diego')).presences).toEqual([]);
    const seenBy = (as: string) => service.get(`/api/routing/agents/${line.idOf('lena')}/choices`, { as });
    expect((await seenBy('sofia')).body.presences).toEqual([lunch]);
    expect((await seenBy('diego')).status).toBe(403);
  });
});

describe('capacity profiles', () => {
  const profiled = async (profile: object) => {
    const profileId = await define('capacity-profiles', { slug: 'sms', name: 'SMS', workItemLimit: 1, ...profile });
    const { version } = (
      await service.get(`/api/routing/workstreams/${line.workstreamId}/distribution`, { as: 'dana' })
    ).body;
    const settings = { capacityFormat: 'profile', capacityProfileId: profileId };
    const url = `/api/routing/workstreams/${line.workstreamId}/distribution`;
    expect((await service.put(url, settings, asDana(version))).status).toBe(200);
    await setAgent('diego', { profiles: [{ profileId }] });
    return profileId;
  };

  it('keep work from who lacks one, are taken of, and free again', async () => {
    const profileId = await profiled({});
    await line.customersWrite(2);
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    const { id, conversationId } = await line.offerTo('diego');
    expect((await line.me('diego')).profiles).toEqual([
      { id: profileId, name: 'SMS', used: 1, limit: 1, blocking: false },
    ]);
    await line.accept('diego', id);
    await line.conversationBecomes(conversationId, 'closed');
    await line.assign();
    expect(await line.offersTo('diego')).toHaveLength(1);
  });

  it('count what an agent has already to whom one is given, also by whom they are asked to take something over', async () => {
    const profileId = await profiled({ workItemLimit: 2, reset: 'end-of-day' });
    const used = async () => (await line.me('lena')).profiles[0]?.used;
    await line.customersWrite(2);
    const [first] = await line.items('waiting');
    const assign = { as: 'sofia', body: { agentId: line.idOf('lena') } };
    expect((await service.post(`/api/routing/work-items/${first!.id}/assign`, assign)).status).toBe(200);
    await line.accept('lena', (await line.offerTo('lena')).id);
    await setAgent('lena', { profiles: [{ profileId }] });
    expect(await used()).toBe(1);

    await line.assign();
    await line.accept('diego', (await line.offerTo('diego')).id);
    const its = (await line.items('assigned')).find(({ agentId }) => agentId === line.idOf('diego'));
    const asked = { as: 'diego', body: { agentId: line.idOf('lena') } };
    expect((await service.post(`/api/routing/work-items/${its!.id}/transfer`, asked)).status).toBe(200);
    expect(await used()).toBe(2);
    const now = { slug: 'sms', name: 'SMS', workItemLimit: 2, reset: 'immediate' };
    const url = `/api/routing/capacity-profiles/${profileId}?confirmed=true`;
    expect((await service.put(url, now, asDana(1))).status).toBe(200);
    expect(await used()).toBe(2);
  });

  it('count by the day until the day is over', async () => {
    const clock = aClock(service);
    await line.beat('diego');
    await profiled({ reset: 'end-of-day', workItemLimit: 1 });
    await line.customersWrite(2);
    await line.assign();
    const { id, conversationId } = await line.offerTo('diego');
    await line.accept('diego', id);
    await line.conversationBecomes(conversationId, 'closed');
    await line.assign();
    expect((await line.me('diego')).profiles).toMatchObject([{ used: 1 }]);
    clock.pass(24 * 3600);
    await line.beat('diego');
    await service.turn('timers');
    expect((await line.me('diego')).profiles).toMatchObject([{ used: 0 }]);
    await line.assign();
    expect(await line.offersTo('diego')).toHaveLength(1);
  });

  it('have other limits when they are changed, but for agents with one of their own', async () => {
    const profileId = await profiled({});
    await setAgent('lena', { profiles: [{ profileId, limit: 9 }] });
    const url = `/api/routing/capacity-profiles/${profileId}`;
    await service.put(url, { slug: 'sms', name: 'SMS', workItemLimit: 4, blocking: true }, asDana(1));
    expect((await line.me('lena')).profiles).toMatchObject([{ limit: 9, blocking: true }]);
    expect((await line.me('diego')).profiles).toMatchObject([{ limit: 4, blocking: true }]);
  });

  it('are freed otherwise when that is confirmed: what is in work goes on counting, and what is over counts as is said', async () => {
    const clock = aClock(service);
    await line.beat('diego');
    const profileId = await profiled({ workItemLimit: 3 });
    await line.customersWrite(2);
    await line.assign();
    const [first, second] = await line.offersTo('diego');
    await line.accept('diego', first!.id);
    await line.accept('diego', second!.id);
    const used = async () => (await line.me('diego')).profiles[0].used;
    const url = `/api/routing/capacity-profiles/${profileId}`;
    const asked = { slug: 'sms', name: 'SMS', workItemLimit: 3, reset: 'end-of-day' };
    const refused = await service.put(url, asked, asDana(1));
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'confirmation-required', errors: [{ field: 'reset' }] },
    });
    expect(refused.body.detail).toContain('Agents who have it: 1. Conversations that count in it now: 2.');
    expect((await service.get(url, { as: 'dana' })).body).toMatchObject({ version: 1, reset: 'immediate' });

    expect((await service.put(`${url}?confirmed=true`, asked, asDana(1))).body).toMatchObject({ reset: 'end-of-day' });
    await line.conversationBecomes(first!.conversationId, 'closed');
    expect(await used()).toBe(2);
    await service.put(`${url}?confirmed=true`, { ...asked, reset: 'immediate' }, asDana(2));
    expect(await used()).toBe(1);
    const restored = await service.post(`${url}/restore?confirmed=true`, { ...asDana(3), body: { version: 2 } });
    expect(restored.body).toMatchObject({ version: 4, reset: 'end-of-day' });
    await line.conversationBecomes(second!.conversationId, 'closed');
    expect(await used()).toBe(1);
    clock.pass(24 * 3600);
    await line.beat('diego');
    await service.turn('timers');
    expect(await used()).toBe(0);
  });

  it('are freed otherwise without a question while nobody has them', async () => {
    const id = await define('capacity-profiles', { slug: 'calls', name: 'Calls', workItemLimit: 2 });
    const daily = { slug: 'calls', name: 'Calls', workItemLimit: 2, reset: 'end-of-day' };
    const changed = await service.put(`/api/routing/capacity-profiles/${id}`, daily, asDana(1));
    expect(changed.body).toMatchObject({ version: 2, reset: 'end-of-day' });
  });
});

describe('what holds for all work', () => {
  const url = '/api/routing/assignment-settings';

  it('is as usual, is changed from the version it has, and can be restored', async () => {
    expect((await service.get(url, { as: 'lena' })).body).toMatchObject({ version: 0, rejectChangesPresence: false });
    expect((await service.put(url, { rejectChangesPresence: true }, asDana())).status).toBe(428);
    const zero = { as: 'dana', headers: { 'if-match': '"0"' } };
    expect((await service.put(url, { rejectChangesPresence: true }, zero)).body).toMatchObject({ version: 1 });
    await service.put(url, {}, asDana(1));
    const { body } = await service.post(`${url}/restore`, { ...asDana(2), body: { version: 1 } });
    expect(body).toMatchObject({ version: 3, rejectChangesPresence: true });
    expect((await service.get(`${url}/changes`, { as: 'dana' })).body.items).toHaveLength(3);
  });

  it('is not restored to what may not be set any more', async () => {
    await service.put(url, { rejectChangesPresence: true }, { as: 'dana', headers: { 'if-match': '"0"' } });
    await nowForbids('assignment-settings', { rejectChangesPresence: 'sometimes' });
    const restored = await service.post(`${url}/restore`, { ...asDana(1), body: { version: 1 } });
    expect(restored).toMatchObject({ status: 409, body: { code: 'outdated' } });
  });
});
