import { longestText } from '#contracts';

/**
 * A text in parts that the provider takes: 1,600 16-bit units at most (error 21617). It is cut where a paragraph ends, a sentence, or a
 * word, and never inside a character; all parts together are the text, but for the blanks where it was cut.
 */
export function splitText(body: string): readonly string[] {
  const parts: string[] = [];
  let rest = body;
  while (rest.length > longestText) {
    const end = cutOf(rest);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (parts.length === 0) return [rest];
  return [...parts, rest.trimEnd()].filter((part) => part !== '');
}

const breaks = [/\n\s*\n/g, /\n/g, /[.!?…。！？](?=\s)/g, /\s/g];
/** A better place counts only where it leaves a part that is worth its price. */
const least = longestText / 2;

function cutOf(text: string): number {
  const reachable = text.slice(0, longestText + 1);
  for (const pattern of breaks) {
    const ends = [...reachable.matchAll(pattern)].map((found) => found.index + found[0].trimEnd().length);
    const best = ends.findLast((end) => end >= least && end <= longestText);
    if (best !== undefined) return best;
  }
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter().segment(reachable)) {
    if (index + segment.length > longestText) break;
    end = index + segment.length;
  }
  // a single character of more units than that is none
  return end > 0 ? end : longestText;
}
