import { v7 as uuid } from 'uuid';
import { assignmentSettings } from '#contracts';
import { aService, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

const root = '/api/routing/configuration';
const dana = { as: 'dana' };
let service: Service;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
});
afterEach(() => service.stop());

const workstreamId = uuid();
const [ruleset, other, first, second] = [uuid(), uuid(), uuid(), uuid()];
const always = { combinator: 'and', rules: [] };
const where = (field: string, operator: string, value: unknown, valueSource?: string) => ({
  combinator: 'and',
  rules: [{ field, operator, value, ...(valueSource && { valueSource }) }],
});

/** Rules that have one of everything that rules of a queue can have. */
const customAssignment = () => ({
  prioritisation: {
    rules: [
      {
        id: uuid(),
        name: 'Gold',
        conditions: where('context.tier', '=', 'gold'),
        orderBy: { field: 'conversation.openedAt', direction: 'descending' },
      },
      { id: uuid(), name: 'The rest', conditions: always, orderBy: null },
    ],
  },
  rulesets: [
    {
      id: ruleset,
      name: 'German',
      rules: [
        {
          id: first,
          name: 'Speaks it',
          conditions: where('skill.german', '>=', 2),
          orderBy: [
            { by: 'proficiency', wanted: 'most', type: 'languages' },
            { by: 'skill-count', type: null },
            { by: 'attribute', field: 'agent.sessions', direction: 'ascending' },
            { by: 'round-robin' },
          ],
        },
      ],
    },
    {
      id: other,
      name: 'Anybody',
      rules: [{ id: second, name: 'Has room', conditions: where('agent.hasRoom', '=', true), orderBy: [] }],
    },
  ],
  selection: [{ id: uuid(), name: 'In German', conditions: where('sms.locale', '=', 'de-DE'), rulesetId: ruleset }],
  defaultRulesetId: other,
});

const assignment = {
  preferredAgents: { enabled: true, ifUnavailable: 'wait' },
  declinesAllowed: 4,
  agentsChangeSkills: true,
  missedChangesPresence: true,
  rejectChangesPresence: true,
  explain: false,
  consult: { blockCapacity: true, toQueue: true, searchSeconds: 90 },
  targets: assignmentSettings.parse({}).targets,
};

const aFile = () => ({
  format: 1,
  skillTypes: { languages: { name: 'Languages', description: '' } },
  skills: { german: { name: 'German', description: '', type: 'languages', ratingModel: 'default-rating-model' } },
  queues: {
    general: {
      name: 'General',
      assignmentMethod: 'custom',
      overflow: { workItemLimit: { limit: 5, do: 'transfer', queue: 'night' } },
    },
    night: { name: 'Night' },
  },
  customAssignment: { general: customAssignment() },
  routeToQueue: {
    [workstreamId]: {
      rules: [{ id: uuid(), name: 'All', conditions: always, queues: [{ queue: 'general', percent: 100 }] }],
    },
  },
  assignment: { settings: assignment },
});
type File = ReturnType<typeof aFile>;

const take = (file: object, query = '') => service.put(`${root}${query}`, file, dana);
const done = ({ body }: Awaited<ReturnType<typeof take>>) =>
  (body.items as { path: string; action: string; differing: string[] }[])
    .filter(({ action }) => action !== 'unchanged')
    .map(({ path, action, differing }) => [path, action, ...differing].join(' '));
const faultsOf = ({ body }: Awaited<ReturnType<typeof take>>) =>
  (body.errors as { field: string; message: string }[]).map(({ field, message }) => `${field}: ${message}`);
const exported = async () => (await service.get(root, dana)).body as Record<string, object>;
const generalId = async (): Promise<string> => {
  const { queues } = (await service.get(`${root}?ids=true`, dana)).body as { queues: Record<string, { id: string }> };
  return queues['general']!.id;
};

describe('the rules of queues and what holds for all work, in a file', () => {
  it('are taken, come out as they went in, and change nothing the second time, in whatever order the file says it', async () => {
    const file = aFile();
    const turned = Object.fromEntries(Object.entries(file).toReversed());
    expect(done(await take(turned))).toEqual([
      'skillTypes.languages created',
      'skills.german created',
      'queues.general created',
      'queues.night created',
      'customAssignment.general created',
      `routeToQueue.${workstreamId} created`,
      'assignment.settings changed preferredAgents.enabled preferredAgents.ifUnavailable declinesAllowed missedChangesPresence rejectChangesPresence agentsChangeSkills explain consult.blockCapacity consult.toQueue consult.searchSeconds',
    ]);
    const out = await exported();
    expect(out['customAssignment']).toEqual(file.customAssignment);
    expect(out['assignment']).toEqual(file.assignment);
    expect(done(await take(file))).toEqual([]);
    expect(done(await take(out))).toEqual([]);
    expect(await exported()).toEqual(out);
  });

  it('are what their own doors say, with their histories, and can be led back there', async () => {
    const file = aFile();
    await take(file);
    const door = `/api/routing/queues/${await generalId()}/custom-assignment`;
    const { body } = await service.get(door, dana);
    expect(body).toMatchObject({ version: 2, inForce: true, defaultRulesetId: other });
    expect(body.rulesets[0].rules[0].orderBy[0].typeId).toMatch(/^[0-9a-f-]{36}$/);

    const again = { ...file, customAssignment: { general: { ...customAssignment(), prioritisation: null } } };
    again.customAssignment.general.selection = file.customAssignment.general.selection;
    const differs = 'customAssignment.general changed prioritisation';
    expect(done(await take(again, '?dryRun=true'))).toEqual([differs]);
    expect((await service.get(door, dana)).body).toMatchObject({ version: 2 });
    expect(done(await take(again))).toEqual([differs]);
    const { items } = (await service.get(`${door}/changes`, dana)).body;
    expect(items).toMatchObject([
      { version: 3, action: 'changed', after: { prioritisation: null } },
      { version: 2, action: 'changed', before: { rulesets: [] } },
    ]);
    const restored = await service.post(`${door}/restore`, {
      ...dana,
      headers: { 'if-match': '"3"' },
      body: { version: 1 },
    });
    expect(restored.body).toMatchObject({ version: 4, rulesets: [], prioritisation: null });

    const settings = '/api/routing/assignment-settings';
    expect((await service.get(settings, dana)).body).toEqual({ ...assignment, version: 1 });
    expect((await service.get(`${settings}/changes`, dana)).body.items).toMatchObject([
      { version: 1, action: 'changed', before: { explain: true }, after: { explain: false } },
    ]);
  });

  it('stay as they are where the file does not have them', async () => {
    await take(aFile());
    const before = await exported();
    expect(done(await take({ format: 1, queues: aFile().queues, customAssignment: {} }, '?prune=true'))).toEqual([]);
    expect(await exported()).toEqual(before);
  });

  it('say what is usual where nobody has set anything', async () => {
    expect(await exported()).toMatchObject({ customAssignment: {}, assignment: { settings: { explain: true } } });
  });

  it('are refused by the place of each fault, and nothing is changed', async () => {
    const wrong: File = aFile();
    const rules = wrong.customAssignment.general;
    rules.prioritisation.rules[0]!.orderBy = { field: 'nothing', direction: 'descending' };
    rules.rulesets[0]!.rules[0]!.conditions = where('skill.french', '>=', 2);
    rules.rulesets[0]!.rules[0]!.orderBy[0] = { by: 'proficiency', wanted: 'most', type: 'colours' } as never;
    rules.rulesets[1]!.rules[0]!.conditions = where('agent.hasRoom', 'contains', 'x');
    const unread = { ...customAssignment(), defaultRulesetId: null, order: [] };
    const named = customAssignment();
    named.rulesets[0]!.rules[0]!.orderBy[0] = { by: 'proficiency', wanted: 'most', typeId: uuid() } as never;
    const answer = await take({
      ...wrong,
      customAssignment: { general: rules, night: unread, day: named },
      assignment: {
        settings: { explain: 'no', consult: { searchSeconds: 1 } },
        others: {},
      },
    });
    expect(answer.status).toBe(400);
    expect(faultsOf(answer).map((one) => one.split(':')[0])).toEqual([
      'customAssignment.general.rulesets.0.rules.0.orderBy.0.type',
      'customAssignment.night.order',
      'customAssignment.night.defaultRulesetId',
      'customAssignment.day',
      'customAssignment.day.rulesets.0.rules.0.orderBy.0.typeId',
      'assignment.settings.explain',
      'assignment.settings.consult.searchSeconds',
      'assignment.others',
    ]);
    rules.rulesets[0]!.rules[0]!.orderBy[0] = { by: 'round-robin' } as never;
    expect(faultsOf(await take(wrong))).toEqual([
      'customAssignment.general.prioritisation.rules.0.orderBy.field: is nothing that work can be ordered by',
      'customAssignment.general.rulesets.0.rules.0.conditions: names the skill french, which is not there',
      'customAssignment.general.rulesets.1.rules.0.conditions.rules.0.operator: does not fit a yes-no field',
    ]);
    expect(await exported()).toMatchObject({ queues: {}, customAssignment: {} });
  });

  it('name what fits only: queues of the same type, and ratings that a skill has', async () => {
    const file = aFile();
    const outputs = { attributes: [], skills: [{ skill: 'german', rating: 9 }], capacityProfile: null };
    const rule = { id: uuid(), name: 'All', conditions: always, outputs };
    const answer = await take({
      ...file,
      queues: {
        general: file.queues.general,
        night: { name: 'Night', type: 'voice' },
        day: { name: 'Day', overflow: { outOfHours: { do: 'transfer', queue: 'day' } } },
      },
      classification: { [workstreamId]: { rulesets: [{ id: uuid(), name: 'All', description: '', rules: [rule] }] } },
      routeToQueue: {
        [workstreamId]: {
          rules: [{ id: uuid(), name: 'All', conditions: always, queues: [{ queue: 'night', percent: 100 }] }],
        },
      },
    });
    expect(faultsOf(answer).map((one) => one.split(':')[0])).toEqual([
      'queues.general.overflow.workItemLimit.queue',
      'queues.day.overflow.outOfHours.queue',
      `classification.${workstreamId}.rulesets.0.rules.0.outputs.skills.0.rating`,
      `routeToQueue.${workstreamId}.rules.0.queues.0.queue`,
    ]);
    expect(await exported()).toMatchObject({ queues: {} });
  });
});
