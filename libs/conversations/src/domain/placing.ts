import type { ConversationId } from '#contracts';
import { endByCustomer, isEndWord } from './closing.ts';
import { receiveKeyword } from './consent.ts';
import { type Conversation, isOngoing } from './conversation.ts';
import { type Opening, receiveText, type Received, type Text } from './receiving.ts';

/** What a customer's text meets. */
export interface Met {
  /** The customer's latest conversation on the channel. */
  readonly latest: Conversation | null;
  /** It is nothing but a word that says whether they may be texted (product.md 30). */
  readonly isKeyword: boolean;
  /** The conversation whose survey it answers; null: none (product.md 22). */
  readonly answers: ConversationId | null;
  readonly opening: Opening;
  readonly isChannelRetired: boolean;
  /** By the workstream of the latest conversation, or of the one that it would open. */
  readonly reopenWithinHours: number;
  readonly endWords: readonly string[];
}

/** Where a text goes. */
export type Place =
  /** There is no thread to show it in. */
  | { readonly is: 'nowhere' }
  /** It is seen in its thread, and nobody has to answer it. */
  | { readonly is: 'seen'; readonly conversation: Conversation }
  /** Its thread has it, and nothing else happens; `shownTo`: whose desks may have that on screen, null: nobody's. */
  | { readonly is: 'kept'; readonly conversationId: ConversationId; readonly shownTo: Conversation | null }
  /** The customer wrote. */
  | ({ readonly is: 'received' } & Received);

/** Where a customer's text goes (product.md 17.3, 22, 30, 43 G18). */
export function placeText(text: Text, met: Met, now: Date): Place {
  const { latest, answers, opening, isChannelRetired: retired, reopenWithinHours } = met;
  if (met.isKeyword) {
    const seen = receiveKeyword(latest, text, now);
    return seen ? { is: 'seen', conversation: seen.conversation } : { is: 'nowhere' };
  }
  // who still wraps it up has its thread on screen
  if (answers) return { is: 'kept', conversationId: answers, shownTo: latest?.id === answers ? latest : null };
  if (latest && isEndWord(text.body, met.endWords)) {
    // there is nothing left to end, and nothing to answer
    if (!isOngoing(latest.status)) return { is: 'kept', conversationId: latest.id, shownTo: latest };
    return { is: 'received', ...endByCustomer(latest, text, now), happened: 'continued' };
  }
  return { is: 'received', ...receiveText(latest, text, opening, now, { retired, reopenWithinHours }) };
}
