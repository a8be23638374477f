import { isAsAsked, type Queue } from './queue.ts';

const queue = {
  id: 'q' as never,
  version: 1,
  slug: 'billing' as never,
  name: 'Billing',
  priority: 100,
} satisfies Queue;
const asked = { slug: queue.slug, name: 'Billing', priority: 100, memberIds: ['a', 'b'] as never[] };

describe('a queue that is asked for again', () => {
  it('is the same whatever the order of its members, and how often they are named', () => {
    expect(isAsAsked(queue, ['b', 'a'] as never[], { ...asked, memberIds: ['a', 'b', 'a'] as never[] })).toBe(true);
  });

  it.each([
    ['name', { name: 'Bills' }],
    ['priority', { priority: 1 }],
    ['slug', { slug: 'bills' as never }],
    ['members', { memberIds: ['a'] as never[] }],
  ])('is another with another %s', (_what, change) => {
    expect(isAsAsked(queue, ['a', 'b'] as never[], { ...asked, ...change })).toBe(false);
  });
});
