const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** A language without its country: what is said in it is understood there, too. */
const languageOf = (locale: string): string => names.of(locale.split(/[-_]/)[0]!) ?? locale;

/** The words of what is said in another language (product.md 24). */
export const translationWords = {
  says: (language: string) => `In ${languageOf(language)}:`,
  failed: 'Not translated: the translator did not help.',
  gets: (language: string) => `The customer gets, in ${languageOf(language)}:`,
  preparing: 'Translating…',
  into: (language: string) => `Answers are translated into ${languageOf(language)}.`,
  off: 'Texts go out as you write them.',
  turnOff: 'Don’t translate',
  turnOn: 'Translate',
  notDone: (reason: string) => `Not translated. ${reason}`,
  away: 'The translator could not be asked.',
  again: 'Try again',
  asWritten: 'Send as written',
} as const;
