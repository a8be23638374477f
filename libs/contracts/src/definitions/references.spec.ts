import {
  definitionKinds,
  nameInFile,
  referencesInFile,
  renamedFields,
  sectionOf,
  withIds,
  withSlugs,
} from './index.ts';

const references = { surveyId: 'survey', 'queueIds[]': 'queue', 'steps[].templateId': 'template' };

describe('a field that names something else', () => {
  it.each([
    ['surveyId', 'survey'],
    ['queueIds', 'queues'],
    ['categoryIds', 'categories'],
    ['name', 'name'],
  ])('is %s in a service and %s in a file', (field, inFile) => {
    expect(nameInFile(field)).toBe(inFile);
  });

  it('holds a slug in a file, told by its path there', () => {
    const told: string[] = [];
    const thing = {
      name: 'One',
      surveyId: 's',
      queueIds: ['a', 'b'],
      steps: [{ templateId: 't' }, { templateId: null }],
    };
    const file = withSlugs(references, thing, (kind, id, path) => {
      told.push(`${kind} ${path}`);
      return id.toUpperCase();
    });
    expect(file).toEqual({
      name: 'One',
      survey: 'S',
      queues: ['A', 'B'],
      steps: [{ template: 'T' }, { template: null }],
    });
    expect(Object.keys(file)).toEqual(['name', 'survey', 'queues', 'steps']);
    expect(told).toEqual(['survey survey', 'queue queues.0', 'queue queues.1', 'template steps.0.template']);
  });

  it('is replaced in place in what a file says', () => {
    const file = { survey: 's', queues: ['a'], steps: [{ template: 't' }] };
    const replaced = withSlugs(referencesInFile(references), file, (kind) => kind);
    expect(replaced).toEqual({ survey: 'survey', queues: ['queue'], steps: [{ template: 'template' }] });
  });

  it.each([
    { surveyId: null, queueIds: [], steps: [] },
    { surveyId: 'a', queueIds: ['b', 'b'], steps: [{ templateId: 'c', text: 'templateId' }] },
    { queueIds: 'no list', steps: null, other: { surveyId: 'not this one' } },
  ])('comes back from a file as it went in: %j', (one) => {
    const thing: Record<string, unknown> = one;
    const file = withSlugs(references, thing, (kind, id) => `${kind}/${id}`);
    expect(withIds(references, file, (kind, slug) => slug.slice(kind.length + 1))).toEqual(thing);
  });
});

describe('a kind of definition', () => {
  it.each(definitionKinds.map((kind) => [kind.kind, kind] as const))(
    '%s has no two fields of one name in a file',
    (_name, kind) => {
      const fields = Object.keys((kind.request as unknown as { shape: object }).shape);
      const inFile = fields.map((field) =>
        renamedFields(kind.references).includes(field) ? nameInFile(field) : field,
      );
      expect(new Set(inFile).size).toBe(fields.length);
    },
  );

  it('has a section of its own in a file', () => {
    const sections = definitionKinds.map(sectionOf);
    const others = [
      'format',
      'queues',
      'distributions',
      'provisioning',
      'secretGrants',
      'accounts',
      'workstreams',
      'channels',
    ];
    expect(new Set([...sections, ...others]).size).toBe(sections.length + others.length);
  });
});
