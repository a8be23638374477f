import { type Address, carriersWords, type ConsentMode, type Keyword, longestKeyword, plainWord } from '#contracts';

/** A text that is nothing but one of the carriers' words. */
export interface SaidKeyword {
  readonly keyword: Keyword;
  /** In upper case, as it was written. */
  readonly word: string;
  /** Advanced Opt-Out took it for one, and so Twilio answers it. */
  readonly isAnswered: boolean;
  /** It is a word that an administrator added for the number: the provider does not know it, and so answers nothing. */
  readonly isOwn: boolean;
}

/** Words besides the carriers' that mean a keyword on one number, as they are compared. */
export type OwnWords = ReadonlyMap<string, Keyword>;

/** What an administrator added for a number. */
export const ownWordsOf = ({
  stopWords = [],
  startWords = [],
  helpWords = [],
}: Partial<Pick<ConsentMode, 'stopWords' | 'startWords' | 'helpWords'>>): OwnWords =>
  new Map(
    Object.entries({ stop: stopWords, start: startWords, help: helpWords }).flatMap(([keyword, words]) =>
      words.map((word) => [plainWord(word), keyword as Keyword] as const),
    ),
  );

const byWord = new Map(
  Object.entries(carriersWords).flatMap(([keyword, spelt]) => spelt.map((word) => [word, keyword as Keyword] as const)),
);
const byType: Readonly<Record<string, Keyword>> = { STOP: 'stop', START: 'start', HELP: 'help' };

/** One word of plain letters, with nothing but white space around it: no other letter may become one of them in upper case. */
const oneWord = /^\s*([A-Za-z]+)\s*$/;

const longestWord = 100;

/** A text as the ledger has the word that Advanced Opt-Out took it for. */
export const wordOf = (body: string): string => body.trim().toUpperCase().slice(0, longestWord);

/** Whether a text is short enough to be nothing but a word of Advanced Opt-Out's. */
export const mayBeWord = (body: string): boolean => body.trim() !== '' && body.trim().length <= longestWord;

const anyWord = new RegExp(`^[\\p{L}\\p{M}\\p{N}]{2,${longestKeyword}}$`, 'u');

/** Whether a text may be a keyword on a number whose administrator added words: it is one word, and none of the carriers'. */
export const mayBeOwnWord = (body: string): boolean => {
  const word = body.trim();
  return anyWord.test(word) && !byWord.has(word.toUpperCase());
};

/**
 * The keyword that a text to this number of ours is, null where it is none: the whole text must be the word, in whatever case. `optOutType`
 * is what Advanced Opt-Out took it for, and then that counts (twilio.md 4.1). `own`: words that were added for this number.
 */
export function readKeyword(
  body: string,
  optOutType: string | undefined,
  number: Address,
  own?: OwnWords,
): SaidKeyword | null {
  const type = optOutType?.trim().toUpperCase();
  if (type && Object.hasOwn(byType, type))
    return { keyword: byType[type]!, word: wordOf(body), isAnswered: true, isOwn: false };
  const word = oneWord.exec(body)?.[1]?.toUpperCase();
  const keyword = word === undefined ? undefined : byWord.get(word);
  if (word && keyword)
    return word === 'YES' && kindOf(number) === 'toll-free' ? null : { keyword, word, isAnswered: false, isOwn: false };
  const ours = own?.get(plainWord(body.trim()));
  return ours === undefined ? null : { keyword: ours, word: wordOf(body), isAnswered: false, isOwn: true };
}

const tollFree = /^\+1(800|833|844|855|866|877|888)\d{7}$/;
const shortCode = /^\d{3,8}$/;

/** Who answers keywords depends on it: the network (toll-free), we (short codes), or Twilio. */
export const kindOf = (number: Address): 'toll-free' | 'short-code' | 'other' =>
  tollFree.test(number) ? 'toll-free' : shortCode.test(number) ? 'short-code' : 'other';
