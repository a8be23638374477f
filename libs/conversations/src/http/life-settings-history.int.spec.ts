import { v7 as uuid } from 'uuid';
import { aService, aWorkstream, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const workstreamId = uuid();
const at = `/api/conversations/workstreams/${workstreamId}/settings`;
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
const set = (asked: object, from: number) => service.put(at, asked, dana(from));
const restore = (version: number, from?: number) => service.post(`${at}/restore`, { ...dana(from), body: { version } });
const history = async (query = '') => (await service.get(`${at}/changes${query}`, dana())).body;
const told = ({ items }: { items: { version: number; action: string }[] }) =>
  items.map(({ version, action }) => `${version} ${action}`);

describe('how the conversations of a workstream live', () => {
  it('is told to agents, who do not change it', async () => {
    expect(await service.get(at, { as: 'lena' })).toMatchObject({ status: 200, body: { waitingMinutes: 40_320 } });
    const asked = { as: 'lena', headers: { 'if-match': '"0"' } };
    expect(await service.put(at, { waitingMinutes: 600 }, asked)).toMatchObject({ status: 403 });
    expect((await service.get(`${at}/changes`, { as: 'lena' })).status).toBe(403);
  });
});

describe('the history of how the conversations of a workstream live', () => {
  it('says who changed what, when, with what it was before and after, newest first', async () => {
    expect(await history()).toEqual({ items: [], next: null });
    await set({ waitingMinutes: 600 }, 0);
    await set({ waitingMinutes: 600, endWords: ['DONE'] }, 1);
    await set({ waitingMinutes: 600, endWords: ['DONE'] }, 2);
    const page = await history();
    expect(page).toMatchObject({
      items: [
        {
          ...{ kind: 'life-settings', subjectId: workstreamId, version: 2, action: 'changed' },
          at: expect.stringMatching(/Z$/),
          by: { subject: 'dana', name: 'Dana Brooks' },
          differing: ['endWords.0'],
          before: { waitingMinutes: 600, endWords: [] },
          after: { waitingMinutes: 600, endWords: ['DONE'] },
        },
        { version: 1, action: 'changed', differing: ['waitingMinutes'], before: { waitingMinutes: 40_320 } },
      ],
      next: null,
    });
    const newest = await history('?limit=1');
    expect(told(newest)).toEqual(['2 changed']);
    expect(told(await history(`?limit=1&cursor=${newest.next}`))).toEqual(['1 changed']);
  });

  it('leads back to what it was, over the version that was seen', async () => {
    await set({ waitingMinutes: 600 }, 0);
    await set({ waitingMinutes: 700 }, 1);
    expect((await restore(1)).status).toBe(428);
    expect((await restore(1, 1)).status).toBe(412);
    expect(await restore(7, 2)).toMatchObject({ status: 404, body: { code: 'version-not-found' } });
    expect(told(await history())).toEqual(['2 changed', '1 changed']);
    expect(await restore(1, 2)).toMatchObject({ status: 200, body: { version: 3, waitingMinutes: 600 } });
    expect((await service.get(at, dana())).body).toMatchObject({ version: 3, waitingMinutes: 600 });
    expect(told(await history())).toEqual(['3 restored', '2 changed', '1 changed']);
  });

  it('has what files set, too, and one of many who change at once', async () => {
    const file = (waitingMinutes: number) => ({
      format: 1,
      'conversation-settings': { [workstreamId]: { waitingMinutes } },
    });
    const take = (minutes: number) => service.put('/api/conversations/configuration', file(minutes), dana());
    const answers = await Promise.all([take(600), take(700), set({ waitingMinutes: 800 }, 0)]);
    const changed = answers.filter(({ status }) => status === 200).length;
    expect(answers.map(({ status }) => status).filter((status) => ![200, 412].includes(status))).toEqual([]);
    const { items } = await history();
    expect(items).toHaveLength(changed);
    expect(items.at(-1)).toMatchObject({ version: 1, by: { subject: 'dana' }, before: { waitingMinutes: 40_320 } });
    for (const [index, { before }] of items.slice(0, -1).entries()) expect(before).toEqual(items[index + 1].after);
    await take(items[0].after.waitingMinutes);
    expect((await history()).items).toHaveLength(changed);
  });

  it('is an administrator’s to read and to go back in, and none where there was no workstream', async () => {
    expect((await service.get(`${at}/changes`, { as: 'sofia' })).status).toBe(403);
    expect((await service.post(`${at}/restore`, { as: 'sofia', body: { version: 1 } })).status).toBe(403);
    const nobodys = `/api/conversations/workstreams/${uuid()}/settings`;
    for (const answer of [
      await service.get(`${nobodys}/changes`, dana()),
      await service.post(`${nobodys}/restore`, { ...dana(1), body: { version: 1 } }),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'workstream-not-found' } });
  });
});
