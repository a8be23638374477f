import { figure } from '../../words/plural.ts';
import { differencesOf, pathsIn, written } from './differences.ts';
import { mentionedIn } from './names.ts';

const itself = (id: string) => id;

describe('two versions', () => {
  const before = { name: 'Seattle', shifts: [{ times: { opens: '08:00' } }], active: false, tags: [], note: null };
  const after = { name: 'Seattle', shifts: [{ times: { opens: '09:00' } }], active: true, tags: ['a', 'b'], note: 'x' };

  it('are compared setting by setting, in words', () => {
    const paths = ['name', 'shifts.0.times.opens', 'active', 'tags', 'note'];
    expect(differencesOf(before, after, paths, itself)).toEqual([
      { path: 'shifts.0.times.opens', name: 'Shifts › 1 › Times › Opens', before: '08:00', after: '09:00' },
      { path: 'active', name: 'In use', before: 'No', after: 'Yes' },
      { path: 'tags', name: 'Tags', before: 'nothing', after: 'a, b' },
      { path: 'note', name: 'Note', before: 'nothing', after: 'x' },
    ]);
  });

  it('are told in the words of what they are of, and times as people say them', () => {
    const paths = ['waitingMinutes', 'wrapUpMinutes'];
    const [one, other] = [
      { waitingMinutes: 40_320, wrapUpMinutes: 1 },
      { waitingMinutes: 90, wrapUpMinutes: null },
    ];
    expect(differencesOf(one, other, paths, itself, 'life-settings')).toMatchObject([
      { name: 'Waiting, closes after', before: '28 days', after: '90 minutes' },
      { name: 'Wrap-up, closes after', before: '1 minute', after: 'nothing' },
    ]);
  });

  it('tell numbers as people write them', () => {
    expect(differencesOf({ limit: 500 }, { limit: 10_000 }, ['limit'], itself)).toMatchObject([
      { before: '500', after: figure(10_000) },
    ]);
  });

  it('have every setting by its path, also those of one alone', () => {
    expect(pathsIn({ a: { b: 1, list: ['x'] }, shifts: [{ id: 1 }] }, { a: { c: null }, shifts: [] })).toEqual([
      'a.b',
      'a.list',
      'a.c',
      'shifts.0.id',
    ]);
  });

  it('of which one has a part that the other does not are compared all the same', () => {
    expect(differencesOf({}, after, ['shifts.0.times.opens'], itself)).toMatchObject([
      { before: 'nothing', after: '09:00' },
    ]);
  });

  it('call what they name by its name, wherever it stands', () => {
    const [main, gold, polish] = [1, 2, 3].map((n) => `01990000-0000-7000-8000-00000000000${n}`);
    const routes = { rules: [{ id: gold, name: 'Gold', queues: [{ queueId: main, percent: 100 }] }] };
    const { kinds, names } = mentionedIn({ ...routes, skills: [{ skillId: polish, rating: 5 }] });
    expect([...kinds].sort()).toEqual(['queue', 'skill']);
    expect(names.get(gold!)).toBe('Gold');
    const nameOf = (id: string) => ({ [main!]: 'Main' })[id] ?? id;
    expect(written(routes.rules, nameOf)).toBe('Name: Gold, Queues: Queue: Main, Percent: 100');
  });
});
