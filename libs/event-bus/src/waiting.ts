import { setTimeout as pass } from 'node:timers/promises';

/** Grows from 50 ms to 5 s while nothing succeeds, with a little chance so that replicas do not come back in step. */
export class BackOff {
  private tries = 0;

  constructor(private readonly longestMs = 5_000) {}

  /** How long to wait now. */
  next(): number {
    const ms = Math.min(this.longestMs, 50 * 2 ** Math.min(this.tries++, 10));
    return Math.round(ms * (0.8 + Math.random() * 0.2));
  }

  reset(): void {
    this.tries = 0;
  }
}

/** Asks until the answer comes, with growing pauses; false when the signal ended it before. */
export async function untilAnswered(
  ask: () => Promise<unknown>,
  backOff: BackOff,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    await pass(backOff.next(), undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    try {
      await ask();
      return true;
    } catch {
      // still away; the outage was reported when it began
    }
  }
  return false;
}
