import { useSyncExternalStore } from 'react';
import type { ConversationView } from '#contracts';
import type { Recipient } from '../parts/recipients.ts';

/** What lies over the page, at most one of each: opened from anywhere, drawn by the frame. */
interface Overlays {
  readonly keys: boolean;
  readonly palette: boolean;
  /** The session whose X was pressed. */
  readonly closing: ConversationView | null;
  /** A text to a customer who did not write, or to this one. */
  readonly newText: boolean | Recipient;
  /** The session that is handed over, or about which a colleague is asked. */
  readonly handing: { readonly conversationId: string; readonly what: 'transfer' | 'consult' } | null;
  /** The conversation whose context pane is open where it is a drawer. */
  readonly context: string | null;
  /** The conversation whose number is reported. */
  readonly reporting: string | null;
}

let shown: Overlays = {
  keys: false,
  palette: false,
  closing: null,
  newText: false,
  handing: null,
  context: null,
  reporting: null,
};
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
