import { IconSearch } from '@tabler/icons-react';
import { Keys } from '../parts/small.tsx';
import { words } from '../words/en.ts';
import { isMac, spellKeys } from './keys.ts';
import { overlay } from './overlays.ts';
import styles from './shell.module.css';

const keys = spellKeys('Mod+K', isMac);

/** Where everything can be found; where there is little room, a magnifying glass. */
export const PaletteButton = () => (
  <button
    type="button"
    className={styles.finder}
    aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
    onClick={() => overlay({ palette: true })}
  >
    <IconSearch size={16} stroke={1.7} aria-hidden />
    <span className={styles.finderText}>{words.palette.title}</span>
    <span className={styles.finderKeys}>
      <Keys>{keys}</Keys>
    </span>
  </button>
);
