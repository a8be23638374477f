import { differencesOf, pathsIn } from './differences.ts';

describe('two versions', () => {
  const before = { name: 'Seattle', shifts: [{ times: { opens: '08:00' } }], active: false, tags: [], note: null };
  const after = { name: 'Seattle', shifts: [{ times: { opens: '09:00' } }], active: true, tags: ['a', 'b'], note: 'x' };

  it('are compared setting by setting, in words', () => {
    expect(differencesOf(before, after, ['name', 'shifts.0.times.opens', 'active', 'tags', 'note'])).toEqual([
      { path: 'shifts.0.times.opens', name: 'Shifts › 1 › Times › Opens', before: '08:00', after: '09:00' },
      { path: 'active', name: 'In use', before: 'No', after: 'Yes' },
      { path: 'tags', name: 'Tags', before: 'nothing', after: 'a, b' },
      { path: 'note', name: 'Note', before: 'nothing', after: 'x' },
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
    expect(differencesOf({}, after, ['shifts.0.times.opens'])).toMatchObject([{ before: 'nothing', after: '09:00' }]);
  });
});
