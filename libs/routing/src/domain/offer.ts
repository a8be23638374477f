import {
  type AgentId,
  type CapacityProfileId,
  type ConversationId,
  type OfferId,
  type OfferNotification,
  type QueueId,
  type WorkItemId,
  Refusal,
} from '#contracts';

/** An offer that no desk has shown for this long is lost (product.md 46). */
export const unseenMs = 15_000;

export type OfferOutcome = 'accepted' | 'rejected' | 'timed-out' | 'withdrawn' | 'lost';
/** Why an offer to a colleague was withdrawn, where they were still needed. */
export type Withdrawal = 'taken-back';
/** Why an offer of waiting work came to nothing through no doing of the agent's (product.md 17.6). */
export type Failure = 'not-offered' | 'sessions-full' | 'desk-away' | 'unseen';
export type OfferState = 'offered' | OfferOutcome;

/** An agent is asked to take a work item and has until `expiresAt` (product.md 15.5). */
export interface Offer {
  readonly id: OfferId;
  /** The work item's version when the offer came into this state. */
  readonly version: number;
  readonly workItemId: WorkItemId;
  readonly conversationId: ConversationId;
  readonly queueId: QueueId;
  readonly agentId: AgentId;
  readonly state: OfferState;
  /** Why this agent, in a few words for the card. */
  readonly why: string;
  readonly offeredAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  /** What the agent is asked for (product.md 15.2). */
  readonly slot: OfferSlot;
  /** The agent who asks for advice or hands over; the supervisor who assigns. */
  readonly byAgentId: AgentId | null;
  /** It was not asked whether the agent wants it. */
  readonly withoutConsent: boolean;
  /** What an offer to a colleague takes of them; of waiting work the item itself says it. */
  readonly units: number;
  readonly heldProfileIds: readonly CapacityProfileId[];
  /** What who asks says to who is asked; null: nothing, or the item says it. */
  readonly note: string | null;
  /** The queue was asked for advice, and this is one of its agents; null: nobody asked a queue. */
  readonly searchId: string | null;
  /** How its agent is told of it; null: it is over. */
  readonly notification: OfferNotification | null;
}
export type OfferSlot = 'incoming' | 'consult' | 'transfer' | 'supervisor-assign';

/** What waiting work is offered as, and how nobody in particular asks. */
export const incoming = {
  slot: 'incoming',
  byAgentId: null,
  withoutConsent: false,
  units: 0,
  heldProfileIds: [],
  note: null,
  searchId: null,
} as const;

/** How an agent is asked: what they are told, until when, and whether they are asked at all (product.md 15.1). */
export function asTold(
  { notification, countdownSeconds }: { readonly notification: OfferNotification; readonly countdownSeconds: number },
  /** What the workstream says instead of the template; null: nothing. */
  offerSeconds: number | null,
  now: Date,
): Pick<Offer, 'notification' | 'expiresAt' | 'withoutConsent'> {
  const expiresAt = new Date(now.getTime() + (offerSeconds ?? countdownSeconds) * 1000);
  return { notification, expiresAt, withoutConsent: notification.autoAssign };
}

/** Whether the work becomes the agent's as soon as a desk shows it: nobody is asked, and no time is seen to run (product.md 15.1). */
const isAtOnce = ({ withoutConsent, notification }: Offer): boolean => withoutConsent && !notification?.showTimeout;

/** An offer of a conversation that somebody has already: its end changes nothing about who has it, but accepting a transfer. */
export const isToColleague = ({ slot }: Pick<Offer, 'slot'>): boolean => slot === 'consult' || slot === 'transfer';

/** The offer is over. Every end is the last. */
export function end(offer: Offer, outcome: OfferOutcome, version: number, now: Date): Offer {
  if (offer.state !== 'offered') throw over(offer);
  return { ...offer, state: outcome, version, endedAt: now, notification: null };
}

/** Refuses to reject what may not be rejected (product.md 15.1). */
export function refuseUnrejectable({ state, notification }: Offer): void {
  if (state === 'offered' && notification && !notification.showReject)
    throw new Refusal('reject-off', 'This offer cannot be declined.');
}

/** When an offer has to be looked at next: at its countdown's end, or when it will have been unseen for too long. */
export function lookAgainAt({ offeredAt, expiresAt }: Offer, shownAt: Date | null): Date {
  const seen = Math.max(offeredAt.getTime(), shownAt?.getTime() ?? 0);
  return new Date(Math.min(expiresAt.getTime(), seen + unseenMs));
}

/**
 * What becomes of a standing offer that a desk last showed at `shownAt`; null: it stands on. Where nobody is asked, it is `assigned` when the
 * time is over, or at once where none is seen; but only to who has seen it.
 */
export function fateOf(offer: Offer, shownAt: Date | null, now: Date): 'timed-out' | 'lost' | 'assigned' | null {
  const isSeen = shownAt !== null && now.getTime() - shownAt.getTime() < unseenMs;
  if (isSeen && isAtOnce(offer)) return 'assigned';
  if (now >= offer.expiresAt) return !offer.withoutConsent ? 'timed-out' : isSeen ? 'assigned' : 'lost';
  return now >= lookAgainAt(offer, shownAt) ? 'lost' : null;
}

/** Whether an agent has as many conversations as they may (`most`), so that waiting work that they are asked to take is too much (product.md 15.4). */
export const isTooMuch = ({ slot }: Pick<Offer, 'slot'>, sessions: number, most: number): boolean =>
  slot === 'incoming' && sessions >= most;

const howItEnded: Record<Exclude<OfferState, 'offered'>, string> = {
  accepted: 'You have already accepted this offer.',
  rejected: 'You have declined this offer.',
  'timed-out': 'The time to accept this offer ran out.',
  withdrawn: 'This offer was withdrawn: you are not needed for it any more.',
  lost: 'No desk showed this offer in time, so it was taken back.',
};

/** Why an offer that is over can be neither accepted nor rejected. */
export const over = ({ state }: Offer): Refusal =>
  new Refusal('offer-over', state === 'offered' ? 'This offer still stands.' : howItEnded[state]);
