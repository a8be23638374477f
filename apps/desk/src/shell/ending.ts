import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { end } from '../api/conversations.ts';
import { sentBefore } from '../api/unsent.ts';
import { now } from '../live/clock.ts';
import { tellFailure } from './tell.tsx';

/** How long End can be undone. */
const held = 5_000;

interface Ending {
  readonly deadline: string;
  readonly timer: ReturnType<typeof setTimeout>;
}

const endings = new Map<string, Ending>();
const watchers = new Set<() => void>();
const tell = (): void => watchers.forEach((watcher) => watcher());
const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** Until when an End of this conversation can be undone; null when none is held. */
export const useEnding = (conversationId: string): string | null =>
  useSyncExternalStore(watch, () => endings.get(conversationId)?.deadline ?? null);

/** End, in five seconds. It goes on while the person works in another session; texts on their way go out first. */
export function holdEnd(cache: QueryClient, conversationId: string): void {
  if (endings.has(conversationId)) return;
  const timer = setTimeout(() => {
    endings.delete(conversationId);
    tell();
    void sentBefore(conversationId)
      .then(() => end(cache, conversationId))
      .catch(tellFailure);
  }, held);
  endings.set(conversationId, { deadline: new Date(now() + held).toISOString(), timer });
  tell();
}

export function undoEnd(conversationId: string): void {
  clearTimeout(endings.get(conversationId)?.timer);
  endings.delete(conversationId);
  tell();
}
