import type { Envelope, WebhookKind } from '#contracts';

/** On which subscription each kind comes to us. */
export const subscriptionOf: Readonly<Record<WebhookKind, string>> = {
  'conversation-ready': 'conversations.tell-conversation-ready',
  'conversation-attended': 'conversations.tell-conversation-attended',
  'conversation-changed': 'conversations.tell-conversation-changed',
  'conversation-context-changed': 'conversations.tell-context-changed',
  'message-received': 'conversations.tell-message-received',
  'text-written': 'conversations.tell-text-written',
  'delivery-changed': 'conversations.tell-delivery-changed',
  'consent-changed': 'conversations.tell-consent-changed',
  'dispositions-recorded': 'conversations.tell-dispositions',
  'sentiment-changed': 'conversations.tell-sentiment-changed',
};

/** The waits before each further attempt, in milliseconds: as for everything that fails (decisions A). */
const ladder = [1_000, 10_000, 60_000, 600_000, 3_600_000];

/** When a delivery that failed so often is tried again; null: it failed for good. The other side may ask for more time, up to a day. */
export function againAt(failures: number, now: Date, retryAfterSeconds: number | null): Date | null {
  const wait = ladder[failures - 1];
  return wait === undefined ? null : new Date(now.getTime() + Math.max(wait, (retryAfterSeconds ?? 0) * 1000));
}

/** After so many deliveries in a row that failed for good a system is told no more, until somebody turns it on again. */
export const mostFailures = 10;

/** The customer whom a fact names, and when what it says came to be; null: it names none. */
export function customerOf({ occurredAt, data }: Envelope): { readonly customer: string; readonly at: Date } | null {
  const { customer, from, to, writtenAt, receivedAt } = data as Readonly<Record<string, unknown>>;
  const at = new Date([receivedAt, writtenAt, occurredAt].find((one) => typeof one === 'string') as string);
  const named = customer ?? (receivedAt ? from : writtenAt ? to : null);
  return typeof named === 'string' ? { customer: named, at } : null;
}

/** What a fact is about: the ids of its conversation and its text, and the customer's address, as far as it names them. */
export function aboutOf(fact: Envelope): readonly string[] {
  const { conversationId, messageId } = fact.data as Readonly<Record<string, unknown>>;
  return [conversationId, messageId, customerOf(fact)?.customer].filter((one) => typeof one === 'string');
}
