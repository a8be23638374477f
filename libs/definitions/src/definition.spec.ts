import { type DefinitionId, skillKind } from '#contracts';
import { builtInNamed, definedAs, definedBy, refuseBuiltIn, removedAsOf, viewOfBuiltIn } from './index.ts';

const id = '01990000-0000-7000-8000-000000000001' as DefinitionId;
const spanish = { slug: 'spanish', name: 'Spanish', description: '', level: 3 };
const [monday, tuesday, wednesday] = ['2026-11-23', '2026-11-24', '2026-11-25'].map((day) => new Date(day)) as [
  Date,
  Date,
  Date,
];

describe('a definition', () => {
  const first = definedAs(skillKind, id, spanish, null, monday);

  it('keeps what all kinds have apart from the fields of its own, and says both as they were said', () => {
    expect(first).toMatchObject({ kind: 'skill', version: 1, slug: 'spanish', body: { level: 3 } });
    expect(definedBy(first)).toEqual(spanish);
  });

  it('goes on in its versions when it is removed and made again, and stays as old as it is', () => {
    const removed = removedAsOf(first, tuesday);
    expect(removed).toMatchObject({ version: 2, removedAt: tuesday });
    const again = definedAs(skillKind, id, spanish, removed, wednesday);
    expect(again).toEqual({ ...first, version: 3, changedAt: wednesday });
  });
});

describe('what is there from the beginning', () => {
  const builtIn = [{ id: id as string, slug: 'usual', name: 'As Usual' }];

  it('is found by part of its name or slug, in any case', () => {
    expect(builtInNamed({ builtIn }, undefined)).toEqual(builtIn);
    expect(builtInNamed({ builtIn }, 'S USU')).toEqual(builtIn);
    expect(builtInNamed({ builtIn }, 'other')).toEqual([]);
  });

  it('is shown at its only version, and refuses to be changed', () => {
    expect(viewOfBuiltIn(builtIn[0]!)).toMatchObject({ version: 1, builtIn: true, description: '' });
    expect(() => refuseBuiltIn({ builtIn }, id)).toThrow(expect.objectContaining({ code: 'built-in' }));
  });
});
