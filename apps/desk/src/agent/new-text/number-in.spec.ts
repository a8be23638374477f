import { looksLikeNumber } from './looks-like-number.ts';
import { numberIn } from './number-in.ts';

describe('who is written to', () => {
  it('has a number in any spelling, of our line’s country where it names none', () => {
    const line = '+14252306549';
    expect(['(425) 555-0148', '001 425 555 0148', '+1 425.555.0148'].map((typed) => numberIn(typed, line))).toEqual(
      Array(3).fill('+14255550148'),
    );
    expect(['425', '', '+49'].map((typed) => numberIn(typed, line))).toEqual([null, null, null]);
    expect(numberIn('030 901820', '+4930901820')).toBe('+4930901820');
  });

  it('is a number or a name, by what is typed', () => {
    expect(['(425) 555-0148', '+49 151'].map(looksLikeNumber)).toEqual([true, true]);
    expect(['Amara', 'Unit 7b', ''].map(looksLikeNumber)).toEqual([false, false, false]);
  });
});
