import { pieces } from './marked.ts';

const shown = (excerpt: string, found: [number, number][]) =>
  pieces(excerpt, found)
    .map(({ text, isFound }) => (isFound ? `[${text}]` : text))
    .join('');

describe('an excerpt', () => {
  it.each([
    ['nothing', 'My lamp is broken', [], 'My lamp is broken'],
    ['a word', 'My lamp is broken', [[3, 7]], 'My [lamp] is broken'],
    [
      'two, in any order',
      'My lamp is broken',
      [
        [11, 17],
        [3, 7],
      ],
      'My [lamp] is [broken]',
    ],
    [
      'what overlaps',
      'My lamp is broken',
      [
        [3, 7],
        [5, 10],
      ],
      'My [lamp][ is] broken',
    ],
    [
      'what lies beyond it',
      'My lamp',
      [
        [3, 40],
        [50, 60],
      ],
      'My [lamp]',
    ],
  ] as [string, string, [number, number][], string][])('marks %s', (_, excerpt, found, expected) => {
    expect(shown(excerpt, found)).toBe(expected);
  });
});
