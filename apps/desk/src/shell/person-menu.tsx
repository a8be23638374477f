import { Menu } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { late } from '../parts/late.ts';
import { words } from '../words/en.ts';
import styles from './shell.module.css';
import { usePerson } from './sign-in/session.ts';

const load = () => import('./person-items.tsx');
const PersonItems = late(() => load().then(({ PersonItems: component }) => component));

interface PersonMenuProps {
  readonly onKeys: () => void;
  /** In the bar at the bottom of a narrow screen, where places have names under them. */
  readonly withName?: boolean;
}

/** Who is signed in, how the desk looks and sounds, the keys, and the way out. */
export function PersonMenu({ onKeys, withName = false }: PersonMenuProps) {
  const person = usePerson();
  // it is there before it is opened
  useEffect(() => void load().catch(() => undefined), []);
  return (
    <Menu width={236} position="bottom-end">
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
        <Suspense>
          <PersonItems onKeys={onKeys} />
        </Suspense>
      </Menu.Dropdown>
    </Menu>
  );
}
