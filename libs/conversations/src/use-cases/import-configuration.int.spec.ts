import { v7 as uuid } from 'uuid';
import { aService, aWorkstream, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
});
afterEach(() => service.stop());

const path = '/api/conversations/configuration';
const dana = { as: 'dana' };
const [workstreamId, another] = [uuid(), uuid()];
const rule = { contactNumbers: ['mobile', 'business'], accountNumbers: [], variables: false };
const usual = { contactNumbers: ['mobile'], accountNumbers: ['main'], variables: true };
const source = { source: 'http', address: 'https://crm.example/identify', timeoutSeconds: 3, cacheSeconds: 60 };
const file = {
  'conversation-settings': { [workstreamId]: { waitingMinutes: 600, endWords: ['DONE'] } },
  identification: { [workstreamId]: rule },
  directory: { standard: source },
};
const bring = (sections: object, query = '') => service.put(`${path}${query}`, { format: 1, ...sections }, dana);
const done = ({ body }: Awaited<ReturnType<typeof bring>>) =>
  (body.items as { path: string; action: string; differing: string[] }[])
    .filter(({ action }) => action !== 'unchanged')
    .map(({ path: at, action, differing }) => [at, action, ...differing].join(' '));
const kept = async () => (await service.get(path, dana)).body;
const empty = { format: 1, 'conversation-settings': {}, identification: {}, directory: {} };

describe('the file of how conversations live and customers are found', () => {
  it('goes in before its workstreams are heard of, comes out the same, and changes nothing the second time', async () => {
    expect(await kept()).toEqual(empty);
    expect(done(await bring(file))).toEqual([
      `conversation-settings.${workstreamId} created`,
      `identification.${workstreamId} created`,
      'directory.standard created',
    ]);
    const out = await kept();
    expect(out).toMatchObject(file);
    expect(done(await bring(file))).toEqual([]);
    expect(done(await bring(out))).toEqual([]);
    expect(await kept()).toEqual(out);
  });

  it('is refused where it says what nobody knows, however deep, by its path', async () => {
    const wait = { enabled: true, texts: [{ locale: 'en-US', text: 'Wait', colour: 'red' }], afterMinuts: 5 };
    const { status, body } = await bring({ 'conversation-settings': { [workstreamId]: { waitMessage: wait } } });
    expect(status).toBe(400);
    const at = `conversation-settings.${workstreamId}.waitMessage`;
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      `${at}.texts.0.colour`,
      `${at}.afterMinuts`,
    ]);
    expect(await kept()).toEqual(empty);
  });

  it('sets what its own doors set, with their histories, and only what differs', async () => {
    await service.hear(aWorkstream({ workstreamId }));
    await bring(file);
    const columns = `/api/conversations/workstreams/${workstreamId}/identification`;
    expect((await service.get(columns, dana)).body).toMatchObject({ ...rule, version: 1 });
    expect((await service.get('/api/conversations/directory', dana)).body).toMatchObject({ ...source, version: 1 });
    const changed = {
      identification: { [workstreamId]: { ...rule, variables: true }, [another]: usual },
      directory: { standard: { ...source, cacheSeconds: 0 } },
    };
    const differs = [
      `identification.${workstreamId} changed variables`,
      `identification.${another} created`,
      'directory.standard changed cacheSeconds',
    ];
    expect(done(await bring(changed, '?dryRun=true'))).toEqual(differs);
    expect(await kept()).toMatchObject(file);
    expect(done(await bring(changed))).toEqual(differs);
    expect((await service.get(`${columns}/changes`, dana)).body.items).toMatchObject([
      { version: 2, action: 'changed', before: { variables: false }, after: { variables: true } },
      { version: 1, action: 'changed', before: usual, after: rule },
    ]);
    expect((await service.get('/api/conversations/directory/changes', dana)).body.items).toMatchObject([
      { version: 2, action: 'changed', before: { cacheSeconds: 60 }, after: { cacheSeconds: 0 } },
      { version: 1, action: 'changed', before: { source: 'built-in' } },
    ]);
    expect((await kept())['conversation-settings']).toMatchObject(file['conversation-settings']);
  });

  it('is refused whole, with all that is wrong in it by its place', async () => {
    const { status, body } = await bring({
      'conversation-settings': { [workstreamId]: { waitingMinutes: -1 } },
      identification: { [workstreamId]: { contactNumbers: ['pager'], phones: [] }, deliveries: rule },
      directory: { standard: { source: 'http' }, other: source },
    });
    expect(status).toBe(400);
    expect((body.errors as { field: string }[]).map(({ field }) => field)).toEqual([
      `conversation-settings.${workstreamId}.waitingMinutes`,
      `identification.${workstreamId}.phones`,
      `identification.${workstreamId}.contactNumbers.0`,
      'identification.deliveries',
      'directory.standard.address',
      'directory.other',
    ]);
    expect(await kept()).toEqual(empty);
  });

  it('is an administrator’s', async () => {
    expect((await service.get(path, { as: 'sofia' })).status).toBe(403);
  });
});
