import type { MessageId } from '#contracts';
import { allPlain } from '#sms-text';
import type { Delivery } from './delivery.ts';
import type { ListedText } from './listed-text.ts';

/** What looking for a text in doubt came to. */
export type Finding =
  /** The provider has it. */
  | { readonly kind: 'found'; readonly text: ListedText }
  /** The provider certainly does not have it: it may be asked again. */
  | { readonly kind: 'absent' }
  /** It may still come into the list. */
  | { readonly kind: 'later'; readonly at: Date }
  /** Nobody will ever know. */
  | { readonly kind: 'undecided' };

/** How the provider answered when its list was asked for. `refused`: asking again changes nothing. */
export type Listing =
  | { readonly kind: 'listed'; readonly texts: readonly ListedText[] }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'refused' };

const second = 1000;
/** How far the provider's clock may be from ours. */
const skew = 30 * second;
/** While the provider does not list anything it is asked less and less often, and given up after a day. */
const longestPause = 600 * second;
const giveUpAfter = 24 * 3600 * second;

const submitted = ({ submittedAt, changedAt }: Delivery) => (submittedAt ?? changedAt).getTime();

/** From when on the provider's list has to be read for these. */
export const readFrom = (doubtful: readonly Delivery[]): Date => new Date(Math.min(...doubtful.map(submitted)) - skew);

/**
 * Looks for texts in doubt, all of them from one sender to one customer, in what the provider lists of these two. The provider tells no id
 * of ours, so a text is known by its words and its time: the very words where it is there with them, or else as Twilio may have changed them,
 * for what is taken for absent is sent again. `claimed` are the SIDs that are known to be other texts of ours. Of equal texts
 * the earliest is taken for the earliest: which is which makes no difference to anybody. What is not in the list after
 * `absentAfterMs` is not there: lists are not always up to date, and requests may be slow.
 */
export function findDoubtful(
  doubtful: readonly Delivery[],
  listing: Listing,
  claimed: ReadonlySet<string>,
  now: Date,
  absentAfterMs: number,
): ReadonlyMap<MessageId, Finding> {
  const oldestFirst = doubtful.toSorted((one, other) => submitted(one) - submitted(other) || one.part - other.part);
  if (listing.kind !== 'listed')
    return new Map(oldestFirst.map((one) => [one.messageId, unlisted(one, listing.kind, now)]));
  const free = listing.texts
    .filter(({ sid, direction }) => direction !== 'inbound' && !claimed.has(sid))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const found = new Map<Delivery, ListedText>();
  for (const wordsOf of [asTheyStand, asTwilioKeeps])
    for (const one of oldestFirst.filter((other) => !found.has(other))) {
      const words = wordsOf(one.body);
      const place = free.findIndex(({ body, at }) => wordsOf(body) === words && at.getTime() >= submitted(one) - skew);
      if (place >= 0) found.set(one, free.splice(place, 1)[0]!);
    }
  return new Map(
    oldestFirst.map((one) => {
      const text = found.get(one);
      return [one.messageId, text ? { kind: 'found', text } : missing(one, now, absentAfterMs)];
    }),
  );
}

const asTheyStand = (body: string): string => body;

const ofTrial = /^Sent from your Twilio trial account -/;
/** Words without what Twilio adds to those of a trial account, trims, or replaces where a Messaging Service encodes smartly (twilio.md 4.7). */
const asTwilioKeeps = (body: string): string =>
  allPlain(body.replace(ofTrial, '')).normalize('NFKC').replace(/\s+/gu, ' ').trim();

function missing(delivery: Delivery, now: Date, absentAfterMs: number): Finding {
  const absentAt = submitted(delivery) + absentAfterMs;
  if (now.getTime() >= absentAt) return { kind: 'absent' };
  const next = now.getTime() + pauseAfter(delivery.looks);
  return { kind: 'later', at: new Date(Math.min(next, absentAt)) };
}

function unlisted(delivery: Delivery, kind: 'no-answer' | 'refused', now: Date): Finding {
  if (kind === 'refused' || now.getTime() - submitted(delivery) > giveUpAfter) return { kind: 'undecided' };
  return { kind: 'later', at: new Date(now.getTime() + pauseAfter(delivery.looks)) };
}

/** 2 s, 4 s, 8 s ... */
const pauseAfter = (looks: number): number => Math.min(longestPause, 2 * second * 2 ** looks);
