import {
  type Address,
  type ChannelId,
  type ConsentMode,
  type ConsentText,
  type Keyword,
  keywords,
  type Locale,
  standardConsentTexts,
} from '#contracts';
import type { Standing } from './consent.ts';
import { kindOf, type SaidKeyword } from './keyword.ts';

/** Who answers keywords to a number, and with which words (product.md 30.3). */
export interface KeywordReplies {
  /** `provider-replies`: Twilio or the network does, and we stay silent. */
  readonly mode: 'provider-replies' | 'we-reply';
  readonly texts: Readonly<Record<Keyword, string>>;
}

/** What is answered where nobody wrote other words. */
export const standardReplies: KeywordReplies = {
  mode: 'provider-replies',
  texts: standardConsentTexts,
};

/** What these texts are written in where nobody wrote them in the channel's language. */
const otherwise: Locale = 'en-US';

/**
 * Who answers on this channel, and how: its own words come before those for all of SMS, its language before English, and where nobody
 * wrote anything stand the usual words.
 */
export function repliesInForce(
  channelId: ChannelId,
  language: Locale,
  modes: readonly ConsentMode[],
  texts: readonly ConsentText[],
): KeywordReplies {
  const ours = texts.filter((text) => text.channelId === null || text.channelId === channelId);
  const wordsFor = (keyword: Keyword): string => {
    const written = ours.filter((text) => text.keyword === keyword);
    const inLanguage = (locale: Locale) =>
      written.find((text) => text.locale === locale && text.channelId === channelId) ??
      written.find((text) => text.locale === locale && text.channelId === null);
    return (inLanguage(language) ?? inLanguage(otherwise))?.text ?? standardConsentTexts[keyword];
  };
  return {
    mode: modes.find((one) => one.channelId === channelId)?.mode ?? standardReplies.mode,
    texts: Object.fromEntries(keywords.map((keyword) => [keyword, wordsFor(keyword)])) as Record<Keyword, string>,
  };
}

/**
 * Our answer to a keyword, null where we stay silent. To short codes Twilio answers nothing, so we always do; on toll-free numbers the
 * network does, and nobody can change that; what Advanced Opt-Out took for a keyword Twilio answers, whatever the number is and whoever is
 * to answer (twilio.md 4.2). A word that was added for a number only we know, so it is answered by us on every number. A second STOP is
 * not answered again. `standing` is what held before the keyword.
 */
export function replyTo(
  { keyword, isAnswered, isOwn }: Pick<SaidKeyword, 'keyword' | 'isAnswered' | 'isOwn'>,
  number: Address,
  standing: Standing,
  { mode, texts }: KeywordReplies,
): string | null {
  const kind = kindOf(number);
  if (isAnswered) return null;
  if (!isOwn && (kind === 'toll-free' || (kind === 'other' && mode === 'provider-replies'))) return null;
  if (keyword === 'stop' && standing === 'opted-out') return null;
  return texts[keyword];
}
