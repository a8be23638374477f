import { useSyncExternalStore } from 'react';

const watchers = new Set<() => void>();
const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  window.addEventListener('storage', watcher);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener('storage', watcher);
  };
};
const name = (conversationId: string): string => `untranslated/${conversationId}`;
/** Where a browser keeps nothing, texts are translated. */
const kept = <Answer>(work: () => Answer): Answer | null => {
  try {
    return work();
  } catch {
    return null;
  }
};

const isTranslating = (conversationId: string): boolean =>
  kept(() => localStorage.getItem(name(conversationId))) === null;

/** Turns translation of this conversation on or off, for whoever looks from this browser (product.md 24). */
export function switchTranslating(conversationId: string): void {
  kept(() =>
    isTranslating(conversationId)
      ? localStorage.setItem(name(conversationId), 'yes')
      : localStorage.removeItem(name(conversationId)),
  );
  watchers.forEach((tell) => tell());
}

/** Whether this conversation is read and answered in translation. */
export const useTranslating = (conversationId: string): boolean =>
  useSyncExternalStore(watch, () => isTranslating(conversationId));
