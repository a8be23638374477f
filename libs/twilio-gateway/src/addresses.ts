import type { MessageId } from '#contracts';
import type { PublicAddress } from '#platform';
import type { Webhooks } from './domain/webhooks.ts';

/** Where texts to the numbers of this account come in; channel-config shows administrators the same two. */
export const webhooksOf = ({ base }: PublicAddress, accountKey: string): Webhooks => {
  const account = `${base}/webhooks/twilio/${encodeURIComponent(accountKey)}`;
  return { messages: `${account}/messages`, fallback: `${account}/fallback` };
};

/** Where Event Grid brings what happens at Azure. `key` proves that it was given this address (providers/azure-provider.ts). */
export const eventGridOf = ({ base }: PublicAddress, accountKey: string, key: string): string =>
  `${base}/webhooks/azure/${encodeURIComponent(accountKey)}/events?key=${encodeURIComponent(key)}`;

/** Where Twilio tells us what became of this text. Carries our own id, so that it may come before Twilio's answer (twilio.md, pitfall 6). */
export const statusCallback = ({ base }: PublicAddress, accountKey: string, messageId: MessageId): string =>
  `${base}/webhooks/twilio/${encodeURIComponent(accountKey)}/deliveries/${messageId}`;
