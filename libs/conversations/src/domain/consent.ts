import type { Address, consentChanged, ConsentSource, ConsentStatus, DataOf } from '#contracts';
import { type Conversation, type Decision, isOngoing, nothing } from './conversation.ts';
import { lastOf, type Text } from './receiving.ts';

/** What the gateway's ledger says of a customer and one of our numbers (product.md 30), as far as we heard. */
export interface Consent {
  readonly number: Address;
  readonly customer: Address;
  /** Of two, the later by `at`, then `position`, holds. */
  readonly at: Date;
  readonly position: number;
  readonly status: ConsentStatus;
  readonly source: ConsentSource;
}

/** The conversation knows whether its customer may be texted. The very same object when it knew. */
export function heed(
  before: Conversation,
  { status, source, at }: Pick<Consent, 'status' | 'source' | 'at'>,
): Conversation {
  const isOut = status === 'opted-out';
  if (isOut === (before.optedOutAt !== null)) return before;
  return { ...before, optedOutAt: isOut ? at : null, optedOutBy: isOut ? source : null, version: before.version + 1 };
}

/**
 * A text that is a keyword is seen where it was written: it opens nothing, brings nothing back, and nobody has to answer it. Null where
 * there is no thread to show it in. In wrap-up only the thread has it.
 */
export function receiveKeyword(latest: Conversation | null, text: Text, now: Date): Decision | null {
  if (latest === null || latest.status === 'closed') return null;
  if (!isOngoing(latest.status)) return nothing(latest);
  return nothing({
    ...latest,
    ...lastOf(latest, text, null),
    version: latest.version + 1,
    unread: latest.unread + 1,
    lastCustomerTextAt: latest.lastCustomerTextAt > text.at ? latest.lastCustomerTextAt : text.at,
    lastActivityAt: now,
  });
}

/** The line of the thread that says it. */
export function lineAbout({
  status,
  source,
  word,
  recordedBy,
}: Pick<DataOf<typeof consentChanged>, 'status' | 'source' | 'word' | 'recordedBy'>): string {
  const isOut = status === 'opted-out';
  const happened = isOut ? 'the customer opted out' : 'the customer may be texted again';
  if (source === 'keyword') {
    const by = word ? ` with ${word}` : '';
    return isOut ? `The customer opted out${by}.` : `The customer opted in again${by}.`;
  }
  if (source === 'provider-error') return 'The customer opted out at the carrier.';
  if (source === 'import') return `An import recorded that ${happened}.`;
  return `${recordedBy?.name || 'Somebody'} recorded that ${happened}.`;
}
