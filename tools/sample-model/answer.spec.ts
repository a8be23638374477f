import { skillFinderAnswer } from '#contracts';
import { answer } from './answer.ts';

describe('the sample model', () => {
  it.each([
    ['My bill is wrong, I want a refund', [{ tag: 'billing', rating: 6 }]],
    [
      'The parcel came broken',
      [
        { tag: 'delivery', rating: 3 },
        { tag: 'repair', rating: 3 },
      ],
    ],
    ['Hello', []],
  ])('answers “%s” with tags that Parley understands', (text, tags) => {
    expect(skillFinderAnswer.parse(answer({ text }))).toEqual({ tags });
  });
});
