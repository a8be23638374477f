import { measureText } from '#sms-text';

/** The one character that makes a text larger than it has to be. */
export interface Switched {
  readonly character: string;
  /** The letter under its accent, which would do; null where there is none. */
  readonly plain: string | null;
  /** How many segments the text needs without it. */
  readonly instead: number;
}

/**
 * What to say of a text that leaves in `segments` segments with these characters that GSM-7 has not. Null where there are several of them, or
 * where it would be no smaller without.
 */
export function switchedBy(body: string, segments: number, switchers: readonly string[]): Switched | null {
  const [character, ...others] = switchers;
  if (character === undefined || others.length > 0) return null;
  const letter = character.normalize('NFD').replace(/\p{M}/gu, '');
  const plain = letter !== character && letter !== '' && measureText(letter).encoding === 'GSM-7' ? letter : null;
  const instead = measureText(body.replaceAll(character, plain ?? '')).segments;
  return instead < segments ? { character, plain, instead } : null;
}
