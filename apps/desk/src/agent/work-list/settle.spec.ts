import fc from 'fast-check';
import { settle, settleInPlace } from './settle.ts';

describe('a list with the pointer in it', () => {
  it('keeps its order, gathers what is new, and lets go of what is gone', () => {
    expect(settle(['a', 'b', 'c'], ['d', 'c', 'a'], true)).toEqual({ shown: ['a', 'c'], fresh: 1 });
  });

  it('takes the new order once the pointer leaves', () => {
    expect(settle(['a', 'b', 'c'], ['d', 'c', 'a'], false)).toEqual({ shown: ['d', 'c', 'a'], fresh: 0 });
  });

  it('does not hide the first rows behind a button', () => {
    expect(settle([], ['a'], true)).toEqual({ shown: ['a'], fresh: 0 });
  });

  it('never loses a row: it is shown or counted', () => {
    const ids = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', 'f'));
    fc.assert(
      fc.property(ids, ids, fc.boolean(), (before, wanted, isHeld) => {
        const { shown, fresh } = settle(before, wanted, isHeld);
        expect(shown.length + fresh).toBe(wanted.length);
        expect(shown.every((id) => wanted.includes(id))).toBe(true);
      }),
    );
  });
});

describe('a list that things are taken from', () => {
  it('keeps those that somebody else took in their places while it is held', () => {
    expect(settleInPlace(['a', 'b', 'c'], ['a', 'c', 'd'], true)).toEqual({
      shown: ['a', 'b', 'c'],
      fresh: 1,
      gone: new Set(['b']),
    });
  });

  it('shows what there is once it is let go, and at first', () => {
    const all = { shown: ['a', 'd'], fresh: 0, gone: new Set() };
    expect(settleInPlace(['a', 'b'], ['a', 'd'], false)).toEqual(all);
    expect(settleInPlace([], ['a', 'd'], true)).toEqual(all);
  });
});
