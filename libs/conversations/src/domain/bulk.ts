import type { BulkResult, OrganisationSettings } from '#contracts';
import { type Conversation, type Decision, move, nothing, type Writer } from './conversation.ts';
import { lastOf } from './receiving.ts';
import { endOfQuiet, quietHoursOf } from './outbound.ts';
import { type Whereabouts, zonesOf } from './zones.ts';

/** What became of one of many. `code` says why it was refused, or why there was no need. */
export interface Outcome {
  readonly result: BulkResult;
  readonly code: string | null;
  /** When its customer was written to; left out: they were not. */
  readonly sentAt?: Date;
}
export const done: Outcome = { result: 'done', code: null };
export const refused = (code: string): Outcome => ({ result: 'refused', code });
export const unchanged = (code: string | null = null): Outcome => ({ result: 'unchanged', code });

/** What is known when it is decided whether a customer gets a text that many get. */
export interface BulkCircumstances {
  readonly now: Date;
  readonly outbound: OrganisationSettings['outbound'];
  /** The ledger of consent says so, or they wrote to us first. */
  readonly hasConsent: boolean;
  /** How many texts nobody asked for they got within the last day, week and month. */
  readonly sent: Readonly<Record<'day' | 'week' | 'month', number>>;
  /** Where they live, as far as it is known. */
  readonly whereabouts: Whereabouts;
}

/**
 * Why a customer does not get a text that many get; null: they do. Who waits for nothing is written to as we write first: not while it is quiet
 * where they live (product.md 18.4; 29; 30.6; 43 G35).
 */
export function whyNotMessaged(conversation: Conversation, circumstances: BulkCircumstances): string | null {
  const { status, customer, optedOutAt } = conversation;
  const { now, outbound, hasConsent, sent, whereabouts } = circumstances;
  if (status === 'closed') return 'conversation-closed';
  if (status === 'wrap-up') return 'conversation-ended';
  if (optedOutAt) return 'opted-out';
  if (outbound.requireOptIn && !hasConsent) return 'no-consent';
  if (outbound.frequencyCaps.some(({ per, texts }) => sent[per] >= texts)) return 'capped';
  const isQuiet = endOfQuiet(zonesOf(customer, whereabouts, now), now, quietHoursOf(customer, outbound)) !== null;
  return isQuiet && status === 'waiting' ? 'quiet-hours' : null;
}

/** The text is its last word, and one that is open waits from then on, unless a bot has it (product.md 18.4). */
export function messageOneOfMany(
  before: Conversation,
  body: string,
  { now, hasBot, by }: { readonly now: Date; readonly hasBot: boolean; readonly by: Writer },
): Decision {
  const version = before.version + 1;
  const text = { body, at: now, position: version };
  const last = lastOf(before, text, { kind: 'agent', ...by });
  const written = { ...before, ...last, version, waitingSince: null, lastActivityAt: now };
  return before.status === 'open' && !hasBot ? move(written, 'waiting', 'messaged-in-bulk', now) : nothing(written);
}

/** Why the agents of a conversation cannot be told something; null: they can. */
export function whyNotNotified({ status, agentId }: Pick<Conversation, 'status' | 'agentId'>): string | null {
  if (status === 'closed') return 'conversation-closed';
  return agentId && (status === 'active' || status === 'wrap-up') ? null : 'nobody-has-it';
}
