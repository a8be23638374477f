import type { Locale } from '#contracts';
import { replyWithNumber } from './choice-words.ts';
import { withPlainNumber } from './leading-number.ts';

/**
 * Choices as a text can offer them (product.md 43, G20): SMS has no buttons, so each gets a number to answer with, and the language of the
 * conversation says so. `Which one? ` with `Order`, `Refund` becomes three lines and `Reply 1 or 2.`
 */
export function withChoices(text: string, choices: readonly string[], locale: Locale): string {
  if (choices.length === 0) return text;
  const lines = choices.map((choice, n) => `${n + 1} ${choice}`);
  return [text, ...lines, replyWithNumber(choices.length, locale)].filter((line) => line !== '').join('\n');
}

/** Which of the choices a customer's answer means: its number (`2`, `2.`, `#2`), or its words in any case; null: none of them. */
export function choiceIn(answer: string, choices: readonly string[]): string | null {
  const said = answer.trim();
  const number = /^#?\s*(\d{1,2})\s*[.)!]?$/.exec(withPlainNumber(said))?.[1];
  if (number !== undefined) return choices[Number(number) - 1] ?? null;
  const words = plain(said);
  return choices.find((choice) => plain(choice) === words) ?? null;
}

const plain = (text: string): string =>
  text
    .toLocaleLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
