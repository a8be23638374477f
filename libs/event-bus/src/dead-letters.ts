/** An event that one subscription will not be given again unless somebody says so. */
export interface DeadLetter {
  readonly subscription: string;
  /** Null when the event is so broken that it has none. */
  readonly eventId: string | null;
  readonly type: string | null;
  readonly reason: string;
  readonly failures: number;
  /** When it failed for the last time. */
  readonly at: Date;
}

/** What failed for good: seen, tried again, or dropped by an administrator. */
export abstract class DeadLetters {
  /** Of one subscription or of all, oldest first; at most 1,000 of each. */
  abstract list(subscription?: string): Promise<DeadLetter[]>;
  /** Gives one event, or all, to the subscription again, as if it had never failed. Answers how many. */
  abstract replay(subscription: string, eventId?: string): Promise<number>;
  /** Forgets one event, or all. Answers how many. */
  abstract drop(subscription: string, eventId?: string): Promise<number>;
  /** Forgets every event in which one of these words stands as a value: of customers who are to be forgotten. Answers how many. */
  abstract forget(words: readonly string[]): Promise<number>;
  /** How many there are, by subscription; subscriptions without any are there with 0. */
  abstract count(): Promise<ReadonlyMap<string, number>>;
}
