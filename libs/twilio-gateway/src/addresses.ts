import type { MessageId } from '#contracts';
import type { PublicAddress } from '#platform';

/** Where Twilio tells us what became of this text. Carries our own id, so that it may come before Twilio's answer (twilio.md, pitfall 6). */
export const statusCallback = ({ base }: PublicAddress, accountKey: string, messageId: MessageId): string =>
  `${base}/webhooks/twilio/${encodeURIComponent(accountKey)}/deliveries/${messageId}`;
