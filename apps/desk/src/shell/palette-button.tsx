import { IconSearch } from '@tabler/icons-react';
import { Keys } from '../parts/small.tsx';
import { words } from '../words/en.ts';
import { commands, keysOf } from './commands.ts';
import { asShortcut, isMac, spellKeys } from './keys.ts';
import { overlay } from './overlays.ts';
import { usePreferences } from './preferences.ts';
import styles from './shell.module.css';

const open = commands.find(({ id }) => id === 'palette.open')!;

/** Where everything can be found; where there is little room, a magnifying glass. */
export function PaletteButton() {
  const keys = keysOf(open, usePreferences().keys);
  return (
    <button
      type="button"
      className={styles.finder}
      aria-keyshortcuts={asShortcut(keys)}
      onClick={() => overlay({ palette: true })}
    >
      <IconSearch size={16} stroke={1.7} aria-hidden />
      <span className={styles.finderText}>{words.palette.title}</span>
      {keys && (
        <span className={styles.finderKeys}>
          <Keys>{spellKeys(keys, isMac)}</Keys>
        </span>
      )}
    </button>
  );
}
