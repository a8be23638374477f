import { Client, type ClientConfig } from 'pg';
import { BackOff } from './waiting.ts';

/** The channel of NOTIFY on which replicas of a service call each other's loops: `<who calls> <loop>`. */
export const wakeChannelOf = (schema: string): string => `${schema}.wake`;

/** So often the server is asked whether it is still there: it says nothing for hours, so one that vanished without a word would not be missed. */
const usually = { everyMs: 15_000, withinMs: 5_000 };

/**
 * Hears what other replicas of the same service call: NOTIFY on a connection of its own. Notifications sent while
 * it was away are lost, so after every reconnect `onGap` says to look at everything.
 */
export class Wakes {
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private running = false;
  private readonly backOff = new BackOff();

  constructor(
    private readonly config: ClientConfig,
    /** The channel of NOTIFY: the schema and what it is for. */
    private readonly channel: string,
    private readonly onCall: (payload: string) => void,
    private readonly onGap: () => void,
    private readonly asking: { readonly everyMs: number; readonly withinMs: number } = usually,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    void this.connect();
  }

  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => {});
  }

  private async connect(): Promise<void> {
    const client = new Client({ ...this.config, query_timeout: this.asking.withinMs });
    this.client = client;
    let gone = false;
    let asking: NodeJS.Timeout | undefined;
    const again = () => {
      if (gone) return;
      gone = true;
      clearInterval(asking);
      client.connection.stream.destroy(); // a farewell would wait for whoever is not there any more
      if (this.running) this.retry = setTimeout(() => void this.connect(), this.backOff.next());
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => this.onCall(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
      const ask = () => void client.query('SELECT 1').catch(again);
      if (!gone) asking = setInterval(ask, this.asking.everyMs).unref();
      this.backOff.reset();
      this.onGap();
    } catch {
      again();
    }
  }
}
