import { type Locale, locales } from '#contracts';

interface Spoken {
  readonly language: string;
  readonly script: string | undefined;
  readonly region: string | undefined;
  /** Its name says how it is written, or where it is spoken. */
  readonly isExact: boolean;
}

/** Translators call Norwegian by three names; we have one. */
const alsoCalled: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb' };

/** What a BCP 47 name means, with what it leaves open as it is most often meant; null: nobody knows. */
function spoken(name: string): Spoken | null {
  try {
    const told = new Intl.Locale(name.replace('_', '-'));
    const { script, region } = told.maximize();
    const { language } = told;
    if (!language || language === 'und') return null;
    const isExact = told.script !== undefined || told.region !== undefined;
    return { language: alsoCalled[language] ?? language, script, region, isExact };
  } catch {
    return null;
  }
}

const ours = locales.map((locale) => ({ locale, ...spoken(locale)! }));
const ofOurs = (locale: Locale) => ours.find((one) => one.locale === locale)!;

const isSame = (detected: Spoken, { language, script }: Spoken): boolean =>
  detected.language === language && (!detected.isExact || detected.script === script);

/** Whether who reads this locale reads a text in the language that was found; null: what was found is no language. */
export function isSpoken(detected: string, locale: Locale): boolean | null {
  const found = spoken(detected);
  return found && isSame(found, ofOurs(locale));
}

/**
 * The locale that a language found in a text means here: the conversation's own where it is the same language; else that of the country where most speak it,
 * as long as no other is named. Null: none that we know.
 */
export function localeOf(detected: string, current: Locale): Locale | null {
  const found = spoken(detected);
  if (!found) return null;
  if (isSame(found, ofOurs(current))) return current;
  const spokenBy = ours.filter(({ language }) => language === found.language);
  const here = spokenBy.find(({ region }) => region === found.region);
  return (here ?? spokenBy.find(({ script }) => script === found.script) ?? spokenBy[0])?.locale ?? null;
}

/** How sure a translator has to be before a conversation changes its language, where foreign words alone do not make a foreign text (product.md 24). */
export const sureEnough = 0.8;
