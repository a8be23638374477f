import { z } from 'zod';
import { customerErased, textsExpired } from '#contracts';

/** An event that one subscription will not be given again unless somebody says so. */
export interface DeadLetter {
  readonly subscription: string;
  /** Null when the event is so broken that it has none. */
  readonly eventId: string | null;
  readonly type: string | null;
  /** What it has in common with all that came of the same thing; null when it has none. */
  readonly correlationId: string | null;
  readonly reason: string;
  readonly failures: number;
  /** When it failed for the last time. */
  readonly at: Date;
}

/** Customers who are to be forgotten. An event is theirs when one of these words stands in it as a value. */
export interface Forgotten {
  /** Their addresses. */
  readonly people: readonly string[];
  /** What else they are known by. Only the dead are forgotten for it: what is tried again may end something, and names nobody. */
  readonly besides?: readonly string[];
  /** What happened later is of somebody who came back. */
  readonly until: string;
}

/** What tells services to forget is never forgotten itself: it names people until all have done so. */
const tellsToForget: readonly string[] = [customerErased.type, textsExpired.type];

/** Whether a failed event, as it was written, is to be forgotten. */
export function isTheirs(json: string, { people, besides = [], until }: Forgotten, isDead: boolean): boolean {
  const words = isDead ? [...people, ...besides] : people;
  if (!words.some((word) => json.includes(JSON.stringify(word)))) return false;
  const { type, occurredAt } = envelopeIn(json);
  return !tellsToForget.includes(type ?? '') && !(occurredAt !== undefined && occurredAt > until);
}

const envelope = z.object({ type: z.string().optional(), occurredAt: z.string().optional() });

function envelopeIn(json: string): z.output<typeof envelope> {
  try {
    return envelope.parse(JSON.parse(json));
  } catch {
    return {};
  }
}

/** What failed for good: seen, tried again, or dropped by an administrator. */
export abstract class DeadLetters {
  /** Of one subscription or of all, oldest first; at most 1,000 of each. */
  abstract list(subscription?: string): Promise<DeadLetter[]>;
  /** Gives one event, or all, to the subscription again, as if it had never failed. Answers how many. */
  abstract replay(subscription: string, eventId?: string): Promise<number>;
  /** Forgets one event, or all. Answers how many. */
  abstract drop(subscription: string, eventId?: string): Promise<number>;
  /** Forgets every failed event of customers who are to be forgotten, whether it is dead or is still to be tried again. Answers how many. */
  abstract forget(whom: Forgotten): Promise<number>;
  /**
   * How many there are, by subscription, of one service (`channel-config`, as its subscriptions begin) or of all; subscriptions without any
   * are there with 0.
   */
  abstract count(service?: string): Promise<ReadonlyMap<string, number>>;
}
