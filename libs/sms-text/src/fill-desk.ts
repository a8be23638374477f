import { piecesOf } from '#contracts';

/** What a placeholder of a template of the desk stands for, by what is between its braces; nothing is known: an empty text. */
export type DeskValues = (name: string) => string;

const languages = new Intl.DisplayNames('en', { type: 'language' });

/** `en-US` as people read it: American English. What names no language stays as it is. */
function languageName(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

/** What words say of a value; addresses and filters keep its code. */
const inWords = (name: string, value: string): string => (name === 'visitorLanguage' ? languageName(value) : value);

const withoutBraces = (words: string): string => words.replace(/[{}]/g, '');

/**
 * A title or a search with what is known in the place of its placeholders (product.md 15.3). What is not known becomes nothing, and a text of
 * whose placeholders none is known is empty: "Order of" names nobody. What is filled in is not looked into again.
 */
export function fillDeskText(text: string, values: DeskValues): string {
  const pieces = piecesOf(text);
  const filled = pieces.map((piece) =>
    piece.is === 'placeholder' ? inWords(piece.name, values(piece.name)) : withoutBraces(piece.text),
  );
  const asked = filled.filter((_, index) => pieces[index]!.is === 'placeholder');
  const known = asked.filter((value) => value.trim() !== '');
  if (asked.length > 0 && known.length === 0) return '';
  const whole = filled.join('').replace(/\s+/g, ' ').trim();
  return known.length < asked.length ? whole.replace(danglingAtStart, '').replace(danglingAtEnd, '') : whole;
}

/** What stood between two values of which one is not known. */
const danglingAtStart = /^[\s,;:·|/–—-]+/;
const danglingAtEnd = /[\s,;:·|/–—-]+$/;

/** A segment that a browser takes for a step in the tree of the path, in every spelling. */
const isStep = (segment: string): boolean => /^(?:\.|%2e){1,2}$/i.test(segment);

/**
 * The address of a page with what is known in the place of its placeholders. Each value is encoded, so that it stays within its segment of the
 * path, its parameter or the fragment, and the host stays what was written; a value that would be a step in the path (`..`) becomes nothing.
 */
export function fillAddress(address: string, values: DeskValues): string {
  const segments = [{ text: '', isFilled: false }];
  let behindPath = '';
  for (const piece of piecesOf(address)) {
    const isValue = piece.is === 'placeholder';
    const text = isValue
      ? encodeURIComponent(
          values(piece.name)
            .replace(/\p{Surrogate}/gu, '\uFFFD')
            .trim(),
        )
      : withoutBraces(piece.text).replace(/\s/g, '');
    if (behindPath !== '') {
      behindPath += text;
      continue;
    }
    const end = text.search(/[?#]/);
    behindPath = end < 0 ? '' : text.slice(end);
    const [first, ...others] = (end < 0 ? text : text.slice(0, end)).split('/');
    const last = segments.at(-1)!;
    last.text += first;
    last.isFilled ||= isValue;
    segments.push(...others.map((other) => ({ text: other, isFilled: false })));
  }
  return segments.map(({ text, isFilled }) => (isFilled && isStep(text) ? '' : text)).join('/') + behindPath;
}
