import { Menu } from '@mantine/core';
import { IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { words } from '../../words/en.ts';
import styles from '../shell.module.css';
import { useSounds } from './use-sounds.ts';

/** Whether offers are heard, in the menu of the person; to be changed where agents may. */
export function SoundSwitch() {
  const { inForce, mayChoose, choose } = useSounds();
  const isHeard = inForce?.offer.play ?? true;
  const Icon = isHeard ? IconVolume : IconVolumeOff;
  return (
    <Menu.Item
      closeMenuOnClick={false}
      disabled={!mayChoose}
      leftSection={<Icon size={16} stroke={1.7} aria-hidden />}
      rightSection={<span className={styles.menuHint}>{isHeard ? words.person.on : words.person.off}</span>}
      onClick={() => choose('offer', { play: !isHeard })}
    >
      {words.person.sound}
    </Menu.Item>
  );
}
