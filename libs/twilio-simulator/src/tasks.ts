import type { Clock } from './clock.ts';

/** What is under way: timers that are set and requests that are out. */
export class Tasks {
  private readonly running = new Set<Promise<unknown>>();
  private readonly timers = new Set<() => void>();
  private stopped = false;

  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Does the work later; never after `stop`. */
  after(ms: number, work: () => void): () => void {
    if (this.stopped) return () => {};
    const stopTimer = this.clock.after(ms, () => {
      this.timers.delete(cancel);
      work();
    });
    const cancel = () => {
      stopTimer();
      this.timers.delete(cancel);
    };
    this.timers.add(cancel);
    return cancel;
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.after(ms, resolve));
  }

  follow<T>(task: Promise<T>): Promise<T> {
    const settled = task.catch(() => {}).finally(() => this.running.delete(settled));
    this.running.add(settled);
    return task;
  }

  /** Waits until nothing is under way and no timer is set. */
  async idle(): Promise<void> {
    while (this.running.size > 0 || this.timers.size > 0) {
      await Promise.race([Promise.all(this.running), new Promise((resolve) => setTimeout(resolve, 10))]);
      if (this.running.size === 0 && this.timers.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.timers) cancel();
  }
}
