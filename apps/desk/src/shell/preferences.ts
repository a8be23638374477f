import { keptInBrowser } from './kept-in-browser.ts';
import type { OwnSounds } from './sounds/in-force.ts';

/** How the desk behaves for the person at it; kept in this browser. */
export interface Preferences {
  /** What is heard otherwise than the organisation set it, where agents may choose. */
  readonly sounds: OwnSounds;
  /** Notices of the system for offers, beside what the desk shows. */
  readonly notices: 'never' | 'background' | 'always';
  /** Whether a notice shows what the customer wrote. */
  readonly noticesShowText: boolean;
  /** `enter`: Enter sends, Shift Enter makes a line; `mod-enter`: Ctrl Enter sends, Enter makes a line. */
  readonly sendWith: 'enter' | 'mod-enter';
  /** For how many seconds a text can be taken back before it goes out. */
  readonly undoSend: 0 | 3 | 5;
  /** How much room there is around what is read and pressed. */
  readonly density: 'compact' | 'comfortable';
  /** By which keys a command is pressed instead of the usual ones, by its id; empty: by none. */
  readonly keys: Readonly<Record<string, string>>;
}

export const usual: Preferences = {
  sounds: {},
  notices: 'never',
  noticesShowText: true,
  sendWith: 'enter',
  undoSend: 0,
  density: 'compact',
  keys: {},
};

function parsed(text: string | null): Partial<Preferences> {
  try {
    const said: unknown = text === null ? {} : JSON.parse(text);
    if (typeof said !== 'object' || said === null) return {};
    const known = Object.entries(said).filter(
      ([key, value]) => typeof value === typeof usual[key as keyof Preferences],
    );
    return Object.fromEntries(known);
  } catch {
    return {};
  }
}

/** What is kept; what is missing in it, or is no longer understood, is as usual. */
const kept = keptInBrowser<Preferences>('preferences', (text) => ({ ...usual, ...parsed(text) }));
export const { now: preferences, use: usePreferences } = kept;

/** The page as dense as it is wanted, in this window and others of the person. */
const dress = (): void => {
  document.documentElement.dataset['density'] = preferences().density;
};
if (typeof document !== 'undefined') {
  dress();
  window.addEventListener('storage', dress);
}

export function prefer(change: Partial<Preferences>): void {
  kept.keep({ ...kept.now(), ...change });
  dress();
}
