import type { Address, AgentId, ConsentSource, ConsentStatus, Keyword, MessageId } from '#contracts';
import type { SaidKeyword } from './keyword.ts';

/** The SID of a Messaging Service: its numbers share the customer's word. */
export type Pool = string;

/** One line of the ledger. It is never changed; what holds is the latest, by `at`, about a customer and a number or its pool. */
export interface ConsentEntry {
  readonly id: string;
  /** Our number, or the Messaging Service it is in. */
  readonly sender: Address | Pool;
  readonly customer: Address;
  readonly status: ConsentStatus;
  readonly source: ConsentSource;
  /** When it was said. A text that was found after an outage, or an imported line, may be older than others that are here already. */
  readonly at: Date;
  /** Who recorded it, where a person did. */
  readonly actorId: AgentId | null;
  readonly actorName: string | null;
  /** The text that it comes from: the customer's, or ours that was refused. */
  readonly messageId: MessageId | null;
  /** The customer's word in upper case, where it was a keyword. */
  readonly word: string | null;
  readonly comment: string;
}

/** What holds between a number of ours and a customer; undefined where nobody ever said anything: then they may be texted. */
export type Standing = ConsentStatus | undefined;

/** What a keyword comes to. */
export interface Heard {
  /** Null: it is an ordinary text after all. */
  readonly keyword: Keyword | null;
  /** What the ledger says from now on; null: nothing new. */
  readonly becomes: ConsentStatus | null;
}

/**
 * What a keyword does. Every STOP and START is written down, also those that change nothing, for the ledger is evidence. YES is an answer
 * to a question unless there is something to undo; HELP is no word about consent.
 */
export function hear({ keyword, word }: SaidKeyword, standing: Standing): Heard {
  if (keyword === 'stop') return { keyword, becomes: 'opted-out' };
  if (keyword === 'help') return { keyword, becomes: null };
  if (word === 'YES' && standing !== 'opted-out') return { keyword: null, becomes: null };
  return { keyword, becomes: 'opted-in' };
}
