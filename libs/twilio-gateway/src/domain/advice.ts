import type { CheckOutcome, WebhookFault } from '#contracts';

interface Stands {
  readonly outcome: CheckOutcome;
  readonly fault?: WebhookFault | null;
  readonly errorCode: string | null;
  readonly overriddenBy?: string | null;
}

const outcomes: Partial<Record<CheckOutcome, string>> = {
  'bad-credentials':
    'Twilio does not accept this Account SID with this token. Compare both with the Twilio console and replace the token here.',
  'account-suspended':
    'Twilio has suspended or closed this account: nothing comes in or goes out until it is active again.',
  'provider-unreachable': 'Twilio did not answer in time. Nothing is lost: try again in a few minutes.',
  'number-missing':
    'The account at Twilio does not have this number. Compare the digits, or see whether it was released or moved.',
  'number-not-sms-capable': 'This number cannot send or get texts. Choose one with SMS at Twilio.',
};

const faults: Partial<Record<WebhookFault, string>> = {
  'not-set': 'No webhook is set on the number. Connect it, or enter the callback addresses in the Twilio console.',
  'other-url': 'Texts to this number go to another address. Connect it to bring them here.',
  'wrong-method':
    'The webhook is not called by HTTP POST. Texts come in all the same, but a long one may not fit into an address. Connect the number to mend that.',
  'no-fallback':
    'Texts come in, but there is no fallback for when the first address cannot be reached. Connect the number to set it.',
};

/** What to do about it, in a sentence for an administrator; null where all is well. */
export function adviceOn({ outcome, fault, errorCode, overriddenBy }: Stands): string | null {
  if (outcome === 'ok') return null;
  if (outcome === 'provider-refused') return `Twilio refused${codeAndLink(errorCode)}.`;
  const by = overriddenBy ?? 'unknown';
  switch (fault) {
    case 'application':
      return `The application ${by} is set on the number and overrides its webhook. Connect the number to take it off.`;
    case 'messaging-service':
      return `The Messaging Service ${by} takes the texts to this number. ${mendService}`;
    case 'messaging-service-drops':
      return `The Messaging Service ${by} has no webhook, so Twilio drops the texts to this number. ${mendService}`;
    default:
      return (fault && faults[fault]) ?? outcomes[outcome] ?? 'Something is wrong that this version does not know.';
  }
}

const mendService =
  "In its integration settings choose “Defer to sender's webhook”; a service with no other senders is set by connecting.";

const codeAndLink = (code: string | null): string =>
  code === null ? '' : /^\d+$/.test(code) ? ` with ${code} (https://www.twilio.com/docs/errors/${code})` : ` (${code})`;
