import fc from 'fast-check';
import { inLocale, localeChain, sameLanguage } from './locales.ts';
import { locales } from './vocabulary.ts';

const anyLocale = fc.constantFrom(...locales);

describe('looking for a text in a language', () => {
  it('begins with the exact locale and ends with American English', () => {
    fc.assert(
      fc.property(anyLocale, (locale) => {
        const chain = localeChain(locale);
        expect(chain[0]).toBe(locale);
        expect(chain).toContain('en-US');
        expect(new Set(chain).size).toBe(chain.length);
      }),
    );
  });

  it('tries the language before anything else, in the same script first', () => {
    expect(localeChain('fr-CA')).toEqual(['fr-CA', 'fr-FR', 'en-US']);
    expect(sameLanguage('zh-HK')).toEqual(['zh-HK', 'zh-TW', 'zh-CN']);
    expect(localeChain('en-GB').toSorted()).toEqual(['en-AU', 'en-GB', 'en-IN', 'en-NZ', 'en-US']);
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

  it('finds nothing where only foreign languages are', () => {
    expect(inLocale([{ locale: 'fi-FI' }], 'de-DE')).toBeNull();
  });
});
