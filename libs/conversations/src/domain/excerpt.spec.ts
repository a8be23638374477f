import * as fc from 'fast-check';
import { excerptOf } from './excerpt.ts';

describe('an excerpt', () => {
  it('says where the words stand', () => {
    const { excerpt, found } = excerptOf('My Refund is late, refunds always are.', 'refund');
    expect(found.map(([from, to]) => excerpt.slice(from, to))).toEqual(['Refund', 'refunds']);
  });

  it('is the part of a long text that matters', () => {
    const { excerpt, found } = excerptOf(`${'word '.repeat(100)}needle ${'word '.repeat(100)}`, 'need');
    expect(excerpt.length).toBeLessThan(200);
    expect(found.map(([from, to]) => excerpt.slice(from, to))).toEqual(['needle']);
  });

  it('never marks anything outside itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ maxLength: 20 }), (body, asked) => {
        const { excerpt, found } = excerptOf(body, asked);
        return found.every(([from, to]) => from >= 0 && from < to && to <= excerpt.length);
      }),
    );
  });
});
