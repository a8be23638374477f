import type { MantineColorSchemeManager } from '@mantine/core';
import { comeIn, keepPreferences, readPreferences } from '../api/preferences.ts';
import { Refused } from '../api/refused.ts';
import type { PreferencesView } from '#contracts';
import { writeIn } from '../words/region.ts';
import { keptInBrowser } from './kept-in-browser.ts';
import { chosen, inForce, type Preferences, type Shelf, shelfIn, taken } from './preference-shelf.ts';

export type { Preferences } from './preference-shelf.ts';

interface Known extends Shelf {
  readonly now: Preferences;
}
const known = (shelf: Shelf): Known => ({ ...shelf, now: inForce(shelf) });

/** What the server keeps of the person, as this browser knows it: there at once, in all windows, and also while the server is away. */
const kept = keptInBrowser<Known>('preferences', (text) => known(shelfIn(text)));
export const preferences = (): Preferences => kept.now().now;
export const usePreferences = (): Preferences => kept.use().now;

const watchers = new Set<() => void>();
/** The page as dense as it is wanted, in this window and others of the person. */
const dress = (): void => {
  const { density, language } = preferences();
  document.documentElement.dataset['density'] = density;
  writeIn(language);
  watchers.forEach((tell) => tell());
};
if (typeof document !== 'undefined') {
  dress();
  window.addEventListener('storage', dress);
}

function put(next: Shelf): void {
  const { of, version, saved, unsent } = next;
  kept.keep(known({ of, version, saved, unsent }));
  dress();
}

/** The colours that the person chose, for what draws them. */
export const colours: MantineColorSchemeManager = (() => {
  let tell: (() => void) | undefined;
  const unsubscribe = () => void (tell && watchers.delete(tell));
  return {
    get: () => preferences().theme,
    set: (theme) => prefer({ theme }),
    subscribe: (onUpdate) => {
      unsubscribe();
      tell = () => onUpdate(preferences().theme);
      watchers.add(tell);
    },
    unsubscribe,
    clear: () => prefer({ theme: 'auto' }),
  };
})();

let bring: () => Promise<void> = async () => undefined;

/** The person chooses something: it counts at once, and is brought to the server, now or when it is back. */
export function prefer(change: Partial<Preferences>): void {
  const before = kept.now();
  const after = chosen(before, change);
  if (after === before) return;
  put(after);
  void bring();
}

/** Another window of the person said something. */
export const heardPreferences = (of: string, view: PreferencesView): void => put(taken(kept.now(), of, view));

const againAfterMs = 15_000;

/**
 * Reads what this person keeps at the server, and brings there what is chosen from now on. Of two windows that choose at once both are heard.
 * `refused`: what the server does not take is as it was. Gives back how to end it.
 */
export function followPreferences(of: string, refused: (error: Refused) => void): () => void {
  let isRead = false;
  let isBusy = false;
  let isOver = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  const exchange = async () => {
    if (!isRead) {
      put(taken(kept.now(), of, await comeIn()));
      isRead = true;
      // whoever was here before had dates and numbers written otherwise
      if (writeIn(preferences().language)) return location.reload();
    }
    for (;;) {
      const { unsent, version, now } = kept.now();
      if (isOver || Object.keys(unsent).length === 0) return;
      try {
        put(taken(kept.now(), of, await keepPreferences(now, version), unsent));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        put(taken(kept.now(), of, await readPreferences(), error.status === 412 ? {} : unsent));
        if (error.status !== 412) refused(error);
      }
    }
  };
  const go = async () => {
    clearTimeout(again);
    if (isBusy || isOver) return;
    isBusy = true;
    try {
      await exchange();
    } catch (error) {
      if (!(error instanceof Refused) && !isOver) again = setTimeout(() => void go(), againAfterMs);
    } finally {
      isBusy = false;
    }
  };
  const back = () => void go();
  bring = go;
  window.addEventListener('online', back);
  void go();
  return () => {
    isOver = true;
    bring = async () => undefined;
    clearTimeout(again);
    window.removeEventListener('online', back);
  };
}
