/** Where the simulator takes its time from. */
export interface Clock {
  now(): Date;
  /** Calls `work` in so many milliseconds, unless what it returns is called first. */
  after(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(ms, work) {
    let timer: NodeJS.Timeout;
    // A timer holds 24.8 days at most; a longer one would go off at once.
    const wait = (left: number) => {
      timer = setTimeout(() => (left > longest ? wait(left - longest) : work()), Math.min(left, longest));
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};
const longest = 2_147_483_647;

/** A clock that stands until it is told to go on. */
export class HandClock implements Clock {
  private readonly due = new Set<{ at: number; work: () => void }>();
  private time: Date;

  constructor(time = new Date('2026-01-05T09:00:00Z')) {
    this.time = time;
  }

  now(): Date {
    return new Date(this.time);
  }

  after(ms: number, work: () => void): () => void {
    const entry = { at: this.time.getTime() + ms, work };
    this.due.add(entry);
    return () => this.due.delete(entry);
  }

  /** Lets so many milliseconds pass, and does what falls due, in order. */
  pass(ms: number): void {
    const end = this.time.getTime() + ms;
    for (;;) {
      const [next] = [...this.due].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.due.delete(next);
      this.time = new Date(Math.max(next.at, this.time.getTime()));
      next.work();
    }
    this.time = new Date(end);
  }
}
