import { locales } from '#contracts';
import { alphabetOf } from './alphabet.ts';
import { measureText } from './sms-text.ts';

describe('the alphabet of a language', () => {
  it('is known for every locale', () => {
    for (const locale of locales) expect([160, 70]).toContain(alphabetOf(locale).room);
  });

  it.each(['en-US', 'de-DE', 'it-IT', 'da-DK', 'nb-NO', 'sv-SE', 'fi-FI', 'id-ID', 'ms-MY'] as const)(
    'of %s fits into GSM-7',
    (locale) => {
      expect(alphabetOf(locale)).toEqual({ gsm7: 'always', switchers: [], room: 160 });
    },
  );

  it('is not in GSM-7 where another script is written', () => {
    const never = locales.filter((locale) => alphabetOf(locale).gsm7 === 'never');
    expect(never.map((locale) => locale.slice(0, 2))).toEqual([
      'ar',
      'bg',
      'zh',
      'zh',
      'zh',
      'el',
      'he',
      'hi',
      'ja',
      'ko',
      'ru',
      'th',
      'uk',
    ]);
  });

  it('names the letters that make a text dearer, and no others', () => {
    for (const locale of locales) {
      const { gsm7, switchers } = alphabetOf(locale);
      for (const letter of switchers) expect(measureText(letter).encoding).toBe('UCS-2');
      expect(switchers.length > 0).toBe(gsm7 === 'unless');
    }
    expect(alphabetOf('fr-FR').switchers).toContain('ê');
    expect(alphabetOf('fr-FR').switchers).not.toContain('é');
  });
});
