import {
  type AutomatedMessage,
  automatedTriggers,
  type AutomatedTrigger,
  type ChannelId,
  type ConsentText,
  inLocale,
  type Keyword,
  keywords,
  lastLocale,
  type Locale,
  standardConsentTexts,
} from '#contracts';

/** A text for all numbers of SMS, or for one channel. */
interface Levelled {
  readonly level: 'sms' | 'channel';
  readonly channelId: ChannelId | null;
  readonly locale: Locale;
}

/**
 * Which of several texts for the same occasion is for this channel and locale. The channel's own come first; on each level the closest
 * language is taken; a level without any that fits leaves it to the next (product.md 21.1). Null: none fits.
 */
export function textInForce<Text extends Levelled>(
  all: readonly Text[],
  channelId: ChannelId,
  locale: Locale,
): Text | null {
  if (all.length === 0) return null;
  const own = all.filter((one) => one.level === 'channel' && one.channelId === channelId);
  return (
    inLocale(own, locale) ??
    inLocale(
      all.filter(({ level }) => level === 'sms'),
      locale,
    )
  );
}

/** What is sent at a trigger, if it is `active`, and where that was said; `of` is the stored one, null for the default. */
export interface MessageInForce<Stored> {
  readonly trigger: AutomatedTrigger;
  readonly receiver: 'customer' | 'agent';
  readonly active: boolean;
  readonly from: 'channel' | 'sms' | 'default';
  readonly locale: Locale;
  readonly text: string;
  readonly of: Stored | null;
}
type StoredMessage = Pick<AutomatedMessage, 'trigger' | 'level' | 'channelId' | 'locale' | 'text' | 'active'>;

const defaults = new Map(automatedTriggers.map((one) => [one.trigger, one]));

/**
 * What a trigger sends on this channel to somebody of this locale. What nobody stored is as product.md 21.2 has it; what is turned off is not
 * sent, save the last word of overflow, which then is the default.
 */
export function automatedMessageInForce<Stored extends StoredMessage>(
  stored: readonly Stored[],
  trigger: AutomatedTrigger,
  channelId: ChannelId,
  locale: Locale,
): MessageInForce<Stored> {
  const { receiver, on, text, always } = defaults.get(trigger)!;
  const said = textInForce(
    stored.filter((one) => one.trigger === trigger),
    channelId,
    locale,
  );
  return said && (said.active || !always)
    ? { trigger, receiver, active: said.active, from: said.level, locale: said.locale, text: said.text, of: said }
    : { trigger, receiver, active: on, from: 'default', locale: lastLocale, text, of: null };
}

/** What each trigger sends, in the order of the triggers. */
export const automatedMessagesInForce = <Stored extends StoredMessage>(
  stored: readonly Stored[],
  channelId: ChannelId,
  locale: Locale,
): readonly MessageInForce<Stored>[] =>
  automatedTriggers.map(({ trigger }) => automatedMessageInForce(stored, trigger, channelId, locale));

/** What is answered to a keyword where it is ours to answer; `of` is the stored text, null for the standard one. */
export interface ConsentTextInForce<Stored> {
  readonly keyword: Keyword;
  readonly from: 'channel' | 'sms' | 'default';
  readonly locale: Locale;
  readonly text: string;
  readonly of: Stored | null;
}

/** The answer to each keyword on this channel to somebody of this locale (product.md 30.3); what nobody stored is in `en-US`. */
export function consentTextsInForce<
  Stored extends Pick<ConsentText, 'keyword' | 'level' | 'channelId' | 'locale' | 'text'>,
>(stored: readonly Stored[], channelId: ChannelId, locale: Locale): readonly ConsentTextInForce<Stored>[] {
  return keywords.map((keyword) => {
    const said = textInForce(
      stored.filter((one) => one.keyword === keyword),
      channelId,
      locale,
    );
    return said
      ? { keyword, from: said.level, locale: said.locale, text: said.text, of: said }
      : { keyword, from: 'default', locale: lastLocale, text: standardConsentTexts[keyword], of: null };
  });
}
