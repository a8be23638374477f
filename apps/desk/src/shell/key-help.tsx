import { Dialog } from '../parts/dialog.tsx';
import { Keys } from '../parts/small.tsx';
import { words } from '../words/en.ts';
import { commands, keysOf, localKeys } from './commands.ts';
import { isMac, spellKeys } from './keys.ts';
import { usePreferences } from './preferences.ts';
import styles from './shell.module.css';

const groups = ['offers', 'sessions', 'everywhere'] as const;

/** Every key there is, and every command that is typed, from the one list of commands. */
export function KeyHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const chosen = usePreferences().keys;
  return (
    <Dialog isOpen={opened} onClose={onClose} title={words.commands.title} width={520}>
      {groups.map((group) => (
        <section key={group} className={styles.helpGroup}>
          <h3 className={styles.helpTitle}>{words.commands.groups[group]}</h3>
          <dl className={styles.helpList}>
            {[...commands, ...localKeys]
              .map((row) => ({ ...row, keys: keysOf(row, chosen) }))
              .filter((row) => row.group === group && (row.keys ?? row.typed))
              .map((row) => (
                <div key={row.id} className={styles.helpRow}>
                  <dt>{row.words}</dt>
                  <dd>
                    {row.keys &&
                      spellKeys(row.keys, isMac)
                        .split(' ')
                        .map((key) => <Keys key={key}>{key}</Keys>)}
                    {row.typed?.map((typed) => (
                      <Keys key={typed}>{typed}</Keys>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
