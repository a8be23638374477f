import { useSyncExternalStore } from 'react';

/** Something of the person at this desk that this browser keeps; all its windows have the same. */
export interface Kept<Thing> {
  now(): Thing;
  keep(thing: Thing): void;
  /** In components, which follow it. */
  use(): Thing;
}

/** What is kept under this name. `read`: what a text that was kept means, also an old or broken one; null: none is kept. */
export function keptInBrowser<Thing>(name: string, read: (text: string | null) => Thing): Kept<Thing> {
  const watchers = new Set<() => void>();
  let last: { readonly text: string | null; readonly thing: Thing } | undefined;

  const stored = (): string | null => {
    try {
      return localStorage.getItem(name);
    } catch {
      return last?.text ?? null; // a browser that keeps nothing forgets it with the window
    }
  };
  const now = (): Thing => {
    const text = stored();
    if (text !== last?.text) last = { text, thing: read(text) };
    return last.thing;
  };
  const watch = (tell: () => void): (() => void) => {
    watchers.add(tell);
    window.addEventListener('storage', tell);
    return () => {
      watchers.delete(tell);
      window.removeEventListener('storage', tell);
    };
  };
  return {
    now,
    keep(thing) {
      last = { text: JSON.stringify(thing), thing };
      try {
        localStorage.setItem(name, JSON.stringify(thing));
      } catch {
        // as above
      }
      watchers.forEach((tell) => tell());
    },
    use: () => useSyncExternalStore(watch, now),
  };
}
