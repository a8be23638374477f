import { MyCapacity, PresenceMenu } from './presence-menu.tsx';
import styles from './shell.module.css';
import './top-menus.css';
import { useIsAgent } from './use-agent.ts';

export { PersonMenu } from './person-menu.tsx';

/** An agent's capacity and presence; nothing for the others. */
export const TopMenus = () =>
  useIsAgent() && (
    <>
      <span className={styles.onlyWide}>
        <MyCapacity />
      </span>
      <PresenceMenu />
    </>
  );
