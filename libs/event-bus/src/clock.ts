/** The database's clock, kept beside our own: asked once a minute instead of once a transaction. */
export class Clock {
  private offsetMs = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `ask` answers the database's time in milliseconds. */
  constructor(private readonly ask: () => Promise<number>) {}

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Halfway between question and answer is when the database looked at its clock. */
  async measure(): Promise<void> {
    const asked = Date.now();
    const theirs = await this.ask();
    this.offsetMs = Math.round(theirs - (asked + Date.now()) / 2);
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
