import fc from 'fast-check';
import type { Departing } from './broker.ts';
import { packed, unpacked } from './packs.ts';

const fact = (type: string, n: number, filler = ''): Departing => ({
  id: `${type}-${n}`,
  type,
  json: JSON.stringify({ id: `${type}-${n}`, type, filler }),
});
const idsIn = (json: string) => unpacked(json).map((one) => (one as { id: string }).id);

describe('facts that leave together', () => {
  it('arrive each once, in their order within a type, and never beside another type', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 200 }), (types) => {
        const facts = types.map((type, n) => fact(type, n));
        const packs = packed(facts);
        for (const type of ['a', 'b', 'c']) {
          const said = facts.filter((one) => one.type === type).map(({ id }) => id);
          expect(packs.filter((pack) => pack.type === type).flatMap(({ json }) => idsIn(json))).toEqual(said);
        }
      }),
    );
  });

  it('share as few messages as twenty facts in each allow', () => {
    const packs = packed(Array.from({ length: 45 }, (_, n) => fact('a', n)));
    expect(packs.map(({ json }) => idsIn(json).length)).toEqual([20, 20, 5]);
    expect(packs.map(({ id }) => id)).toEqual(['a-0', 'a-20', 'a-40']);
  });

  it('are left together when they come as a list, and stay in order', () => {
    const [list] = packed([fact('a', 0), fact('a', 1)]);
    const packs = packed([fact('a', 8), list!, fact('a', 9), fact('a', 10)]);
    expect(packs.map(({ json }) => idsIn(json))).toEqual([['a-8'], ['a-0', 'a-1'], ['a-9', 'a-10']]);
  });

  it('do not share a message that would become too long', () => {
    const long = [0, 1, 2].map((n) => fact('a', n, 'x'.repeat(60_000)));
    expect(packed(long)).toHaveLength(3);
  });
});

describe('a fact that leaves alone', () => {
  it('is its own message, with nothing around it', () => {
    const alone = fact('a', 1);
    expect(packed([alone])).toEqual([{ type: 'a', id: 'a-1', json: alone.json }]);
    expect(unpacked(alone.json)).toEqual([JSON.parse(alone.json)]);
  });
});
