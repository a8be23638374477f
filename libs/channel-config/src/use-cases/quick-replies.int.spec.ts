import { v7 as uuid } from 'uuid';
import { quickReplyKind, type UsableQuickRepliesView } from '#contracts';
import { aService, aWiredChannel, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const shared = '/api/channel-config/quick-replies';
const own = '/api/channel-config/me/quick-replies';

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterEach(() => service.stop());

let slugs = 0;
const reply = (changes: object = {}) => ({
  slug: `reply-${(slugs += 1)}`,
  name: 'Late parcel',
  locale: 'en-US',
  message: 'Sorry, {FirstName{Customer}}, your parcel is late.',
  ...changes,
});
const share = async (changes: object = {}) => {
  const id = uuid();
  expect(await service.put(`${shared}/${id}`, reply(changes), { as: 'sofia' })).toMatchObject({ status: 200 });
  return id;
};
const keep = async (as: string, changes: object = {}) => {
  const id = uuid();
  const request = { locale: 'en-US', message: 'Back in a minute!', tags: [], ...changes };
  expect(await service.put(`${own}/${id}`, request, { as })).toMatchObject({ status: 200 });
  return id;
};
const find = async (query = '', as = 'lena') => {
  const { status, body } = await service.get(`${own}/usable${query}`, { as });
  expect(status).toBe(200);
  return body as UsableQuickRepliesView;
};
const titles = async (query = '', as = 'lena') =>
  (await find(query, as)).items.map(({ title, message }) => title ?? message);

describe('a shared quick reply', () => {
  it('is kept by supervisors and administrators, and read by agents', async () => {
    const id = await share({ tags: ['#refund', 'Late'] });
    const change = { as: 'dana', headers: { 'if-match': '"1"' } };
    expect((await service.put(`${shared}/${id}`, reply({ slug: 'changed', tags: ['refund'] }), change)).status).toBe(
      200,
    );
    expect(await service.get(`${shared}/${id}`, { as: 'lena' })).toMatchObject({
      status: 200,
      body: { tags: ['refund'] },
    });
    expect((await service.put(`${shared}/${uuid()}`, reply(), { as: 'lena' })).status).toBe(403);
    expect((await service.remove(`${shared}/${id}`, { as: 'lena', headers: { 'if-match': '"2"' } })).status).toBe(403);
  });

  it('is told to everybody, its tags without the hash they were typed with', async () => {
    await share({ tags: ['#refund', 'Late'] });
    await service.turn('outbox');
    expect(service.said(quickReplyKind.changed.type)).toMatchObject([{ data: { tags: ['refund', 'Late'] } }]);
  });

  it.each([
    ['a placeholder of automated messages', { message: '{AgentName}' }, 'message'],
    ['a tag of two words', { tags: ['late parcel'] }, 'tags.0'],
    ['a hash inside a tag', { tags: ['late#parcel'] }, 'tags.0'],
    ['nothing but a hash', { tags: ['#'] }, 'tags.0'],
    ['a tag twice', { tags: ['late', '#Late'] }, 'tags'],
    ['no title', { name: ' ' }, 'name'],
    ['no language', { locale: undefined }, 'locale'],
  ])('is not taken with %s', async (_, changes, field) => {
    const { status, body } = await service.put(`${shared}/${uuid()}`, reply(changes), { as: 'sofia' });
    expect([status, (body as { errors: { field: string }[] }).errors.map((error) => error.field)]).toEqual([
      400,
      [field],
    ]);
  });

  it('names workstreams that there are', async () => {
    const refused = await service.put(`${shared}/${uuid()}`, reply({ workstreamIds: [uuid()] }), { as: 'sofia' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'unknown-reference', errors: [{ field: 'workstreamIds.0' }] },
    });
  });
});

describe('a quick reply of one’s own', () => {
  it('is nobody else’s to see, change, remove or take over', async () => {
    const id = await keep('lena');
    for (const as of ['diego', 'sofia', 'dana']) {
      expect((await service.get(`${own}/${id}`, { as })).status).toBe(404);
      expect(await titles('', as)).toEqual([]);
      const headers = { 'if-match': '"1"' };
      const request = { locale: 'en-US', message: 'Mine now', tags: [] };
      expect((await service.put(`${own}/${id}`, request, { as, headers })).status).toBe(404);
      expect((await service.put(`${own}/${id}`, request, { as })).status).toBe(409);
      expect((await service.remove(`${own}/${id}`, { as, headers })).status).toBe(404);
    }
    expect(await titles('', 'lena')).toEqual(['Back in a minute!']);
    await service.turn('outbox');
    expect(service.said('channel-config.')).toEqual([]);
  });

  it('is kept, read, changed from the version that was read, and removed', async () => {
    const id = await keep('lena', { tags: ['#soon'] });
    const request = { locale: 'en-US', message: 'Back soon!', tags: ['soon'] };
    const from = (version: number) => ({ as: 'lena', headers: { 'if-match': `"${version}"` } });
    expect((await service.put(`${own}/${id}`, request, { as: 'lena' })).status).toBe(409);
    expect((await service.put(`${own}/${id}`, request, from(1))).body).toMatchObject({
      message: 'Back soon!',
      version: 2,
    });
    expect((await service.put(`${own}/${id}`, request, from(1))).status).toBe(412);
    expect((await service.put(`${own}/${id}`, request, { as: 'lena' })).body).toMatchObject({ version: 2 });
    expect((await service.get(`${own}/${id}`, { as: 'lena' })).headers['etag']).toBe('"2"');
    expect((await service.remove(`${own}/${id}`, { as: 'lena' })).status).toBe(428);
    expect((await service.remove(`${own}/${id}`, from(2))).status).toBe(204);
    expect((await service.remove(`${own}/${id}`, from(2))).status).toBe(404);
  });

  it('is listed in pages', async () => {
    const ids = [await keep('lena'), await keep('lena'), await keep('lena')];
    const first = (await service.get(`${own}?limit=2`, { as: 'lena' })).body;
    const second = (await service.get(`${own}?limit=2&cursor=${first.next}`, { as: 'lena' })).body;
    expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(ids);
    expect(second.next).toBeNull();
  });

  it('is one of at most 500', async () => {
    await keep('lena');
    await service.database.transact(({ manager }) =>
      manager.query(
        `INSERT INTO personal_quick_reply
         SELECT gen_random_uuid(), owner_id, 1, locale, message, tags, created_at, changed_at
           FROM personal_quick_reply, generate_series(1, 499)`,
      ),
    );
    const refused = await service.put(`${own}/${uuid()}`, { locale: 'en-US', message: 'One more' }, { as: 'lena' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'too-many' } });
  });
});

describe('behind /q', () => {
  it('are the replies for everybody, for the workstream, and one’s own', async () => {
    const { workstreamId } = await aWiredChannel(service);
    await share({ name: 'For all' });
    await share({ name: 'For us', workstreamIds: [workstreamId] });
    await keep('lena');
    expect(await titles()).toEqual(['Back in a minute!', 'For all']);
    expect(await titles(`?workstreamId=${workstreamId}`)).toEqual(['Back in a minute!', 'For all', 'For us']);
    expect(await titles(`?workstreamId=${uuid()}`)).toEqual(['Back in a minute!', 'For all']);
    expect(await titles(`?from=personal`)).toEqual(['Back in a minute!']);
  });

  it('are those that the workstream lets its agents have, and one’s own in any case', async () => {
    const { workstreamId } = await aWiredChannel(service);
    await share({ name: 'For all' });
    await share({ name: 'For us', workstreamIds: [workstreamId] });
    await keep('lena');
    const offered = async (quickReplies: string, version: number) => {
      const from = { as: 'dana', headers: { 'if-match': `"${version}"` } };
      const path = `/api/channel-config/workstreams/${workstreamId}/advanced`;
      expect(await service.put(path, { quickReplies }, from)).toMatchObject({ status: 200 });
      return titles(`?workstreamId=${workstreamId}`);
    };
    expect(await offered('own', 0)).toEqual(['Back in a minute!', 'For us']);
    expect(await offered('none', 1)).toEqual(['Back in a minute!']);
    expect(await offered('all', 2)).toEqual(['Back in a minute!', 'For all', 'For us']);
  });

  it('are those in the languages of the channel and the agent, exact ones first', async () => {
    await share({ name: 'B', locale: 'en-US' });
    await share({ name: 'A', locale: 'en-GB' });
    await share({ name: 'C', locale: 'de-DE' });
    await share({ name: 'D', locale: 'fr-FR' });
    expect(await titles('?locale=en-US')).toEqual(['B', 'A']);
    expect(await titles('?locale=en-NZ,de-DE')).toEqual(['C', 'A', 'B']);
  });

  it('are found by keyword, tags, and tags with a keyword', async () => {
    await share({ name: 'Refund', tags: ['refund', 'money'], message: 'We send it back.' });
    await share({ name: 'Refund is late', tags: ['refund', 'late'] });
    await share({ name: 'Late', tags: ['late'] });
    await keep('lena', { message: 'refund 100% done', tags: ['Refund'] });
    expect(await titles('?q=BACK')).toEqual(['Refund']);
    expect(await titles('?q=100%25')).toEqual(['refund 100% done']);
    expect(await titles('?q=_')).toEqual([]);
    expect(await titles('?q=refund')).toEqual(['Refund', 'refund 100% done', 'Refund is late']);
    expect(await titles('?q=refund%20late')).toEqual(['Refund is late']);
    expect(await titles('?q=refund%20done')).toEqual(['refund 100% done']);
    expect(await titles('?tag=late&q=sorry')).toEqual(['Late', 'Refund is late']);
    expect(await titles('?q=%23nobody%20late')).toEqual([]);
  });

  it('are listed by tag after #', async () => {
    await share({ tags: ['refund', 'money'] });
    await share({ name: 'Other', tags: ['Refund', 'return'] });
    await keep('diego', { tags: ['returned-by-diego'] });
    const all = await find('?q=%23');
    expect(all).toMatchObject({
      items: [],
      tags: [{ count: 2 }, { tag: 'money', count: 1 }, { tag: 'return', count: 1 }],
    });
    expect((await find('?q=%23ret')).tags).toEqual([{ tag: 'return', count: 1 }]);
    expect(await titles('?q=%23return')).toEqual(['Other']);
  });

  it('come in pages, each once, in the same order', async () => {
    for (const name of ['c', 'B', 'a', 'd']) await share({ name, locale: name === 'a' ? 'en-GB' : 'en-US' });
    await keep('lena');
    const seen: (string | null)[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: UsableQuickRepliesView = await find(`?locale=en-US&limit=1${next && `&cursor=${next}`}`);
      seen.push(...page.items.map(({ title }) => title));
      next = page.next;
    }
    expect(seen).toEqual(['B', null, 'c', 'd', 'a']);
  });

  it('is refused what it cannot read', async () => {
    for (const [name, value] of Object.entries({
      locale: 'xx',
      workstreamId: 'x',
      from: 'x',
      cursor: 'x',
      limit: 'x',
    })) {
      const { status, body } = await service.get(`${own}/usable?${name}=${value}`, { as: 'lena' });
      expect([status, body.errors[0].field]).toEqual([400, name]);
    }
  });
});
