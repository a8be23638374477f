import { v7 as uuid } from 'uuid';
import { aService, aWorkstream, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const workstreamId = uuid();
const rule = { contactNumbers: ['mobile', 'business'], accountNumbers: ['main'], variables: true };
const source = { source: 'http', address: 'https://crm.example/identify', timeoutSeconds: 3, cacheSeconds: 60 };
let service: Service;

beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  await service.hear(aWorkstream({ workstreamId }));
});
afterEach(() => service.stop());

const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});

describe.each([
  {
    about: 'which columns tell who wrote on a workstream',
    ...{ kind: 'identification', subjectId: workstreamId },
    at: `/api/conversations/workstreams/${workstreamId}/identification`,
    usual: { contactNumbers: ['mobile'], accountNumbers: ['main'], variables: true },
    ...{ first: rule, second: { ...rule, variables: false }, differing: ['variables'] },
  },
  {
    about: 'where customers are looked up',
    ...{ kind: 'directory-source', subjectId: 'standard' },
    at: '/api/conversations/directory',
    usual: { source: 'built-in', address: null, timeoutSeconds: 5, cacheSeconds: 300 },
    ...{ first: source, second: { ...source, cacheSeconds: 0 }, differing: ['cacheSeconds'] },
  },
])('the history of $about', ({ kind, subjectId, at, usual, first, second, differing }) => {
  const set = (asked: object, from?: number) => service.put(at, asked, dana(from));
  const restore = (version: number, from?: number) =>
    service.post(`${at}/restore`, { ...dana(from), body: { version } });
  const history = async (query = '') => (await service.get(`${at}/changes${query}`, dana())).body;
  const told = ({ items }: { items: { version: number; action: string }[] }) =>
    items.map(({ version, action }) => `${version} ${action}`);

  it('says who changed what, when, with what it was before and after, newest first', async () => {
    expect(await history()).toEqual({ items: [], next: null });
    expect(await set(first)).toMatchObject({ status: 200, body: { ...first, version: 1 } });
    expect(await set(second, 1)).toMatchObject({ status: 200, body: { ...second, version: 2 } });
    expect(await set(second)).toMatchObject({ status: 200, body: { version: 2 } });
    const page = await history();
    expect(page).toMatchObject({
      items: [
        {
          ...{ kind, subjectId, version: 2, action: 'changed' },
          at: expect.stringMatching(/Z$/),
          by: { subject: 'dana', name: 'Dana Brooks' },
          differing,
        },
        { version: 1, action: 'changed' },
      ],
      next: null,
    });
    const [{ before, after }, { before: atFirst }] = page.items;
    expect([atFirst, before, after]).toEqual([usual, first, second]);
    const newest = await history('?limit=1');
    expect(told(newest)).toEqual(['2 changed']);
    expect(told(await history(`?limit=1&cursor=${newest.next}`))).toEqual(['1 changed']);
  });

  it('is of changes over the version that was seen, of which one is first', async () => {
    await set(first);
    expect((await set(second)).status).toBe(428);
    expect((await set(second, 0)).status).toBe(412);
    const answers = await Promise.all([set(second, 1), set(usual, 1)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(told(await history())).toEqual(['2 changed', '1 changed']);
  });

  it('leads back to what it was, over the version that was seen', async () => {
    await set(first);
    await set(second, 1);
    expect((await restore(1)).status).toBe(428);
    expect((await restore(1, 1)).status).toBe(412);
    expect(await restore(7, 2)).toMatchObject({ status: 404, body: { code: 'version-not-found' } });
    expect(told(await history())).toEqual(['2 changed', '1 changed']);
    expect(await restore(1, 2)).toMatchObject({ status: 200, body: { ...first, version: 3 } });
    expect((await service.get(at, dana())).body).toMatchObject({ ...first, version: 3 });
    expect(told(await history())).toEqual(['3 restored', '2 changed', '1 changed']);
  });

  it('is an administrator’s to read and to go back in', async () => {
    expect((await service.get(`${at}/changes`, { as: 'sofia' })).status).toBe(403);
    expect((await service.post(`${at}/restore`, { as: 'sofia', body: { version: 1 } })).status).toBe(403);
  });
});

it('is in the history of everything, newest first, or of one kind', async () => {
  await service.put('/api/conversations/directory', source, dana());
  await service.put(`/api/conversations/workstreams/${workstreamId}/identification`, rule, dana());
  const kinds = async (query = '') => {
    const { body } = await service.get(`/api/conversations/changes${query}`, dana());
    return body.items.map(({ kind }: { kind: string }) => kind);
  };
  expect(await kinds()).toEqual(['identification', 'directory-source']);
  expect(await kinds('?kind=directory-source')).toEqual(['directory-source']);
  expect(await service.get('/api/conversations/changes', { as: 'lena' })).toMatchObject({ status: 403 });
});
