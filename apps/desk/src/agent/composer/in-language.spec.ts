import type { WritingFirstView } from '#contracts';
import { inLanguage, templatesWith } from './in-language.ts';

const template = {
  id: 'ready',
  name: 'Order ready',
  defaultLocale: 'en-US',
  texts: [
    { locale: 'de-DE', text: 'Die Bestellung ist da.' },
    { locale: 'en-US', text: 'Your order is ready.' },
  ],
} as unknown as WritingFirstView['templates'][number];

describe('a template', () => {
  it('is read in the language of who gets it, in another country’s where there is no nearer one', () => {
    expect(inLanguage(template, 'de-DE')).toBe('Die Bestellung ist da.');
    expect(inLanguage(template, 'de-AT')).toBe('Die Bestellung ist da.');
    expect(inLanguage(template, 'fr-FR')).toBe('Your order is ready.');
    expect(inLanguage(template, undefined)).toBe('Your order is ready.');
  });

  it('is found by its name and by its words in that language', () => {
    const found = (search: string, locale: string) => templatesWith([template], search, locale).length;
    expect(found('ORDER', 'de-DE')).toBe(1);
    expect(found('bestellung', 'de-DE')).toBe(1);
    expect(found('bestellung', 'en-US')).toBe(0);
  });
});
