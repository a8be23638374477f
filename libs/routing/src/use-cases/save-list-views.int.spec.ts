import { v7 as uuid } from 'uuid';
import { aService, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
beforeAll(async () => {
  service = await aService(RoutingModule, routingSchema);
}, 60_000);
afterAll(() => service.stop());

const path = '/api/routing/agents/me/views';
const keep = (as: string, version: number | null, ...views: object[]) =>
  service.put(path, { views }, { as, ...(version !== null && { headers: { 'if-match': `"${version}"` } }) });
const of = async (as: string) => (await service.get(path, { as })).body;
const unread = { id: uuid(), name: 'Unread', read: 'unread' };
const late = { id: uuid(), name: 'Oldest on this line', line: uuid(), sort: 'oldest', find: 'lamp' };

describe('the views of an agent', () => {
  it('are none at first, are kept in their order, and are nobody else’s', async () => {
    expect(await of('lena')).toEqual({ version: 0, views: [] });
    const usual = {
      list: 'mine',
      show: null,
      read: null,
      line: null,
      find: '',
      sort: 'waiting',
      queue: null,
      order: 'age',
      caseOrder: 'newest',
    };
    const kept = {
      version: 1,
      views: [
        { ...usual, ...late },
        { ...usual, ...unread },
      ],
    };
    expect(await keep('lena', 0, late, unread)).toMatchObject({ status: 200, body: kept });
    expect(await of('lena')).toEqual(kept);
    expect(await of('diego')).toEqual({ version: 0, views: [] });
    expect((await service.get(path, { as: 'dana' })).status).toBe(403);
  });

  it('are not overwritten by a window that has not seen the newest', async () => {
    expect(await keep('noor', null, unread)).toMatchObject({ status: 428 });
    expect(await keep('noor', 1, unread)).toMatchObject({ status: 412 });
    const both = await Promise.all([keep('noor', 0, unread), keep('noor', 0, late)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { version, views } = await of('noor');
    expect([version, views.length]).toEqual([1, 1]);
    expect(await keep('noor', 1)).toMatchObject({ status: 200, body: { version: 2, views: [] } });
  });

  it.each([
    ['without a name', [{ ...unread, name: ' ' }], 'views.0.name'],
    ['with a name too long', [{ ...unread, name: 'x'.repeat(41) }], 'views.0.name'],
    ['of two with one name', [unread, { ...late, name: 'UNREAD' }], 'views'],
    ['said twice', [unread, { ...unread, name: 'Other' }], 'views'],
    ['more than twenty', Array.from({ length: 21 }, (_, at) => ({ id: uuid(), name: `View ${at}` })), 'views'],
    ['of a list that nobody has', [{ ...unread, list: 'everybody' }], 'views.0.list'],
  ])('%s are refused, by the field', async (_, views, field) => {
    const answer = await keep('diego', 0, ...views);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(await of('diego')).toEqual({ version: 0, views: [] });
  });
});
