import { v7 as uuid } from 'uuid';
import type { ConfigurationChange } from '#contracts';
import { aService, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
});
afterEach(() => service.stop());

const at = '/api/routing/changes';
const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
const history = async (query = '') =>
  (await service.get(`${at}${query}`, dana())).body as { items: ConfigurationChange[]; next: string | null };
const told = ({ items }: { items: readonly ConfigurationChange[] }) =>
  items.filter(({ by }) => by.subject === 'dana').map(({ kind, version, action }) => `${kind} ${version} ${action}`);

describe('the history of everything of routing', () => {
  beforeEach(async () => {
    const [queue, skill] = [uuid(), uuid()];
    await service.put(`/api/routing/queues/${queue}`, { slug: 'returns', name: 'Returns', memberIds: [] }, dana());
    await service.put(`/api/routing/skills/${skill}`, { slug: 'polish', name: 'Polish' }, dana());
    await service.put(`/api/routing/queues/${queue}`, { slug: 'returns', name: 'Back', memberIds: [] }, dana(1));
    await service.put('/api/routing/assignment-settings', { rejectChangesPresence: true }, dana(0));
  });

  it('tells queues, the staff and what holds for all work as one, newest first, and each page follows on the last', async () => {
    const all = ['assignment-settings 1 changed', 'queue 2 changed', 'skill 1 created', 'queue 1 created'];
    expect(told(await history())).toEqual(all);
    const pages: string[] = [];
    let next: string | null = null;
    do {
      const page = await history(`?limit=1${next ? `&cursor=${next}` : ''}`);
      expect(page.items.length).toBeLessThanOrEqual(1);
      pages.push(...told(page));
      ({ next } = page);
    } while (next);
    expect(pages).toEqual(all);
  });

  it('is that of one kind where that is asked for, and says what it was before and after', async () => {
    const { items } = await history('?kind=queue');
    expect(told({ items })).toEqual(['queue 2 changed', 'queue 1 created']);
    expect(items[0]).toMatchObject({ differing: ['name'], before: { name: 'Returns' }, after: { name: 'Back' } });
    expect(told(await history('?kind=skill'))).toEqual(['skill 1 created']);
  });

  it('is for administrators, and knows no kind of another service', async () => {
    expect(await service.get(at, { as: 'sofia' })).toMatchObject({ status: 403 });
    expect(await service.get(`${at}?kind=webhook`, dana())).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'kind' }] },
    });
  });
});
