import {
  type AutomatedMessage,
  automatedTriggers,
  type AutomatedTrigger,
  type ChannelId,
  inLocale,
  lastLocale,
  type Locale,
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

/**
 * What each trigger sends on this channel to somebody of this locale, in the order of the triggers. What nobody stored is as product.md
 * 21.2 has it; what is turned off is not sent, save the last word of overflow, which then is the default.
 */
export function automatedMessagesInForce<Stored extends StoredMessage>(
  stored: readonly Stored[],
  channelId: ChannelId,
  locale: Locale,
): readonly MessageInForce<Stored>[] {
  return automatedTriggers.map(({ trigger, receiver, on, text, always }) => {
    const said = textInForce(
      stored.filter((one) => one.trigger === trigger),
      channelId,
      locale,
    );
    return said && (said.active || !always)
      ? { trigger, receiver, active: said.active, from: said.level, locale: said.locale, text: said.text, of: said }
      : { trigger, receiver, active: on, from: 'default', locale: lastLocale, text, of: null };
  });
}
