import { v7 as uuid } from 'uuid';
import { rulesChanged, skillFinderKind } from '#contracts';
import { aLine, anEvent, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
const topics = uuid();
const dana = (version?: number) => ({ as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) });
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego'] });
  const about = { slug: 'topics', name: 'Topics', address: 'https://models.example/', timeoutSeconds: 3 };
  await service.hear(anEvent(skillFinderKind.changed, { id: topics, version: 1, ...about }));
}, 60_000);
afterEach(() => service.stop());

const rules = () => `/api/routing/workstreams/${line.workstreamId}/classification`;
const model = (skillFinderId: string | null = topics, more: object = {}) => ({
  ...{ id: uuid(), name: 'Topics', description: '', type: 'model', skillFinderId, rules: [], ...more },
});
const skill = async (slug: string) => {
  const id = uuid();
  await service.put(`/api/routing/skills/${id}`, { slug, name: `Skill ${slug}` }, dana());
  return id;
};
const found = (...tags: { tag: string; rating: number | null }[]) => [{ skillFinderId: topics, tags, failure: null }];
const explained = async (id: string) =>
  (await service.get(`/api/routing/work-items/${id}/explanation`, { as: 'sofia' })).body.steps[0];

describe('a ruleset that a model fills', () => {
  it('makes its tags skills, besides those of rules, and says which are none', async () => {
    const billing = await skill('billing');
    const ruleset = model();
    expect((await service.put(rules(), { rulesets: [ruleset] }, dana(1))).status).toBe(200);
    await line.customersWrite(1, {
      skillFinders: found({ tag: 'Billing', rating: null }, { tag: 'klingon', rating: 4 }),
    });
    const [item] = await line.items('waiting');
    expect(await explained(item!.id)).toMatchObject({
      stage: 'classification',
      told: {
        skills: [{ skillId: billing, rating: 1 }],
        failure: null,
        rulesets: [
          {
            id: ruleset.id,
            rules: [],
            found: {
              failure: null,
              tags: [
                { tag: 'Billing', skillId: billing, rating: 1 },
                { tag: 'klingon', skillId: null, rating: 4 },
              ],
            },
          },
        ],
      },
    });
  });

  it('says nothing where the model did not, and work goes on', async () => {
    await service.put(rules(), { rulesets: [model()] }, dana(1));
    const failure = 'It did not answer in time.';
    await line.customersWrite(1, { skillFinders: [{ skillFinderId: topics, tags: [], failure }] });
    await line.customersWrite(1);
    const items = await line.items('waiting');
    const told = await Promise.all(items.map(({ id }) => explained(id)));
    expect(told.map((step) => step.told.rulesets[0].found.failure).toSorted()).toEqual([
      failure,
      'It was not asked about this conversation.',
    ]);
    await line.assign();
    expect(await line.items('offered')).toHaveLength(2);
  });

  it('is tried by the dry run with what the model would say', async () => {
    const billing = await skill('billing');
    await service.put(rules(), { rulesets: [model()] }, dana(1));
    const asked = { workstreamId: line.workstreamId, customer: '+14155550111', text: 'Hello' };
    const dryRun = async (more: object = {}) =>
      (await service.post('/api/routing/dry-run', { as: 'dana', body: { ...asked, ...more } })).body;
    expect((await dryRun()).skills).toEqual([]);
    expect(await dryRun({ skillFinders: found({ tag: 'billing', rating: null }) })).toMatchObject({
      skills: [{ skillId: billing, rating: 1 }],
      steps: [{ told: { rulesets: [{ found: { tags: [{ skillId: billing }] } }] } }, {}, {}],
    });
  });

  it('is said to whoever asks models, and needs one that there is, and no rules', async () => {
    await service.put(rules(), { rulesets: [model()] }, dana(1));
    await service.turn('outbox');
    expect(service.said(rulesChanged.type).at(-1)!.data).toEqual({
      ...{ kind: 'classification', subjectId: line.workstreamId, version: 2 },
      ...{ calendars: [], variables: [], skillFinderIds: [topics] },
    });
    const refused = async (ruleset: object) => {
      const { status, body } = await service.put(rules(), { rulesets: [ruleset] }, dana(2));
      return [status, body.code, body.errors];
    };
    expect(await refused(model(uuid()))).toEqual([
      ...[409, 'unknown-reference', [{ field: 'rulesets.0.skillFinderId', message: 'is no skill finder' }]],
    ]);
    expect(await refused(model(null))).toMatchObject([
      ...[400, 'unreadable', [{ field: 'rulesets.0.skillFinderId', message: 'is required' }]],
    ]);
    expect(await refused(model(topics, { type: 'rules' }))).toMatchObject([
      ...[400, 'unreadable', [{ field: 'rulesets.0.skillFinderId', message: 'does not fit the type' }]],
    ]);
    expect((await service.get(rules(), dana())).body.version).toBe(2);
  });
});
