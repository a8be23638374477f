import fc from 'fast-check';
import { byValue, type Direction, keyOf } from './ordered-values.ts';

const stored = fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.replaceAll('\0', ''));
const value = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constantFrom(
    0,
    -0,
    '',
    '0',
    '-0',
    '7',
    ' 7.50 ',
    '-3',
    '9'.repeat(400),
    'a',
    'A',
    'ab',
    '\uffff',
    null,
    undefined,
  ),
  stored,
  stored.map((text) => `${'x'.repeat(199)}${text}`),
  fc.boolean(),
  fc.constant({}),
);
const direction = fc.constantFrom<Direction>('ascending', 'descending');

describe('values in order', () => {
  it('have keys that are in the same order, whatever they are', () => {
    fc.assert(
      fc.property(value, value, direction, (a, b, wanted) => {
        const order = Buffer.compare(keyOf(a, wanted), keyOf(b, wanted));
        expect(Math.sign(order)).toBe(Math.sign(byValue(a, b, wanted)) + 0);
      }),
      { numRuns: 3000 },
    );
  });

  it('have keys that an index can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), direction, (text, wanted) => {
        expect(keyOf(text, wanted).length).toBeLessThan(420);
      }),
    );
  });

  it.each<[Direction, unknown[]]>([
    ['ascending', [-2, '3', 20, 'Ann', 'anna', 'Bob', null]],
    ['descending', ['Bob', 'anna', 'Ann', 20, '3', -2, null]],
  ])('are %s, and last of all where there is none', (wanted, sorted) => {
    for (const one of [sorted, sorted.toReversed()]) {
      expect(one.toSorted((a, b) => byValue(a, b, wanted))).toEqual(sorted);
      expect(one.toSorted((a, b) => Buffer.compare(keyOf(a, wanted), keyOf(b, wanted)))).toEqual(sorted);
    }
  });
});
