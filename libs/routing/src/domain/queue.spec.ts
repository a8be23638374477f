import { queueRequest } from '#contracts';
import { isAsAsked, type Queue, transfersOf } from './queue.ts';

const asked = { ...queueRequest.parse({ slug: 'billing', name: 'Billing' }), memberIds: ['a', 'b'] as never[] };
const { memberIds: _memberIds, ...settings } = asked;
const queue: Queue = { ...settings, id: 'q' as never, version: 1, copiedFrom: null, removedAt: null };

describe('a queue that is asked for again', () => {
  it('is the same whatever the order of its members, and how often they are named', () => {
    expect(isAsAsked(queue, ['b', 'a'] as never[], { ...asked, memberIds: ['a', 'b', 'a'] as never[] })).toBe(true);
  });

  it.each([
    ['name', { name: 'Bills' }],
    ['priority', { priority: 1 }],
    ['slug', { slug: 'bills' as never }],
    ['members', { memberIds: ['a'] as never[] }],
    ['operating hours', { operatingHoursId: 'h' as never }],
    ['limit', { overflow: { ...asked.overflow, workItemLimit: { limit: 2, do: 'end' as const, queueId: null } } }],
  ])('is another with another %s', (_what, change) => {
    expect(isAsAsked(queue, ['a', 'b'] as never[], { ...asked, ...change })).toBe(false);
  });
});

it('a queue names those that it sends work to', () => {
  const to = (queueId: string) => ({ do: 'transfer' as const, queueId: queueId as never });
  const overflow = { outOfHours: to('a'), workItemLimit: null, waitingTime: { seconds: 60, ...to('b') } };
  expect(transfersOf({ overflow })).toEqual([
    ['overflow.outOfHours.queueId', 'a'],
    ['overflow.waitingTime.queueId', 'b'],
  ]);
});
