import { Menu } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { words } from '../words/en.ts';
import type { PersonItems } from './person-items.tsx';
import styles from './shell.module.css';
import { usePerson } from './sign-in/session.ts';

let loaded: typeof PersonItems | null = null;

interface PersonMenuProps {
  readonly onKeys: () => void;
  /** In the bar at the bottom of a narrow screen, where places have names under them. */
  readonly withName?: boolean;
}

/** Who is signed in, how the desk looks and sounds, the keys, and the way out. */
export function PersonMenu({ onKeys, withName = false }: PersonMenuProps) {
  const person = usePerson();
  const [Items, setItems] = useState(() => loaded);
  const load = () =>
    void import('./person-items.tsx').then(
      ({ PersonItems: component }) => setItems(() => (loaded = component)),
      () => undefined,
    );
  // they are there before it is opened: the first has the focus at once
  useEffect(load, []);
  return (
    <Menu width={236} position="bottom-end" onOpen={load}>
      <Menu.Target>
        <button
          type="button"
          className={withName ? styles.place : styles.person}
          aria-label={words.person.menu(person.name)}
        >
          <Avatar of={person.name} tone="accent" size="small" />
          {withName && (
            <span className={styles.placeName} aria-hidden>
              {words.person.you}
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.personHead}>
          <strong dir="auto">{person.name}</strong>
          <span>{person.roles.map((role) => words.role[role]).join(', ')}</span>
        </div>
        {Items && <Items onKeys={onKeys} />}
      </Menu.Dropdown>
    </Menu>
  );
}
