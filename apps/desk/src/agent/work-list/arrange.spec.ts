import { channelId, type ConversationView } from '#contracts';
import { everything, isSame, matching, ordered, taken, type Wanted } from './arrange.ts';

const deliveries = channelId.parse('018f0000-0000-7000-8000-00000000c001');
const returns = channelId.parse('018f0000-0000-7000-8000-00000000c002');
const conversation = (id: string, more: Partial<Record<keyof ConversationView, unknown>>): ConversationView =>
  ({
    id,
    customer: '+14255550148',
    channelId: deliveries,
    channelName: 'Deliveries',
    status: 'active',
    accepted: true,
    unread: 0,
    waitingSince: null,
    lastText: { body: 'Hello', direction: 'in', at: '2026-01-05T09:00:00.000Z' },
    openedAt: '2026-01-05T09:00:00.000Z',
    ...more,
  }) as ConversationView;
const at = (minute: number, body = 'Hello') => ({ body, direction: 'in', at: `2026-01-05T09:0${minute}:00.000Z` });
const amara = conversation('a', { unread: 2, lastText: at(3, 'My LAMP is broken') });
const jonas = conversation('j', { customer: '+16465550121', status: 'waiting', lastText: at(1) });
const priya = conversation('p', { channelId: returns, channelName: 'Returns', status: 'wrap-up', lastText: at(2) });
const all = [amara, jonas, priya];
const nameOf = (id: string) => (id === 'p' ? 'Priya Raman' : null);
const found = (wanted: Partial<Wanted>) => matching(all, { ...everything, ...wanted }, nameOf).map(({ id }) => id);

describe('a view of the list', () => {
  it.each([
    ['everything', {}, ['a', 'j', 'p']],
    ['one status', { show: 'waiting' }, ['j']],
    ['what was not seen', { read: 'unread' }, ['a']],
    ['what was seen', { read: 'read' }, ['j', 'p']],
    ['one line', { line: returns }, ['p']],
    ['a number, however it is typed', { find: '(646) 555' }, ['j']],
    ['a name', { find: ' raman ' }, ['p']],
    ['words of the last text, in any case', { find: 'lamp' }, ['a']],
    ['a line by its name', { find: 'return' }, ['p']],
    ['all of it at once', { find: '425', read: 'unread', show: 'active' }, ['a']],
    ['nothing where nothing fits', { find: '425', read: 'unread', show: 'waiting' }, []],
  ] as const)('has %s', (_, wanted, ids) => {
    expect(found(wanted)).toEqual(ids);
  });

  it.each([
    ['latest', ['a', 'p', 'j']],
    ['oldest', ['j', 'p', 'a']],
    ['customer', ['a', 'p', 'j']],
  ] as const)('is ordered by %s', (sort, ids) => {
    expect(ordered(all, sort).map(({ id }) => id)).toEqual(ids);
  });

  it('has only what was taken', () => {
    expect(taken([amara, conversation('o', { accepted: false })])).toEqual([amara]);
  });

  it('is the same as another that looks at the same', () => {
    expect(isSame(everything, { ...everything, find: ' ' })).toBe(true);
    expect(isSame(everything, { ...everything, sort: 'oldest' })).toBe(false);
  });
});
