import { useSyncExternalStore } from 'react';

/** How long a suggestion that was waved away can be brought back, in milliseconds. */
const heldMs = 5_000;

interface Waved {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly forGood: () => void;
}

let waved: ReadonlyMap<string, Waved> = new Map();
const watchers = new Set<() => void>();
const set = (change: (next: Map<string, Waved>) => void): void => {
  const next = new Map(waved);
  change(next);
  waved = next;
  watchers.forEach((tell) => tell());
};
const isHeld = new Set<string>();

/** Away at once; for good, wherever the agent is by then, unless it was brought back. */
export function waveAway(id: string, tellServer: () => void): void {
  const forGood = () => isHeld.delete(id) && tellServer();
  isHeld.add(id);
  set((next) => next.set(id, { timer: setTimeout(forGood, heldMs), forGood }));
}

export function bringBack(id: string): void {
  clearTimeout(waved.get(id)?.timer);
  isHeld.delete(id);
  set((next) => next.delete(id));
}

// what is away as the page closes stays so
if (typeof window !== 'undefined')
  window.addEventListener('pagehide', () => [...waved.values()].forEach(({ forGood }) => forGood()));

const watch = (tell: () => void): (() => void) => {
  watchers.add(tell);
  return () => watchers.delete(tell);
};
/** Those that are away, for now or for good. */
export const useWaved = (): ReadonlyMap<string, Waved> => useSyncExternalStore(watch, () => waved);
