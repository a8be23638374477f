/** By so much it may be found to be ahead without being set back: it stands still until the database's clock has come up with it. */
const mostHeldMs = 5_000;

/**
 * The database's clock, kept beside our own: asked once a minute instead of once a transaction. It never goes back, unless the clock behind it was
 * set back: what comes later has the later time.
 */
export class Clock {
  private offsetMs: number | undefined;
  private lastMs = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  /** `ask` answers the database's time in milliseconds. */
  constructor(private readonly ask: () => Promise<number>) {}

  now(): Date {
    const nowMs = Math.round(Date.now() + (this.offsetMs ?? 0));
    const isSetBack = this.lastMs - nowMs > mostHeldMs;
    this.lastMs = isSetBack ? nowMs : Math.max(this.lastMs, nowMs);
    return new Date(this.lastMs);
  }

  /**
   * The database looked at its clock some time between question and answer, which may be long: one that was asked before an outage is answered after
   * it. What is known already holds as long as the answer allows it, and moves no further than the answer says for certain. Asked twice, as the first
   * may have to wait for a connection.
   */
  async measure(): Promise<void> {
    await this.look();
    await this.look();
  }

  private async look(): Promise<void> {
    const asked = Date.now();
    const theirs = await this.ask();
    const [least, most] = [theirs - Date.now(), theirs - asked];
    this.offsetMs = Math.min(Math.max(this.offsetMs ?? (least + most) / 2, least), most);
  }

  /** Measures every minute; while the database is away the last offset stays right enough. */
  start(everyMs = 60_000): void {
    this.timer ??= setInterval(() => void this.measure().catch(() => {}), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
