/** What somebody typed behind `/q` means (product.md 28). */
export interface QuickReplySearch {
  /** The tags that begin like this are to be listed; null: none are. */
  readonly lists: string | null;
  /** Replies have all of these. */
  readonly tags: readonly string[];
  /** Stands in the title or the message; empty: whatever they say. */
  readonly keyword: string;
}

/** The words in which tags may be typed. */
export const wordsOf = (typed: string): readonly string[] => typed.split(/\s+/).filter((word) => word !== '');

export const withoutHash = (word: string): string => word.replace(/^#/, '');

/**
 * Reads `tag tag keyword`, with or without `#` before a tag; the first word that is no tag begins the keyword. A single word that begins
 * with `#` lists tags, and finds replies once it is a whole one.
 */
export function readSearch(typed: string, isTag: (word: string) => boolean): QuickReplySearch {
  const words = wordsOf(typed);
  const isHashed = words[0]?.startsWith('#') ?? false;
  const until = words.findIndex((word) => !isTag(withoutHash(word)) && !word.startsWith('#'));
  const tags = (until === -1 ? words : words.slice(0, until)).map(withoutHash).filter((tag) => tag !== '');
  return {
    lists: isHashed && words.length === 1 ? withoutHash(words[0]!) : null,
    tags,
    keyword: until === -1 ? '' : words.slice(until).join(' '),
  };
}
