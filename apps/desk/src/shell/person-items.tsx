import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCog,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { words } from '../words/en.ts';
import { signOut } from './sign-in/session.ts';
import { SoundSwitch } from './sounds/sound-switch.tsx';
import { useIsAgent } from './use-agent.ts';

const schemes = [
  { value: 'auto', name: words.person.system, icon: IconDeviceDesktop },
  { value: 'light', name: words.person.light, icon: IconSun },
  { value: 'dark', name: words.person.dark, icon: IconMoon },
] as const satisfies readonly { value: MantineColorScheme; name: string; icon: unknown }[];

/** How the desk looks and sounds, the person's settings, the keys, and the way out. */
export function PersonItems({ onKeys }: { readonly onKeys: () => void }) {
  const isAgent = useIsAgent();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
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
      {isAgent && <SoundSwitch />}
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
    </>
  );
}
