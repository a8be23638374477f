import type { Clock } from './clock.ts';
import type { Parameters } from './domain/parameters.ts';

export type LogKind =
  /** A REST request that came, and how it was answered. */
  | 'request'
  /** A customer's text, before any webhook. */
  | 'text'
  | 'webhook'
  | 'fallback'
  | 'callback'
  /** A text that reached a phone, or ended without reaching it. */
  | 'delivery'
  | 'opt-out'
  | 'fault'
  | 'account';

export type LogEntry = Readonly<{
  id: number;
  /** ISO 8601. */
  at: string;
  kind: LogKind;
  /** What happened, for people. */
  sentence: string;
  went: 'well' | 'wrong' | 'neither';
  account?: string;
  number?: string;
  customer?: string;
  /** SID of the text. */
  sid?: string;
  method?: string;
  url?: string;
  /** HTTP status, of the answer that was given or got. */
  status?: number;
  /** Twilio's code. */
  code?: number;
  /** The state a callback reported. */
  state?: string;
  /** How long it took. */
  ms?: number;
  /** What was sent or got as a form, never credentials. */
  parameters?: Parameters;
  signature?: string;
}>;

/** Everything the simulator sent and got: the last entries in full, and counts of all. */
export class Log {
  private readonly ring: LogEntry[] = [];
  private readonly tally = new Map<string, number>();
  private readonly listeners = new Set<(entry: LogEntry) => void>();
  private last = 0;

  private readonly clock: Clock;
  private readonly kept: number;

  constructor(clock: Clock, kept: number) {
    this.clock = clock;
    this.kept = kept;
  }

  write(entry: Omit<LogEntry, 'id' | 'at'>): LogEntry {
    const written: LogEntry = { id: ++this.last, at: this.clock.now().toISOString(), ...entry };
    this.ring.push(written);
    // Cut in lumps: shifting an array on every entry would cost as much as all the rest under load.
    if (this.ring.length >= this.kept * 2) this.ring.splice(0, this.ring.length - this.kept);
    const outcome = entry.status ?? entry.code;
    this.count(entry.kind);
    if (outcome !== undefined) this.count(`${entry.kind} ${outcome}`);
    for (const listener of this.listeners) listener(written);
    return written;
  }

  /** The last entries, oldest first. */
  entries(after = 0): LogEntry[] {
    return this.ring.slice(-this.kept).filter(({ id }) => id > after);
  }

  /** How many of each kind there were since the start, and of each kind with each outcome: `webhook`, `webhook 200`. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.tally].sort(([one], [other]) => one.localeCompare(other)));
  }

  listen(listener: (entry: LogEntry) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  clear(): void {
    this.ring.length = 0;
    this.tally.clear();
  }

  private count(name: string): void {
    this.tally.set(name, (this.tally.get(name) ?? 0) + 1);
  }
}
