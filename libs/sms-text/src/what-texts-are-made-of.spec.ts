import fc from 'fast-check';
import { inLocale, localeChain, locales, piecesOf } from '#contracts';

/** Texts with many braces in them. */
const braced = fc
  .array(fc.constantFrom('{', '}', '$', 'AgentName', 'Order', '{Agent}', ' ', 'OCContext.', 'é', '😀'), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));
const anyLocale = fc.constantFrom(...locales);

describe('a text with placeholders', () => {
  it('is taken apart without losing anything', () => {
    fc.assert(
      fc.property(braced, (text) => {
        const pieces = piecesOf(text).map((piece) => piece.text);
        expect(pieces.join('')).toBe(text);
      }),
    );
  });

  it('has braces around each placeholder, and as many opened as closed within', () => {
    fc.assert(
      fc.property(braced, (text) => {
        for (const piece of piecesOf(text)) {
          if (piece.is !== 'placeholder') continue;
          expect(piece.text).toBe(`{${piece.name}}`);
          expect(piece.text.split('{').length).toBe(piece.text.split('}').length);
        }
      }),
    );
  });
});

describe('looking for a text in a language', () => {
  it('begins with the exact locale and reaches American English', () => {
    fc.assert(
      fc.property(anyLocale, (locale) => {
        const chain = localeChain(locale);
        expect(chain[0]).toBe(locale);
        expect(chain).toContain('en-US');
        expect(new Set(chain).size).toBe(chain.length);
      }),
    );
  });

  it('takes what is closest, whatever order the texts are in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyLocale), anyLocale, (there, wanted) => {
        const all = there.map((locale) => ({ locale }));
        expect(inLocale(all, wanted)).toEqual(inLocale(all.toReversed(), wanted));
        if (there.includes(wanted)) expect(inLocale(all, wanted)).toEqual({ locale: wanted });
      }),
    );
  });
});
