import { locales } from '#contracts';
import { isSpoken, localeOf } from './languages.ts';

describe('the locale that a language found in a text means', () => {
  it.each([
    ['en', 'de-DE', 'en-US'],
    ['fr', 'en-US', 'fr-FR'],
    ['nl', 'en-US', 'nl-NL'],
    ['es', 'en-US', 'es-ES'],
    ['es-419', 'en-US', 'es-MX'],
    ['pt', 'en-US', 'pt-BR'],
    ['pt_PT', 'en-US', 'pt-PT'],
    ['FR-ca', 'en-US', 'fr-CA'],
    ['no', 'en-US', 'nb-NO'],
    ['nn', 'en-US', 'nb-NO'],
    ['iw', 'en-US', 'he-IL'],
    ['in', 'en-US', 'id-ID'],
    ['zh', 'en-US', 'zh-CN'],
    ['zh-Hant', 'en-US', 'zh-TW'],
    ['ar-EG', 'en-US', 'ar-SA'],
  ] as const)('%s is, in a conversation in %s, %s', (detected, current, locale) => {
    expect(localeOf(detected, current)).toBe(locale);
  });

  it('is that of the conversation where it is spoken in it already', () => {
    for (const locale of locales) expect(localeOf(locale.split('-')[0]!, locale)).toBe(locale);
    expect(localeOf('en-US', 'en-GB')).toBe('en-GB');
    expect(localeOf('no', 'nb-NO')).toBe('nb-NO');
  });

  it('is written otherwise in another script', () => {
    expect(localeOf('zh-Hant', 'zh-CN')).toBe('zh-TW');
    expect(localeOf('zh-CN', 'zh-TW')).toBe('zh-CN');
    expect(isSpoken('zh-TW', 'zh-CN')).toBe(false);
    expect(isSpoken('zh-HK', 'zh-TW')).toBe(true);
  });

  it('is none where nobody knows the language, or it is none of ours', () => {
    for (const detected of ['und', '', 'auto', '??', 'sw', 'unknown']) expect(localeOf(detected, 'en-US')).toBeNull();
    expect(isSpoken('und', 'en-US')).toBeNull();
    expect(isSpoken('sw', 'en-US')).toBe(false);
  });
});
