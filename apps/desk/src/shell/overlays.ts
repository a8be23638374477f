import { useSyncExternalStore } from 'react';
import type { ConversationView } from '#contracts';

/** What lies over the page, at most one of each: opened from anywhere, drawn by the frame. */
interface Overlays {
  readonly keys: boolean;
  readonly palette: boolean;
  /** The session whose X was pressed. */
  readonly closing: ConversationView | null;
}

let shown: Overlays = { keys: false, palette: false, closing: null };
const watchers = new Set<() => void>();
const watch = (tell: () => void): (() => void) => {
  watchers.add(tell);
  return () => watchers.delete(tell);
};

export const useOverlays = (): Overlays => useSyncExternalStore(watch, () => shown);

export function overlay(change: Partial<Overlays>): void {
  shown = { ...shown, ...change };
  watchers.forEach((tell) => tell());
}
