import { useSyncExternalStore } from 'react';
import { secondsBetween, secondsLeft } from '../parts/time.ts';

/** One clock for the whole desk: it is the server's, and everything that counts moves on the same tick. */
let ahead = 0;
let beat = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** What the server said its time is. The way here is ignored: it is shorter than what a person notices in a countdown. */
export const heardTime = (serverNow: string): void => {
  ahead = Date.parse(serverNow) - Date.now();
};

/** Milliseconds since the epoch by the server's clock. */
export const now = (): number => Date.now() + ahead;

/** At the turn of the server's second, so that two counts on one page never change a moment apart. */
function tick(): void {
  beat += 1;
  listeners.forEach((tell) => tell());
  timer = setTimeout(tick, 1_000 - (now() % 1_000));
}

const listen = (tell: () => void): (() => void) => {
  listeners.add(tell);
  timer ??= setTimeout(tick, 1_000 - (now() % 1_000));
  return () => {
    listeners.delete(tell);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
};

/** Renders again every second, and right after a sleeping tab wakes. */
export function useNow(): number {
  useSyncExternalStore(listen, () => beat);
  return now();
}

/** Whole seconds until a deadline; 0 once it is over. */
export const useSecondsUntil = (deadline: string): number => secondsLeft(deadline, useNow());
/** Whole seconds that something has lasted. */
export const useSecondsSince = (since: string): number => secondsBetween(since, useNow());

/** What a reader hears of a countdown: the start, half a minute, ten seconds. */
export const isSpoken = (left: number, whole: number): boolean => left === whole || left === 30 || left === 10;
