import { carriersWords, type ConsentInForceView, type ConsentMode, type NumberType, plainWord } from '#contracts';

/** Who answers keywords to a number of this type: as was said for its channel, where the type leaves a choice (product.md 30). */
export function consentModeOf(
  type: NumberType,
  said: Pick<ConsentMode, 'mode'> | null,
): Pick<ConsentInForceView, 'mode' | 'modeFrom'> {
  if (type === 'short-code') return { mode: 'we-reply', modeFrom: 'number' };
  if (type === 'toll-free') return { mode: 'provider-replies', modeFrom: 'number' };
  return said ? { mode: said.mode, modeFrom: 'channel' } : { mode: 'provider-replies', modeFrom: 'default' };
}

const wordFields = ['stopWords', 'startWords', 'helpWords'] as const;

/** What is wrong with words that were added: each means one thing, and the carriers' words mean what they mean to the carriers. */
export function faultsOfWords(
  said: Pick<ConsentMode, (typeof wordFields)[number]>,
): readonly { readonly field: string; readonly message: string }[] {
  const theirs = Object.values(carriersWords).flat();
  const seen = new Set<string>();
  return wordFields.flatMap((field) =>
    said[field].flatMap((word, n) => {
      const plain = plainWord(word);
      const isTwice = seen.has(plain);
      seen.add(plain);
      const place = `${field}.${n}`;
      if (theirs.includes(plain)) return [{ field: place, message: `${word} is a keyword of the carriers.` }];
      return isTwice ? [{ field: place, message: `${word} is there twice.` }] : [];
    }),
  );
}
