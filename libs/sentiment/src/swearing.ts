/** Words that swear whatever language is spoken around them, with letters put in stars or not. What is a name (Dick) or another language's word (slut, prick, crap) is not here. */
const words = [
  '(?:mother)?f[u*][c*]k\\p{L}*',
  'f\\*{3}(?:ing)?',
  '(?:bull|horse|dip|ape)?(?:sh[i*]|s\\*\\*)t(?:s|e|ty|hole|holes|head|heads)?',
  'b[i*]tch(?:es|ing|y)?',
  '(?:ass|arse|a\\*\\*)holes?',
  '(?:dumb|jack)ass(?:es)?',
  'dickheads?',
  'cocksuckers?',
  'c[u*]nts?',
  'bastards?',
  'god ?damn(?:ed|it)?',
  'wtf+',
  'stfu',
  'twats?',
  'wankers?',
  'whores?',
  'nigg(?:er|a)s?',
  'faggots?',
];
const pattern = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{M}\\p{N}])`, 'iu');

/** Whether a text swears in English (product.md 33). */
export const swears = (text: string): boolean => pattern.test(text);
