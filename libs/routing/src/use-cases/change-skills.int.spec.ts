import { v7 as uuid } from 'uuid';
import { handlerChanged, offerMade, skillsChanged } from '#contracts';
import { aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let french: string;
let spanish: string;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego'], distribution: { skillMatching: 'exact' } });
  [french, spanish] = [await aSkill('french', 'French'), await aSkill('spanish', 'Spanish')];
  await can('diego', french, 2);
});
afterEach(() => service.stop());

const aSkill = async (slug: string, name: string) => {
  const id = uuid();
  expect((await service.put(`/api/routing/skills/${id}`, { slug, name }, { as: 'dana' })).status).toBe(200);
  return id;
};
const can = async (name: string, skillId: string, rating: number) => {
  const url = `/api/routing/agent-settings/${line.idOf(name)}`;
  const { version } = (await service.get(url, { as: 'dana' })).body;
  const headers = { 'if-match': `"${version}"` };
  const body = { queueIds: [line.queueId], skills: [{ skillId, rating }] };
  expect((await service.put(url, body, { as: 'dana', headers })).status).toBe(200);
};
const allow = () =>
  service.put(
    '/api/routing/assignment-settings',
    { agentsChangeSkills: true },
    { as: 'dana', headers: { 'if-match': '"0"' } },
  );
const doorOf = (id: string) => `/api/routing/work-items/${id}/skills`;
const needs = (id: string, as: string, ...skills: (readonly [string, number])[]) =>
  service.put(doorOf(id), { skills: skills.map(([skillId, rating]) => ({ skillId, rating })) }, { as });
const read = async (id: string, as: string) => (await service.get(doorOf(id), { as })).body;
const presence = (name: string, to: string) =>
  service.put('/api/routing/agents/me/presence', { presence: to }, { as: name });
/** lena has it. */
const lenas = async () => {
  await presence('diego', 'away');
  await line.customersWrite(1);
  await line.assign();
  await line.accept('lena', (await line.offerTo('lena')).id);
  await presence('diego', 'available');
  return (await line.items('assigned'))[0]!.id as string;
};
/** It waits, for nobody is there. */
const waiting = async () => {
  for (const name of ['lena', 'diego']) await presence(name, 'away');
  await line.customersWrite(1);
  await line.assign();
  for (const name of ['lena', 'diego']) await presence(name, 'available');
  return (await line.items('waiting'))[0]!.id as string;
};

describe('the skills that a conversation needs', () => {
  it('are said by the agent who has it, who keeps it; the next transfer goes by them', async () => {
    await allow();
    const id = await lenas();
    expect(await read(id, 'lena')).toMatchObject({
      skills: [],
      mayChange: true,
      choices: [
        { name: 'French', ratings: [{ value: 1, label: 'Familiar' }, { value: 2, label: 'Good' }, { value: 3 }] },
        { name: 'Spanish' },
      ],
    });
    const { status, body } = await needs(id, 'lena', [french, 2]);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { skills: [{ skillId: french, name: 'French', rating: 2, label: 'Good' }], mayChange: true },
    });
    expect(await line.items('assigned')).toMatchObject([{ id, agentId: line.idOf('lena') }]);
    await service.post(`/api/routing/work-items/${id}/transfer`, { as: 'lena', body: { queueId: line.queueId } });
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await line.offerTo('diego')).toMatchObject({ workItemId: id });
    await service.turn('outbox');
    expect(service.said(offerMade.type).at(-1)!.data).toMatchObject({
      work: { skills: [{ skillId: french, rating: 2 }] },
    });
    expect(service.said(handlerChanged.type)).toHaveLength(1);
  });

  it('decide who can take it where it waits, at once', async () => {
    await allow();
    const id = await waiting();
    await needs(id, 'diego', [spanish, 1]);
    await line.assign();
    expect([await line.offersTo('lena'), await line.offersTo('diego')]).toEqual([[], []]);
    await needs(id, 'lena', [french, 1]);
    await line.assign();
    expect(await line.offerTo('diego')).toMatchObject({ workItemId: id });
    await needs(id, 'lena', [spanish, 1]);
    expect(await line.offerTo('diego')).toMatchObject({ workItemId: id });
    await line.reject('diego', (await line.offerTo('diego')).id);
    await line.assign();
    expect([await line.offersTo('lena'), await line.offersTo('diego')]).toEqual([[], []]);
    await needs(id, 'lena');
    await line.assign();
    expect(await line.offerTo('lena')).toMatchObject({ workItemId: id });
  });

  it('are explained: who changed what', async () => {
    await allow();
    const id = await lenas();
    await needs(id, 'lena', [french, 2]);
    await needs(id, 'lena', [french, 2]);
    await needs(id, 'sofia', [spanish, 3], [french, 1]);
    const { steps } = (await service.get(`/api/routing/work-items/${id}/explanation`, { as: 'sofia' })).body;
    const told = steps.flatMap(({ stage, told: one }: { stage: string; told: object }) =>
      stage === 'skills' ? [one] : [],
    );
    const [rated2, rated1] = [2, 1].map((rating) => ({ skillId: french, name: 'French', rating }));
    expect(told).toEqual([
      { by: { id: line.idOf('lena'), name: expect.stringContaining('Lena') }, from: [], to: [rated2] },
      {
        by: { id: line.idOf('sofia'), name: expect.any(String) },
        from: [rated2],
        to: expect.arrayContaining([rated1, { skillId: spanish, name: 'Spanish', rating: 3 }]),
      },
    ]);
  });

  it('are told to who keeps the record, once for each change', async () => {
    await allow();
    const id = await lenas();
    await needs(id, 'lena', [french, 2]);
    await needs(id, 'lena', [french, 2]);
    await needs(id, 'sofia', [spanish, 3]);
    await service.turn('outbox');
    const { conversationId } = (await line.items('assigned'))[0]!;
    const rated = { skillId: french, name: 'French', rating: 2, label: 'Good' };
    expect(service.said(skillsChanged.type).map((event) => skillsChanged.parse(event).data)).toMatchObject([
      { conversationId, workItemId: id, byAgentId: line.idOf('lena'), byName: 'Lena Marsh', from: [], to: [rated] },
      { byAgentId: line.idOf('sofia'), from: [rated], to: [{ skillId: spanish, name: 'Spanish', rating: 3 }] },
    ]);
  });

  it('come back with the conversation', async () => {
    await allow();
    const id = await lenas();
    await needs(id, 'lena', [french, 2]);
    const { conversationId } = (await line.items('assigned'))[0]!;
    await line.conversationBecomes(conversationId, 'waiting');
    await line.customersWrite(1, { conversationId, version: 5, previousAgentId: null });
    await line.assign();
    expect(await line.offerTo('diego')).toMatchObject({ conversationId });
  });

  it('are changed by supervisors, and by agents only where that is allowed', async () => {
    const id = await lenas();
    expect(await read(id, 'lena')).toMatchObject({ mayChange: false, choices: [] });
    expect(await needs(id, 'lena', [french, 1])).toMatchObject({ status: 409, body: { code: 'skills-fixed' } });
    expect(await needs(id, 'sofia', [french, 1])).toMatchObject({ status: 200 });
    expect(await read(id, 'lena')).toMatchObject({ skills: [{ name: 'French', label: 'Familiar' }] });
  });

  it('are none of the business of who neither has it nor serves its queue', async () => {
    await allow();
    await service.put('/api/routing/agents/me', {}, { as: 'stranger' });
    const id = await lenas();
    expect((await needs(id, 'diego', [french, 1])).body).toMatchObject({ code: 'not-yours' });
    expect(await read(id, 'diego')).toMatchObject({ mayChange: false });
    expect(await read(id, 'stranger')).toMatchObject({ code: 'not-yours' });
    await service.post(`/api/routing/work-items/${id}/transfer`, { as: 'lena', body: { queueId: line.queueId } });
    expect((await needs(id, 'stranger', [french, 1])).body).toMatchObject({ code: 'not-your-queue' });
  });

  it('are refused where they name what there is not, twice, or what has ended, and nothing is changed', async () => {
    await allow();
    const id = await lenas();
    const faults = async (...skills: (readonly [string, number])[]) => {
      const { status, body } = await needs(id, 'lena', ...skills);
      return [status, body.code, body.errors?.[0]?.field ?? body.field];
    };
    expect(await faults([uuid(), 1])).toEqual([409, 'unknown-reference', 'skills.0.skillId']);
    expect(await faults([french, 1], [spanish, 9])).toEqual([400, 'unreadable', 'skills.1.rating']);
    expect((await needs(id, 'lena', [french, 1], [french, 2])).status).toBe(400);
    expect((await needs(uuid(), 'lena')).body).toMatchObject({ code: 'work-item-not-found' });
    expect(await read(id, 'lena')).toMatchObject({ skills: [] });
    const { conversationId } = (await line.items('assigned'))[0]!;
    await line.conversationBecomes(conversationId, 'wrap-up');
    expect(await read(id, 'lena')).toMatchObject({ mayChange: false });
    expect((await needs(id, 'lena', [french, 1])).body).toMatchObject({ code: 'work-item-state' });
    await line.conversationBecomes(conversationId, 'closed');
    expect((await needs(id, 'sofia', [french, 1])).body).toMatchObject({ code: 'work-item-state' });
  });
});
