import { useSyncExternalStore } from 'react';

/** How somebody arranged one session: which page beside the texts, which of them are closed, and where the texts are. */
export interface Pane {
  /** The id of a page; null: as the session opens. */
  readonly selected: string | null;
  readonly closed: readonly string[];
  /** Null: as the template says. */
  readonly texts: 'docked' | 'minimized' | null;
}
const untouched: Pane = { selected: null, closed: [], texts: null };

/** Stands for the page of the conversation, whatever its id is. */
export const conversationPage = 'conversation';

const panes = new Map<string, Pane>();
const watchers = new Set<() => void>();
const leavers = new Set<(conversationId: string) => void>();
const nameOf = (conversationId: string) => `pane/${conversationId}`;

function read(conversationId: string): Pane {
  const known = panes.get(conversationId);
  if (known) return known;
  let kept: Partial<Pane> = {};
  try {
    kept = JSON.parse(sessionStorage.getItem(nameOf(conversationId)) ?? '{}') as Partial<Pane>;
  } catch {
    // somebody else's words under our name: as if nothing were kept
  }
  const pane = { ...untouched, ...kept };
  panes.set(conversationId, pane);
  return pane;
}

const watch = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const usePane = (conversationId: string): Pane => useSyncExternalStore(watch, () => read(conversationId));

/** Kept for as long as the session and its window last, also over a reload. */
export function arrange(conversationId: string, change: Partial<Pane>): void {
  const pane = { ...read(conversationId), ...change };
  panes.set(conversationId, pane);
  sessionStorage.setItem(nameOf(conversationId), JSON.stringify(pane));
  watchers.forEach((watcher) => watcher());
}

/** Told of each session that is over, so that what was kept for it goes. */
export const onSessionOver = (leaver: (conversationId: string) => void): void => void leavers.add(leaver);

/** These are the sessions; what was kept of others is forgotten. */
export function keepPanesOf(conversationIds: readonly string[]): void {
  const stored = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? '')
    .filter((name) => name.startsWith(nameOf('')))
    .map((name) => name.slice(nameOf('').length));
  for (const id of new Set([...panes.keys(), ...stored])) {
    if (conversationIds.includes(id)) continue;
    panes.delete(id);
    sessionStorage.removeItem(nameOf(id));
    leavers.forEach((leave) => leave(id));
  }
}
