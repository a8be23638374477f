import type { Address, Keyword } from '#contracts';

/** A text that is nothing but one of the carriers' words. */
export interface SaidKeyword {
  readonly keyword: Keyword;
  /** In upper case, as it was written. */
  readonly word: string;
  /** Advanced Opt-Out took it for one, and so Twilio answers it. */
  readonly isAnswered: boolean;
}

/** What Twilio takes for a keyword unless Advanced Opt-Out has words of its own (product.md 30). */
const words: Readonly<Record<Keyword, readonly string[]>> = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
};
const byWord = new Map(
  Object.entries(words).flatMap(([keyword, spelt]) => spelt.map((word) => [word, keyword as Keyword] as const)),
);
const byType: Readonly<Record<string, Keyword>> = { STOP: 'stop', START: 'start', HELP: 'help' };

/** One word of plain letters, with nothing but white space around it: no other letter may become one of them in upper case. */
const oneWord = /^\s*([A-Za-z]+)\s*$/;

const longestWord = 100;

/** A text as the ledger has the word that Advanced Opt-Out took it for. */
export const wordOf = (body: string): string => body.trim().toUpperCase().slice(0, longestWord);

/** Whether a text is short enough to be nothing but a word of Advanced Opt-Out's. */
export const mayBeWord = (body: string): boolean => body.trim() !== '' && body.trim().length <= longestWord;

/**
 * The keyword that a text to this number of ours is, null where it is none: the whole text must be the word, in whatever case. `optOutType`
 * is what Advanced Opt-Out took it for, and then that counts (twilio.md 4.1).
 */
export function readKeyword(body: string, optOutType: string | undefined, number: Address): SaidKeyword | null {
  const type = optOutType?.trim().toUpperCase();
  if (type && Object.hasOwn(byType, type)) return { keyword: byType[type]!, word: wordOf(body), isAnswered: true };
  const word = oneWord.exec(body)?.[1]?.toUpperCase();
  const keyword = word === undefined ? undefined : byWord.get(word);
  if (!word || !keyword) return null;
  return word === 'YES' && kindOf(number) === 'toll-free' ? null : { keyword, word, isAnswered: false };
}

const tollFree = /^\+1(800|833|844|855|866|877|888)\d{7}$/;
const shortCode = /^\d{3,8}$/;

/** Who answers keywords depends on it: the network (toll-free), we (short codes), or Twilio. */
export const kindOf = (number: Address): 'toll-free' | 'short-code' | 'other' =>
  tollFree.test(number) ? 'toll-free' : shortCode.test(number) ? 'short-code' : 'other';
