import { z } from 'zod';
import { unknownFields } from './unknown-fields.ts';

const unknown = (schema: z.ZodType, value: unknown) => unknownFields(schema, value).map((path) => path.join('.'));
const inner = z.object({ a: z.string().default('') });

describe('fields that a schema does not know', () => {
  it.each([
    ['at the top', inner, { a: '', b: 1 }, ['b']],
    ['in an object', z.object({ in: inner }), { in: { b: 1 } }, ['in.b']],
    ['in a list', z.object({ all: z.array(inner) }), { all: [{}, { b: 1, c: 2 }] }, ['all.1.b', 'all.1.c']],
    ['in a record', z.record(z.string(), inner), { x: { b: 1 } }, ['x.b']],
    ['in a tuple and its rest', z.tuple([inner], inner), [{ b: 1 }, { c: 1 }], ['0.b', '1.c']],
    [
      'in what may be left out, or be null, or has a default',
      z.object({ a: inner.optional(), b: inner.nullable(), c: inner.prefault({}), d: inner.default({ a: '' }) }),
      { a: { x: 1 }, b: { x: 1 }, c: { x: 1 }, d: { x: 1 } },
      ['a.x', 'b.x', 'c.x', 'd.x'],
    ],
    [
      'in what is checked or changed afterwards',
      z.object({ in: inner.superRefine(() => {}).transform(({ a }) => a) }).refine(() => true),
      { in: { b: 1 } },
      ['in.b'],
    ],
    [
      'of the choice that reads it',
      z.discriminatedUnion('do', [
        z.object({ do: z.literal('stay') }),
        z.object({ do: z.literal('go'), to: z.string() }),
      ]),
      { do: 'stay', to: 'b' },
      ['to'],
    ],
    ['of neither of two that count together', z.intersection(inner, z.object({ b: z.int() })), { b: 1, c: 2 }, ['c']],
    ['under a name that every object has', z.object({ in: inner }), { in: { toString: 1 } }, ['in.toString']],
  ])('are found %s', (_, schema, value, paths) => expect(unknown(schema, value)).toEqual(paths));

  it.each([
    ['where all of them are known', z.object({ in: inner }), { in: { a: 'x' } }],
    ['where any are taken', z.object({ in: z.looseObject({}) }), { in: { b: 1 } }],
    ['where names are free', z.record(z.string(), z.string()), { b: 'x' }],
    ['of what is not read at all', z.union([inner, z.array(inner)]), 'x'],
    ['of null', z.object({ in: inner.nullable() }), { in: null }],
  ])('are none %s', (_, schema, value) => expect(unknown(schema, value)).toEqual([]));

  it('are found in what contains itself', () => {
    interface Tree {
      readonly branches: readonly Tree[];
    }
    const tree: z.ZodType<Tree> = z.object({
      get branches() {
        return z.array(tree);
      },
    });
    expect(unknown(tree, { branches: [{ branches: [], leaf: 1 }] })).toEqual(['branches.0.leaf']);
  });
});
