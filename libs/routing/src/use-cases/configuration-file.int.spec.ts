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
      queues: {
        general: { name: '', colour: 'red' },
        night: { name: 'Night', members: ['nobody'] },
        late: { name: 'Late', overflow: { outOfHours: { do: 'end', sadly: true } } },
      },
      distributions: { [workstreamId]: { offerSeconds: 1 }, deliveries: {} },
    });
    expect(status).toBe(400);
    expect((body.errors as { field: string }[]).map(({ field }) => field).toSorted()).toEqual(
      [
        `distributions.${workstreamId}.offerSeconds`,
        'distributions.deliveries',
        'queues.general.colour',
        'queues.general.name',
        'queues.late.overflow.outOfHours.sadly',
        'queues.night.members.0',
      ].toSorted(),
    );
    expect((await exported())['queues']).toMatchObject({});
  });

  describe('of the staff', () => {
    const always = { combinator: 'and', rules: [] };
    const outputs = { attributes: [], skills: [{ skill: 'german', rating: 2 }], capacityProfile: 'chats' };
    const rule = { id: uuid(), name: 'All', conditions: always, outputs };
    const rulesetId = uuid();
    const staff = (agent: object = {}) => ({
      format: 1,
      skillTypes: { languages: { name: 'Languages', description: '' } },
      skills: {
        german: { name: 'German', description: '', type: 'languages', ratingModel: 'default-rating-model' },
      },
      capacityProfiles: {
        chats: { name: 'Chats', description: '', workItemLimit: 3, reset: 'end-of-day', blocking: true },
      },
      presences: { lunch: { name: 'Lunch', description: '', text: 'At lunch', base: 'away' } },
      queues: { general: { name: 'General', members: [lena] } },
      distributions: { [workstreamId]: { capacityFormat: 'profile', capacityProfile: 'chats' } },
      classification: {
        [workstreamId]: { rulesets: [{ id: rulesetId, name: 'All', description: '', rules: [rule] }] },
      },
      agents: {
        [lena]: {
          name: 'Lena Marsh',
          profiles: [{ profile: 'chats', limit: null }],
          skills: [{ skill: 'german', rating: 3, active: true }],
          presences: ['lunch'],
          defaultPresence: 'lunch',
          ...agent,
        },
      },
    });

    it('names what is defined by slugs, sets agents who have not signed in, and comes out as it went in', async () => {
      const file = staff();
      const sections = Object.entries(file).filter(([name]) => name !== 'format');
      const paths = sections.flatMap(([name, things]) => Object.keys(things).map((one) => `${name}.${one} created`));
      expect(done(await take(file))).toEqual(paths);
      expect(done(await take(file))).toEqual([]);
      const out = await exported();
      expect(out).toMatchObject(file);
      expect(done(await take(out))).toEqual([]);
      const [agent] = (await service.get('/api/routing/agent-settings', dana)).body.items;
      expect(agent).toMatchObject({ agentId: lena, name: 'Lena Marsh', version: 2, skills: [{ rating: 3 }] });
      expect((await service.get('/api/routing/agents', { as: 'sofia' })).body.items).toMatchObject([
        { id: lena, presence: 'offline' },
      ]);
      const { body } = await service.put('/api/routing/agents/me', {}, { as: 'lena' });
      expect(body).toMatchObject({ presence: 'away', queueIds: [expect.any(String)] });
    });

    it('says what differs, keeps the history, and leaves whom the file does not name', async () => {
      await take(staff());
      await service.put('/api/routing/agents/me', {}, { as: 'diego' });
      const other = staff({ name: 'Somebody else', skills: [], capacityUnits: 9, defaultPresence: 'busy' });
      const differs = `agents.${lena} changed capacityUnits skills.0 defaultPresence`;
      expect(done(await take(other, '?dryRun=true'))).toEqual([differs]);
      expect(done(await take(other))).toEqual([differs]);
      const { body } = await service.get(`/api/routing/agent-settings/${lena}`, dana);
      expect(body).toMatchObject({ name: 'Lena Marsh', version: 3, capacityUnits: 9, skills: [] });
      const history = (await service.get(`/api/routing/agent-settings/${lena}/changes`, dana)).body.items;
      expect(history).toMatchObject([{ version: 3 }, { version: 2 }]);
      expect((await service.get(`/api/routing/agent-settings/${diego}`, dana)).body).toMatchObject({ version: 1 });
      const renamed = { ...other, skills: { german: { ...other.skills.german, name: 'German, spoken' } } };
      expect(done(await take(renamed))).toEqual(['skills.german changed name']);
    });

    it('is refused by path where it is wrong, and changes nothing', async () => {
      await take(staff());
      const wrong = {
        ...staff({
          skills: [
            { skill: 'french', rating: 1 },
            { skill: 'german', rating: 9 },
          ],
          presences: [],
          queueIds: [],
        }),
        capacityProfiles: { chats: { name: 'Chats', workItemLimit: -1 } },
        presences: { away: { name: 'Away', text: 'Away', base: 'away' } },
      };
      wrong.agents = { ...wrong.agents, [diego]: {}, lena: { name: 'Lena' } } as never;
      const { status, body } = await take(wrong);
      expect(status).toBe(400);
      expect((body.errors as { field: string }[]).map(({ field }) => field).toSorted()).toEqual(
        [
          'capacityProfiles.chats.workItemLimit',
          'presences.away',
          `agents.${lena}.skills.0.skill`,
          `agents.${lena}.queueIds`,
          `agents.${diego}.name`,
          'agents.lena',
        ].toSorted(),
      );
      const unfit = staff({ skills: [{ skill: 'german', rating: 9 }], presences: [] });
      const { body: said } = await take({
        ...unfit,
        capacityProfiles: { chats: { ...unfit.capacityProfiles.chats, reset: 'immediate' } },
      });
      expect((said.errors as { field: string }[]).map(({ field }) => field)).toEqual([
        'capacityProfiles.chats.reset',
        `agents.${lena}.skills.0.rating`,
        `agents.${lena}.defaultPresence`,
      ]);
      expect(done(await take(staff()))).toEqual([]);
    });
  });

  it('makes a queue under the id that is given, and says when there is another', async () => {
    const id = uuid();
    await take({ format: 1, queues: { general: { id, name: 'General' } } });
    expect((await service.get(`${root}?ids=true`, dana)).body).toMatchObject({ queues: { general: { id } } });
    expect((await take({ format: 1, queues: { general: { id: uuid(), name: 'General' } } })).status).toBe(409);
  });
});
