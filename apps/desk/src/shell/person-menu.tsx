import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconUserCog,
  IconMoon,
  IconSun,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { Avatar } from '../parts/avatar.tsx';
import { words } from '../words/en.ts';
import { prefer, usePreferences } from './preferences.ts';
import styles from './shell.module.css';
import { signOut, usePerson } from './sign-in/session.ts';
import { useIsAgent } from './use-agent.ts';

const schemes = [
  { value: 'auto', name: words.person.system, icon: IconDeviceDesktop },
  { value: 'light', name: words.person.light, icon: IconSun },
  { value: 'dark', name: words.person.dark, icon: IconMoon },
] as const satisfies readonly { value: MantineColorScheme; name: string; icon: unknown }[];

interface PersonMenuProps {
  readonly onKeys: () => void;
  /** In the bar at the bottom of a narrow screen, where places have names under them. */
  readonly withName?: boolean;
}

/** Who is signed in, how the desk looks and sounds, the keys, and the way out. */
export function PersonMenu({ onKeys, withName = false }: PersonMenuProps) {
  const person = usePerson();
  const isAgent = useIsAgent();
  const { offerSound: hasSound } = usePreferences();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const SoundIcon = hasSound ? IconVolume : IconVolumeOff;
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
        <Menu.Divider />
        <Menu.Label>{words.person.theme}</Menu.Label>
        {schemes.map(({ value, name, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} stroke={1.7} aria-hidden />}
            rightSection={value === colorScheme ? <IconCheck size={14} stroke={2} aria-hidden /> : null}
            aria-current={value === colorScheme || undefined}
            closeMenuOnClick={false}
            onClick={() => setColorScheme(value)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {isAgent && (
          <Menu.Item
            closeMenuOnClick={false}
            leftSection={<SoundIcon size={16} stroke={1.7} aria-hidden />}
            rightSection={<span className={styles.menuHint}>{hasSound ? words.person.on : words.person.off}</span>}
            onClick={() => prefer({ offerSound: !hasSound })}
          >
            {words.person.sound}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconUserCog size={16} stroke={1.7} aria-hidden />}
          onClick={() => void navigate({ to: '/me' })}
        >
          {words.person.settings}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.7} aria-hidden />} onClick={onKeys}>
          {words.person.keys}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} aria-hidden />} onClick={() => void signOut()}>
          {words.person.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
