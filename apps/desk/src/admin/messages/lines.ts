import type { AutomatedMessagesInForceView, AutomatedTriggersView } from '#contracts';

/** One automated message as a table shows it. */
export interface Line {
  readonly trigger: string;
  readonly title: string;
  readonly when: string;
  readonly receiver: 'customer' | 'agent';
  readonly text: string;
  /** Where the text was said. */
  readonly from: 'channel' | 'sms' | 'default';
  readonly active: boolean;
  readonly always: boolean;
  readonly size: AutomatedMessagesInForceView['items'][number]['size'] | null;
}

/** What is stored of a message, as far as a table shows it. */
export interface Stored {
  readonly trigger: string;
  readonly level: 'sms' | 'channel';
  readonly locale: string;
  readonly text: string;
  readonly active: boolean;
}

type Triggers = AutomatedTriggersView['items'];

/** What is said on one channel, in the order of the triggers. */
export function linesOfChannel(triggers: Triggers, { items }: AutomatedMessagesInForceView): readonly Line[] {
  const about = new Map(triggers.map((one) => [one.trigger, one]));
  return items.map(({ trigger, title, receiver, text, from, active, size }) => ({
    trigger,
    title,
    when: about.get(trigger)?.when ?? '',
    receiver,
    text,
    from,
    active,
    always: about.get(trigger)?.always ?? false,
    size,
  }));
}

/** What is said on all numbers in a language: what is stored for it, or what is built in. */
export const linesOfSms = (triggers: Triggers, stored: readonly Stored[], locale: string): readonly Line[] =>
  triggers.map(({ trigger, title, when, receiver, on, text, always }) => {
    const own = stored.find((one) => one.level === 'sms' && one.trigger === trigger && one.locale === locale);
    return {
      trigger,
      title,
      when,
      receiver,
      text: own?.text ?? text,
      from: own ? 'sms' : 'default',
      active: own ? own.active : on,
      always,
      size: null,
    };
  });
