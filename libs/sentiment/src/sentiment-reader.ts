import type { Locale } from '#contracts';
import { lexiconOf } from './lexicon.ts';
import { swears } from './swearing.ts';

/** Tells how a text sounds. */
export abstract class SentimentReader {
  /** From -5 (as bad as it gets) to 5, 0 for what says nothing either way. In memory: many are read one after another. */
  abstract read(text: string, language: Locale): number;
}

/** The lists are called by older codes in a few cases. */
const listOf: Partial<Record<string, string>> = { nb: 'no', he: 'iw' };
const chinese: Partial<Record<Locale, string>> = { 'zh-TW': 'zh-tw', 'zh-HK': 'zh-tw' };

/** As bad as it gets. */
const worst = -5;

/** So many words behind a negation it says nothing any more. */
const negationReaches = 5;

/**
 * Reads by lists of words, one for each language. What is said not to be bad says nothing, for it is seldom praise ("I can't stand this awful line"); what swears in
 * English is as bad as it gets in any language (product.md 33).
 */
export class LexiconReader extends SentimentReader {
  private readonly segmenters = new Map<Locale, Intl.Segmenter>();

  read(text: string, language: Locale): number {
    const [base = 'en'] = language.split('-');
    const { scores, negators } = lexiconOf(chinese[language] ?? listOf[base] ?? base);
    if (swears(text)) return worst;
    let sum = 0;
    let negated = 0;
    for (const word of this.wordsOf(text, language)) {
      if (negators.has(word)) {
        negated = negationReaches;
        continue;
      }
      const score = scores.get(word) ?? 0;
      const isNegated = negated > 0 && !emoji.test(word);
      sum += isNegated ? -Math.max(0, score) : score;
      negated = endOfSentence.test(word) ? 0 : negated - 1;
    }
    return Math.max(worst, Math.min(-worst, sum));
  }

  private wordsOf(text: string, language: Locale): string[] {
    const words = text.toLowerCase().replaceAll('’', "'");
    if (!withoutSpaces.has(language.split('-')[0]!)) return words.match(word) ?? [];
    const segmenter = this.segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
    this.segmenters.set(language, segmenter);
    const parts = [...segmenter.segment(words)];
    const tells = ({ isWordLike, segment }: Intl.SegmentData) =>
      isWordLike || emoji.test(segment) || endOfSentence.test(segment);
    return parts.filter(tells).map(({ segment }) => segment);
  }
}

/** Languages whose words nothing parts; of the others a pattern finds the words in a tenth of the time. */
const withoutSpaces = new Set(['ja', 'th', 'zh']);
const word = /[\p{L}\p{M}\p{N}\u200c\u200d]+(?:'[\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}|[.!?;…\n]/gu;
const emoji = /\p{Extended_Pictographic}/u;
const endOfSentence = /^[.!?;…\n。！？]/u;
