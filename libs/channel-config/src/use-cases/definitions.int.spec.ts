import { v7 as uuid } from 'uuid';
import { definitionRemoved, operatingHoursKind } from '#contracts';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config/operating-hours';

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterEach(() => service.stop());

const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
const hours = (changes: object = {}) => ({
  slug: 'office',
  name: 'Office hours',
  description: '',
  timeZone: 'Europe/Berlin',
  shifts: [],
  holidays: [],
  ...changes,
});
const create = async (changes: object = {}, id: string = uuid()) => {
  const at = `${root}/${id}`;
  expect((await service.put(at, hours(changes), dana())).status).toBe(200);
  return at;
};
const said = async ({ type }: { readonly type: string }) => {
  await service.turn('outbox');
  return service.said(type);
};
const list = async (query = '', as = 'sofia') =>
  (await service.get(`${root}${query}`, { as })).body as { items: { name: string }[]; next: string | null };
const names = async (query: string) => (await list(query)).items.map(({ name }) => name);

describe('a definition', () => {
  it('is created under the id of the caller, and said whole', async () => {
    const at = await create();
    const read = await service.get(at, { as: 'sofia' });
    expect(read.headers['etag']).toBe('"1"');
    expect(read.body).toMatchObject({ ...hours(), version: 1, builtIn: false });
    expect(await said(operatingHoursKind.changed)).toMatchObject([{ data: { ...hours(), version: 1 } }]);
  });

  it('answers the same to the same request, and says nothing twice', async () => {
    const at = await create();
    const again = await service.put(at, hours(), dana());
    expect(again.body).toMatchObject({ version: 1 });
    expect(await said(operatingHoursKind.changed)).toHaveLength(1);
  });

  it('is not created over another one', async () => {
    const at = await create();
    const other = await service.put(at, hours({ name: 'Others' }), dana());
    expect([other.status, other.body.code]).toEqual([409, 'already-exists']);
    expect(other.body.detail).toContain('To change it, say which version: If-Match: "1"');
    await service.remove(at, dana(1));
    const again = await service.put(at, hours(), dana());
    expect([again.status, again.body.code]).toEqual([409, 'already-exists']);
    expect(again.body.detail).toContain('Restore it, from If-Match: "2", or take another id');
  });

  it('has a slug of its own among its kind', async () => {
    await create();
    const other = await service.put(`${root}/${uuid()}`, hours({ name: 'Others' }), dana());
    expect([other.status, other.body]).toMatchObject([409, { code: 'slug-taken', errors: [{ field: 'slug' }] }]);
  });

  it('is changed from the version that was read, and from no other', async () => {
    const at = await create();
    expect((await service.put(at, hours({ name: 'New' }), dana(1))).body).toMatchObject({ name: 'New', version: 2 });
    const late = await service.put(at, hours({ name: 'Late' }), dana(1));
    expect([late.status, late.body.code]).toEqual([412, 'version-mismatch']);
    expect((await service.get(at, { as: 'dana' })).body).toMatchObject({ name: 'New', version: 2 });
  });

  it('is refused with every field that is wrong, and nothing changes', async () => {
    const wrong = await service.put(`${root}/${uuid()}`, hours({ slug: 'No Slug', timeZone: 'Mars/Base' }), dana());
    expect(wrong.status).toBe(400);
    const fields = (wrong.body as { errors: { field: string }[] }).errors.map(({ field }) => field);
    expect(fields.toSorted()).toEqual(['slug', 'timeZone']);
    expect((await list()).items).toEqual([]);
  });

  it('is for administrators to change and for supervisors to read', async () => {
    const at = await create();
    expect((await service.put(at, hours({ name: 'Mine' }), { ...dana(1), as: 'sofia' })).status).toBe(403);
    expect((await service.get(at, { as: 'sofia' })).status).toBe(200);
    expect((await service.get(at, { as: 'lena' })).status).toBe(403);
  });
});

describe('removing a definition', () => {
  it('needs the version that was read', async () => {
    const at = await create();
    expect((await service.remove(at, dana())).status).toBe(428);
    expect((await service.remove(at, dana(7))).status).toBe(412);
    expect((await service.get(at, { as: 'dana' })).status).toBe(200);
  });

  it('takes it out of every list, tells everybody once, and frees its slug', async () => {
    const at = await create();
    expect((await service.remove(at, dana(1))).status).toBe(204);
    expect((await service.remove(at, dana(1))).status).toBe(204);
    expect((await service.get(at, { as: 'dana' })).status).toBe(404);
    expect((await list()).items).toEqual([]);
    expect(await said(definitionRemoved)).toMatchObject([{ data: { kind: 'operating-hours', version: 2 } }]);
    await create();
  });

  it('is refused while something names it', async () => {
    const at = await create();
    const id = at.split('/').at(-1);
    await service.database.read((db) =>
      db.query(
        `INSERT INTO configuration_use (user_id, field, user_kind, used_kind, used_id)
         VALUES ($1, 'operatingHoursId', 'channel', 'operating-hours', $2)`,
        [uuid(), id],
      ),
    );
    const refused = await service.remove(at, dana(1));
    expect([refused.status, refused.body.code]).toEqual([409, 'in-use']);
  });
});

describe('the history of a definition', () => {
  const changesOf = async (at: string, query = '') =>
    (await service.get(`${at}/changes${query}`, { as: 'dana' })).body as {
      items: { version: number; action: string }[];
      next: string | null;
    };

  it('tells who changed what, when, from what to what', async () => {
    const at = await create();
    await service.put(at, hours({ timeZone: 'Europe/Paris' }), dana(1));
    const { items } = await changesOf(at);
    expect(items).toMatchObject([
      {
        version: 2,
        action: 'changed',
        by: { subject: 'dana', name: 'Dana Brooks' },
        differing: ['timeZone'],
        before: { timeZone: 'Europe/Berlin' },
        after: { timeZone: 'Europe/Paris' },
      },
      { version: 1, action: 'created', before: null, after: hours() },
    ]);
  });

  it('comes in pages, newest first', async () => {
    const at = await create();
    for (const version of [1, 2, 3]) await service.put(at, hours({ name: `Name ${version}` }), dana(version));
    const first = await changesOf(at, '?limit=3');
    const second = await changesOf(at, `?limit=3&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ version }) => version)).toEqual([4, 3, 2, 1]);
    expect(second.next).toBeNull();
  });

  it('lets any version come back, as a new one', async () => {
    const at = await create();
    await service.put(at, hours({ name: 'Worse' }), dana(1));
    const restored = await service.post(`${at}/restore`, { ...dana(2), body: { version: 1 } });
    expect(restored.body).toMatchObject({ name: 'Office hours', version: 3 });
    expect((await changesOf(at)).items[0]).toMatchObject({ version: 3, action: 'restored', differing: ['name'] });
    expect(await said(operatingHoursKind.changed)).toHaveLength(3);
  });

  it('brings back what was removed', async () => {
    const at = await create();
    await service.remove(at, dana(1));
    const restored = await service.post(`${at}/restore`, { ...dana(2), body: { version: 1 } });
    expect(restored.body).toMatchObject({ name: 'Office hours', version: 3 });
    expect((await list()).items).toHaveLength(1);
  });

  it('does not bring back what would take the slug of another one', async () => {
    const at = await create();
    await service.remove(at, dana(1));
    await create({ name: 'Successor' });
    const refused = await service.post(`${at}/restore`, { ...dana(2), body: { version: 1 } });
    expect([refused.status, refused.body.code]).toEqual([409, 'slug-taken']);
  });

  it('knows no version that there never was', async () => {
    const at = await create();
    const refused = await service.post(`${at}/restore`, { ...dana(1), body: { version: 9 } });
    expect([refused.status, refused.body.code]).toEqual([404, 'version-not-found']);
  });
});

describe('the list of a kind', () => {
  beforeEach(async () => {
    await create({ slug: 'berlin', name: 'Berlin' });
    await create({ slug: 'paris', name: 'Paris', timeZone: 'Europe/Paris' });
    await create({ slug: 'aachen', name: 'Aachen 100%' });
  });

  it('is sorted as asked', async () => {
    expect(await names('')).toEqual(['Aachen 100%', 'Berlin', 'Paris']);
    expect(await names('?sort=-name')).toEqual(['Paris', 'Berlin', 'Aachen 100%']);
    expect(await names('?sort=changedAt')).toEqual(['Berlin', 'Paris', 'Aachen 100%']);
  });

  it('comes in pages, each one once', async () => {
    for (const sort of ['name', '-name', 'changedAt', '-changedAt']) {
      const all: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page = await list(`?sort=${sort}&limit=1${next && `&cursor=${next}`}`);
        all.push(...page.items.map(({ name }) => name));
        next = page.next;
      }
      expect(all).toEqual(await names(`?sort=${sort}`));
    }
  });

  it('is searched by name and slug, literally', async () => {
    expect(await names('?q=PAR')).toEqual(['Paris']);
    expect(await names('?q=0%25')).toEqual(['Aachen 100%']);
    expect(await names('?q=_')).toEqual([]);
  });

  it('is filtered by the fields of its kind', async () => {
    expect(await names('?timeZone=Europe/Paris')).toEqual(['Paris']);
  });
});
