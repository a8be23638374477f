import type { Locale } from '#contracts';
import { measureText } from './sms-text.ts';

/** The letters that a language writes besides A to Z, as its people learn them at school. A script that is not Latin has none here. */
const lettersBesides: Readonly<Record<string, string>> = {
  ca: 'àèéíïòóúüç·',
  cs: 'áčďéěíňóřšťúůýž',
  da: 'æøå',
  de: 'äöüß',
  en: '',
  es: 'áéíñóúü¿¡',
  et: 'šžõäöü',
  fi: 'äöå',
  fr: 'àâæçéèêëîïôœùûüÿ',
  hr: 'čćđšž',
  hu: 'áéíóöőúüű',
  id: '',
  it: 'àèéìòù',
  lt: 'ąčęėįšųūž',
  lv: 'āčēģīķļņšūž',
  ms: '',
  nb: 'æøå',
  nl: 'éëïóöü',
  pl: 'ąćęłńóśźż',
  pt: 'àáâãçéêíóôõú',
  ro: 'ăâîșț',
  sk: 'áäčďéíĺľňóôŕšťúýž',
  sl: 'čšž',
  sv: 'åäö',
  tr: 'çğıöşü',
  vi: 'ăâđêôơưáàảãạ',
};

/** What writing in a language costs: one SMS holds 160 characters as long as all of them are of GSM-7, else 70. */
export interface Alphabet {
  /** `always`: every letter is of GSM-7; `unless`: every letter but the `switchers`; `never`: another script. */
  readonly gsm7: 'always' | 'unless' | 'never';
  readonly switchers: readonly string[];
  /** How many characters of a usual text one SMS holds. */
  readonly room: 160 | 70;
}

/** How texts in this language fit into an SMS, by its alphabet: a hint, a text itself is measured (product.md 3.2). */
export function alphabetOf(locale: Locale): Alphabet {
  const letters = lettersBesides[new Intl.Locale(locale).language];
  if (letters === undefined) return { gsm7: 'never', switchers: [], room: 70 };
  const { switchers } = measureText(letters);
  return switchers.length === 0 ? { gsm7: 'always', switchers, room: 160 } : { gsm7: 'unless', switchers, room: 70 };
}
