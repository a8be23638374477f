import { measureText } from './sms-text.ts';

/** Typographic characters and what stands for them in GSM-7. */
const plain: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u00ab': '"',
  '\u00ad': '',
  '\u00b4': "'",
  '\u00b7': '.',
  '\u00bb': '"',
  '\u00d7': 'x',
  '\u02bc': "'",
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2007': ' ',
  '\u2009': ' ',
  '\u200a': ' ',
  '\u200b': '',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u201f': '"',
  '\u2022': '-',
  '\u2026': '...',
  '\u202f': ' ',
  '\u2032': "'",
  '\u2033': '"',
  '\u2039': "'",
  '\u203a': "'",
  '\u2044': '/',
  '\u2060': '',
  '\u2122': '(TM)',
  '\u2212': '-',
  '\ufeff': '',
  '`': "'",
};
const typographic = new RegExp(`[${Object.keys(plain).join('')}]`, 'g');

/** The text with all typographic characters replaced, whatever it gains. */
export const allPlain = (body: string): string => body.replace(typographic, (character) => plain[character]!);

/**
 * The text with typographic characters replaced, where that makes all of it GSM-7: 160 characters to an SMS instead of 70. A text that
 * has others besides, such as an emoji, would gain nothing and stays as it is (twilio.md 4.7).
 */
export function withPlainCharacters(body: string): string {
  if (measureText(body).encoding === 'GSM-7') return body;
  const replaced = allPlain(body);
  return measureText(replaced).encoding === 'GSM-7' ? replaced : body;
}
