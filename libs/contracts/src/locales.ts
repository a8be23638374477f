import { type Locale, locales } from './vocabulary.ts';

/** What is spoken when nothing closer is there. */
export const lastLocale: Locale = 'en-US';

const written = new Map(
  locales.map((locale) => {
    const { language, script } = new Intl.Locale(locale).maximize();
    return [locale, { language, script }];
  }),
);

/** The locales of this one's language, itself first, then those in its script: for `zh-HK` first `zh-TW`, then `zh-CN`. */
export function sameLanguage(locale: Locale): readonly Locale[] {
  const { language, script } = written.get(locale)!;
  const others = locales.filter((other) => other !== locale && written.get(other)!.language === language);
  const isWrittenAlike = (other: Locale) => written.get(other)!.script === script;
  return [locale, ...others.filter(isWrittenAlike), ...others.filter((other) => !isWrittenAlike(other))];
}

const chains = new Map(locales.map((locale) => [locale, [...new Set<Locale>([...sameLanguage(locale), lastLocale])]]));

/** In which order a text is looked for: the locale, then its language, then `en-US` (product.md 43 G31). */
export const localeChain = (locale: Locale): readonly Locale[] => chains.get(locale)!;

/** Of what is there in several locales that which is closest to the one asked for; null when nothing of its chain is there. */
export function inLocale<Localised extends { readonly locale: Locale }>(
  all: readonly Localised[],
  locale: Locale,
): Localised | null {
  if (all.length === 0) return null;
  for (const wanted of localeChain(locale)) {
    const found = all.find((one) => one.locale === wanted);
    if (found) return found;
  }
  return null;
}
