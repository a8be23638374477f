import { setTimeout as pass } from 'node:timers/promises';
import { Client } from 'pg';
import { isOutage } from '../failure.ts';
import { BackOff } from '../waiting.ts';

/** Locks of sessions are by database; no other has this one. */
const lock = `pg_try_advisory_lock(hashtext('parley'), hashtext('the broker is in this process'))`;

interface Settings {
  /** How long an earlier process may take to end. */
  readonly waitMs?: number;
  /** Told once when it begins to wait for the database or another process. */
  readonly onWaiting?: (why: 'database-away' | 'another-process') => void;
}

/**
 * Where the broker is in the process, this process is the only one on its database: what another one's transactions say, this one would hand to
 * its own reactions, and desks that are open there would never hear of it. A session of the database holds the lock, so it ends with a
 * process that dies; a session that breaks is replaced.
 */
export class OnlyProcess {
  private client: Client | undefined;
  private isOver = false;

  private constructor(private readonly url: string) {}

  /** Resolves as the only one; throws where another process stays, and what the database refuses. */
  static async on(url: string, { waitMs = 15_000, onWaiting = () => {} }: Settings = {}): Promise<OnlyProcess> {
    const only = new OnlyProcess(url);
    const backOff = new BackOff(500);
    let since: number | undefined;
    let said: string | undefined;
    const waitFor = async (why: 'database-away' | 'another-process') => {
      if (said !== why) onWaiting(why);
      said = why;
      await pass(backOff.next());
    };
    for (;;) {
      try {
        if (await only.take()) return only;
      } catch (error) {
        if (!isOutage(error)) throw error;
        await waitFor('database-away');
        continue;
      }
      since ??= performance.now();
      if (performance.now() - since >= waitMs)
        throw new Error(
          'Another Parley works on this database and has its broker in its process. Stop it, or give all of them a RabbitMQ by AMQP_URL.',
        );
      await waitFor('another-process');
    }
  }

  /** Lets another process begin. */
  async end(): Promise<void> {
    this.isOver = true;
    await this.client?.end().catch(() => {});
  }

  private async take(): Promise<boolean> {
    const client = new Client({ connectionString: this.url, application_name: 'parley only process', keepAlive: true });
    let isHeld = false;
    client.on('error', () => {});
    client.on('end', () => {
      if (isHeld) void this.takeAgain();
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ mine: boolean }>(`SELECT ${lock} AS mine`);
      isHeld = rows[0]!.mine;
      if (isHeld) this.client = client;
      return isHeld;
    } finally {
      if (!isHeld) await client.end().catch(() => {});
    }
  }

  /** The server may hold on to the broken session for a while. */
  private async takeAgain(): Promise<void> {
    const backOff = new BackOff();
    while (!this.isOver && !(await this.take().catch(() => false)))
      await pass(backOff.next(), undefined, { ref: false });
    if (this.isOver) await this.client?.end().catch(() => {});
  }
}
