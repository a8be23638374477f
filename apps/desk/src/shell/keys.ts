/** The parts of a key press that say which keys were pressed. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

const isSign = (key: string): boolean => key.length === 1 && !/[\p{L}\p{N}\s]/u.test(key);

/**
 * A key press as commands write it: `F8`, `Shift+F8`, `Alt+ArrowUp`, `Mod+/`. `Mod` is Ctrl, or ⌘ on a Mac. Shift does not count for
 * signs: on many keyboards it is how `/` is typed at all.
 */
export function pressed({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyPress): string {
  const name = key.length === 1 ? key.toUpperCase() : key;
  return [(ctrlKey || metaKey) && 'Mod', altKey && 'Alt', shiftKey && !isSign(key) && 'Shift', name]
    .filter(Boolean)
    .join('+');
}

/** No letter under Alt: it writes ą, ł or @ on other keyboards. No letter or digit alone. Tested over the whole list. */
export const isSafe = (keys: string): boolean =>
  !/Alt\+(Shift\+)?[A-Z0-9]$/.test(keys) && !/^(Shift\+)?[A-Z0-9]$/.test(keys);

/** Whether the keys are those of a Mac. */
export const isMac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** The same for `aria-keyshortcuts`. */
export const asShortcut = (keys: string | undefined): string | undefined =>
  keys?.replace('Mod', isMac ? 'Meta' : 'Control');

const signs: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** The keys as a person reads them, one label a key. */
export const spellKeys = (keys: string, isMac: boolean): string =>
  keys
    .split('+')
    .map((key) => (key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : (signs[key] ?? key)))
    .join(' ');
