import { type LanguagesView, type Locale, locales } from '#contracts';
import { alphabetOf } from '#sms-text';

type Language = LanguagesView['items'][number];

const english = new Intl.DisplayNames('en', { type: 'language' });
const writtenLeftwards = new Set(['Arab', 'Hebr']);

const viewOf = (locale: Locale): Language => {
  const { switchers, ...alphabet } = alphabetOf(locale);
  return {
    locale,
    name: english.of(locale) ?? locale,
    ownName: new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale,
    direction: writtenLeftwards.has(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr',
    ...alphabet,
    switchers: [...switchers],
  };
};

/** Every language that a channel, a text or a customer may have. They never change while a process runs. */
export const languages: readonly Language[] = locales
  .map(viewOf)
  .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
