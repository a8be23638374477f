import fc from 'fast-check';
import { sentiments } from '#contracts';
import { alerts, feelingOf, stepOf } from './sentiment.ts';

describe('how a customer feels', () => {
  it.each([
    [[], 'neutral'],
    [[0, 0], 'neutral'],
    [[-5], 'very-negative'],
    [[-4], 'negative'],
    [[-1], 'slightly-negative'],
    [[1], 'slightly-positive'],
    [[3], 'positive'],
    [[5], 'very-positive'],
    [[-5, 0, 0, 0, 0, 0], 'negative'],
    [[-5, 5, 5, 5, 5, 5], 'negative'],
    [[0, -5], 'slightly-negative'],
    [[4, -5, -5], 'neutral'],
    [[0, 0, 0, 0, 0, 0, -5, -5], 'neutral'],
  ] as const)('by texts that sound like %j is %s', (scores, feeling) => {
    expect(feelingOf(scores)).toBe(feeling);
  });

  it('is never better for a text that sounds worse', () => {
    const score = fc.integer({ min: -5, max: 5 });
    fc.assert(
      fc.property(fc.array(score, { maxLength: 8 }), score, score, (before, one, other) => {
        const [worse, better] = [Math.min(one, other), Math.max(one, other)];
        const stepBy = (latest: number) => sentiments.indexOf(feelingOf([latest, ...before]));
        expect(stepBy(worse)).toBeLessThanOrEqual(stepBy(better));
      }),
    );
  });

  it('is as much on one side as on the other', () => {
    for (let score = 0; score <= 5; score += 0.25)
      expect(sentiments.indexOf(stepOf(-score)) + sentiments.indexOf(stepOf(score))).toBe(6);
  });

  it.each([
    ['negative', 'negative', true],
    ['very-negative', 'negative', true],
    ['slightly-negative', 'negative', false],
    ['very-negative', 'none', false],
    ['positive', 'slightly-negative', false],
  ] as const)('%s, for who wants to know from %s on: %s', (feeling, from, expected) => {
    expect(alerts(feeling, from)).toBe(expected);
  });
});
