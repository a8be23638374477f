import { Client, type ClientConfig } from 'pg';

/** A connection that is watched. */
export interface Watched {
  /** What the server calls it: no other connection has this name. */
  readonly called: string;
  /** Whether the server owes an answer over it. */
  readonly isOwed: boolean;
  /** How many bytes came over it. */
  readonly bytesHeard: number;
  /** Takes it for broken: whoever waits for it hears of an outage. */
  breakOff(): void;
}

const usuallyEveryMs = 5_000;
const patienceMs = 5_000;

/**
 * Breaks connections off that lead nowhere any more. One that vanished without a word, as in a failover or behind a firewall, would be waited for
 * until TCP gives up, a quarter of an hour; meanwhile a new one is answered at once. The server says, over a connection of its own, which ones it
 * is at work for, so a statement may take as long as it takes. It is asked only while one owes an answer and says nothing.
 */
export class LostConnections {
  /** What each had heard when it was last looked at; null: nothing was owed over it. */
  private readonly watched = new Map<Watched, number | null>();
  private timer: NodeJS.Timeout | undefined;
  private isAsking = false;

  constructor(
    private readonly config: ClientConfig,
    private readonly everyMs = usuallyEveryMs,
  ) {}

  watch(connection: Watched): void {
    this.watched.set(connection, null);
    this.timer ??= setInterval(() => void this.look(), this.everyMs).unref();
  }

  forget(connection: Watched): void {
    this.watched.delete(connection);
    if (this.watched.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    const all = [...this.watched.keys()];
    const silent = all.filter((one) => this.isSilent(one));
    for (const one of all) this.watched.set(one, one.isOwed ? one.bytesHeard : null);
    if (silent.length === 0 || this.isAsking) return;
    this.isAsking = true;
    try {
      const busy = await this.busy(all.map(({ called }) => called));
      const isIdle = ({ called }: Watched) => !busy.has(called);
      // one alone is never lost: what nobody has asked anything yet is no better
      if (silent.some((one) => isIdle(one) && this.isSilent(one))) for (const one of all.filter(isIdle)) one.breakOff();
    } catch {
      // the server is away for all: waiting goes on until it is back and says what it is at work for
    } finally {
      this.isAsking = false;
    }
  }

  /** It owed an answer at the last look, and nothing came since. */
  private isSilent(one: Watched): boolean {
    return one.isOwed && one.bytesHeard === this.watched.get(one);
  }

  /** For which of these the server is at work, and not waiting itself until they read. */
  private async busy(names: readonly string[]): Promise<ReadonlySet<string>> {
    const client = new Client({ ...this.config, connectionTimeoutMillis: patienceMs, query_timeout: patienceMs });
    client.on('error', () => {});
    const late = setTimeout(() => client.connection.stream.destroy(), 3 * patienceMs).unref();
    client.once('end', () => clearTimeout(late));
    try {
      await client.connect();
      const { rows } = await client.query<{ name: string }>(
        `SELECT application_name AS name FROM pg_stat_activity
         WHERE application_name = ANY($1) AND state = 'active' AND wait_event_type IS DISTINCT FROM 'Client'`,
        [names],
      );
      return new Set(rows.map(({ name }) => name));
    } finally {
      void client.end().catch(() => {});
    }
  }
}
