import { measureText } from './sms-text.ts';

/** Typographic characters, and those that nobody sees and pasting brings along, and what stands for them in GSM-7. */
const plain: Readonly<Record<string, string>> = {
  '\t': ' ',
  '\u00a0': ' ',
  '\u00ab': '"',
  '\u00ad': '',
  '\u00b4': "'",
  '\u00b7': '.',
  '\u00bb': '"',
  '\u00d7': 'x',
  '\u02bb': "'",
  '\u02bc': "'",
  '\u2000': ' ',
  '\u2001': ' ',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2004': ' ',
  '\u2005': ' ',
  '\u2006': ' ',
  '\u2007': ' ',
  '\u2008': ' ',
  '\u2009': ' ',
  '\u200a': ' ',
  '\u200b': '',
  '\u200c': '',
  '\u200d': '',
  '\u200e': '',
  '\u200f': '',
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
  '\u2028': '\n',
  '\u2029': '\n',
  '\u202a': '',
  '\u202b': '',
  '\u202c': '',
  '\u202d': '',
  '\u202e': '',
  '\u202f': ' ',
  '\u2032': "'",
  '\u2033': '"',
  '\u2039': "'",
  '\u203a': "'",
  '\u2043': '-',
  '\u2044': '/',
  '\u205f': ' ',
  '\u2060': '',
  '\u2066': '',
  '\u2067': '',
  '\u2068': '',
  '\u2069': '',
  '\u2122': '(TM)',
  '\u2212': '-',
  '\u3000': ' ',
  '\ufeff': '',
  '`': "'",
};
const typographic = new RegExp(`[${Object.keys(plain).join('')}]`, 'g');

/** The text with all typographic characters replaced, whatever it gains. */
export const allPlain = (body: string): string => body.replace(typographic, (character) => plain[character]!);

/**
 * The text with typographic characters replaced, where that makes all of it GSM-7: 160 characters to an SMS instead of 70. A text that
 * has others besides, such as an emoji, would gain nothing and stays as it is (twilio.md 4.7), as does one of which nothing would be left.
 */
export function withPlainCharacters(body: string): string {
  if (measureText(body).encoding === 'GSM-7') return body;
  const replaced = allPlain(body);
  return replaced.trim() !== '' && measureText(replaced).encoding === 'GSM-7' ? replaced : body;
}
