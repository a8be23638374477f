const around = 60;

/** The part of a text around the first of the words that were looked for, and where they stand in it. Words are found by their beginnings, in any case. */
export function excerptOf(body: string, asked: string): { excerpt: string; found: [number, number][] } {
  const looked = wordsIn(asked.toLowerCase()).map(({ word }) => word);
  const hits = wordsIn(body).filter(({ word }) => looked.some((one) => word.toLowerCase().startsWith(one)));
  const first = hits[0]?.at ?? 0;
  const from = first > around ? first - around : 0;
  const to = Math.min(body.length, Math.max(first + around * 2, from + around * 3));
  const excerpt = body.slice(from, to).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, ' ');
  const found = hits
    .filter(({ at, word }) => at >= from && at + word.length <= to)
    .map(({ at, word }): [number, number] => [at - from, at - from + word.length]);
  return { excerpt, found };
}

const wordsIn = (text: string): { at: number; word: string }[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((hit) => ({ at: hit.index, word: hit[0] }));
