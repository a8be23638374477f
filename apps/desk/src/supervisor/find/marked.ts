/** A piece of an excerpt: found, or around it. */
export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/** An excerpt cut at what was found in it. Places that overlap, or lie beyond it, are found once and no further than it goes. */
export function pieces(excerpt: string, found: readonly (readonly [number, number])[]): readonly Piece[] {
  const all: Piece[] = [];
  let at = 0;
  for (const [from, to] of [...found].sort(([one], [other]) => one - other)) {
    const [start, end] = [Math.max(at, from), Math.min(excerpt.length, to)];
    if (end <= start) continue;
    if (start > at) all.push({ text: excerpt.slice(at, start), isFound: false });
    all.push({ text: excerpt.slice(start, end), isFound: true });
    at = end;
  }
  if (at < excerpt.length) all.push({ text: excerpt.slice(at), isFound: false });
  return all;
}
