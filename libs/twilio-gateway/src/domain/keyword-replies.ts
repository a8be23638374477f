import type { Address, Keyword } from '#contracts';
import type { Standing } from './consent.ts';
import { kindOf } from './keyword.ts';

/** Who answers keywords to a number, and with which words (product.md 30.3). */
export interface KeywordReplies {
  /** `provider-replies`: Twilio or the network does, and we stay silent. */
  readonly mode: 'provider-replies' | 'we-reply';
  readonly texts: Readonly<Record<Keyword, string>>;
}

/** What is answered where nobody wrote other words. */
export const standardReplies: KeywordReplies = {
  mode: 'provider-replies',
  texts: {
    stop: 'You are unsubscribed and will get no more texts from this number. Reply START to get them again.',
    start: 'You are subscribed again. Reply HELP for help, STOP to unsubscribe. Msg & data rates may apply.',
    help: 'Reply STOP to unsubscribe. Msg & data rates may apply.',
  },
};

/**
 * Our answer to a keyword, null where we stay silent. To short codes Twilio answers nothing, so we always do; on toll-free numbers the
 * network does, and nobody can change that. A second STOP is not answered again. `standing` is what held before the keyword.
 */
export function replyTo(
  keyword: Keyword,
  number: Address,
  standing: Standing,
  { mode, texts }: KeywordReplies,
): string | null {
  const kind = kindOf(number);
  if (kind === 'toll-free' || (kind === 'other' && mode === 'provider-replies')) return null;
  if (keyword === 'stop' && standing === 'opted-out') return null;
  return texts[keyword];
}
