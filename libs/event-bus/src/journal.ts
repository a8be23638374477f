/** One unit of work of this process, as the log and the metrics tell it. Never what a text says, never a whole number. */
export interface JournalEntry {
  /** Where the work came in. */
  readonly door: 'event' | 'timer' | 'loop' | 'http';
  /** Of the subscription, the timer, the loop or the route. */
  readonly name: string;
  /** Null when several events were handled together. */
  readonly correlationId: string | null;
  /** How long it took. */
  readonly ms: number;
  /** `duplicate`: all of it had been done before. `outage`: written once, when it begins. */
  readonly outcome: 'done' | 'duplicate' | 'refused' | 'unreadable' | 'broken' | 'outage';
  /** How many events or timers the unit held; absent: one. */
  readonly count?: number;
  /** Why it did not end well, in words that may be kept. */
  readonly detail?: string;
}

/** Where the foundation writes one entry for each unit of work. A process provides its own. */
export abstract class Journal {
  abstract wrote(entry: JournalEntry): void;
}

/** Writes nothing: the default. */
export class SilentJournal extends Journal {
  wrote(): void {}
}
