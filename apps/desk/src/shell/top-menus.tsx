import { PersonMenu } from './person-menu.tsx';
import { MyCapacity, PresenceMenu } from './presence-menu.tsx';
import styles from './shell.module.css';
import { useIsAgent } from './use-agent.ts';
import './top-menus.css';

/** The end of the top bar: an agent's capacity and presence, and everybody's own menu. */
export const TopMenus = ({ onKeys }: { readonly onKeys: () => void }) => (
  <>
    {useIsAgent() && (
      <>
        <span className={styles.onlyWide}>
          <MyCapacity />
        </span>
        <PresenceMenu />
      </>
    )}
    <PersonMenu onKeys={onKeys} />
  </>
);
