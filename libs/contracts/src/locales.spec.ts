import { inLocale, localeChain, sameLanguage } from './locales.ts';

describe('looking for a text in a language', () => {
  it('tries the language before American English, in the same script first', () => {
    expect(localeChain('fr-CA')).toEqual(['fr-CA', 'fr-FR', 'en-US']);
    expect(sameLanguage('zh-HK')).toEqual(['zh-HK', 'zh-TW', 'zh-CN']);
    expect(localeChain('en-GB').toSorted()).toEqual(['en-AU', 'en-GB', 'en-IN', 'en-NZ', 'en-US']);
  });

  it('finds nothing where only foreign languages are', () => {
    expect(inLocale([{ locale: 'fi-FI' }], 'de-DE')).toBeNull();
  });
});
