import type { DeliveryState } from '#contracts';

const states: Readonly<Record<string, DeliveryState>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  partially_delivered: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
};

/** What a message status of Twilio's says about an outgoing text (twilio.md 4.4); null for a word that says nothing to us. */
export const stateOfWord = (word: string): DeliveryState | null => (Object.hasOwn(states, word) ? states[word]! : null);
