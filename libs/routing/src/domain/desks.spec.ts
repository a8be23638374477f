import { closeDesk, openDesks } from './desks.ts';

const now = new Date('2026-01-05T09:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('the browsers of an agent', () => {
  const two = openDesks(openDesks({}, 'one', now), 'two', after(10));

  it('are those that were heard of lately', () => {
    expect(Object.keys(two)).toEqual(['one', 'two']);
    expect(Object.keys(openDesks(two, 'two', after(30)))).toEqual(['two']);
  });

  it('close one by one', () => {
    expect(Object.keys(closeDesk(two, 'one', after(11)))).toEqual(['two']);
    expect(Object.keys(closeDesk(closeDesk(two, 'one', after(11)), 'two', after(12)))).toEqual([]);
    expect(Object.keys(closeDesk(two, null, after(11)))).toEqual(['one', 'two']);
  });
});
