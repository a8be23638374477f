import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Presence } from '#contracts';
import { setPresence } from '../api/routing.ts';
import { CapacityMeter } from '../parts/capacity.tsx';
import { PresenceMark } from '../parts/presence-mark.tsx';
import { Bone } from '../parts/small.tsx';
import { asSpan, secondsBetween } from '../parts/time.ts';
import { now } from '../live/clock.ts';
import { words } from '../words/en.ts';
import styles from './shell.module.css';
import { tellFailure } from './tell.tsx';
import { useMe } from './use-agent.ts';

const selectable = ['available', 'busy', 'do-not-disturb', 'away', 'offline'] as const satisfies readonly Presence[];

/** How much of my capacity is used. */
export function MyCapacity() {
  const { data: me } = useMe();
  return me ? <CapacityMeter {...me.capacity} /> : <Bone width={72} />;
}

/** My presence: its name, who set it and since when, and the five I can choose. */
export function PresenceMenu() {
  const { data: me } = useMe();
  const cache = useQueryClient();
  const choose = useMutation({
    mutationFn: (presence: (typeof selectable)[number]) => setPresence(cache, presence),
    onError: tellFailure,
  });
  if (!me) return <Bone width={96} height={28} />;
  const shown = choose.isPending ? choose.variables : me.presence;
  const since = asSpan(secondsBetween(me.presenceSince, now()));
  return (
    <Menu width={236} position="bottom-end">
      <Menu.Target>
        <button
          type="button"
          className={styles.presence}
          data-presence-menu
          aria-label={words.presenceMenu.label(words.presence[shown])}
        >
          <PresenceMark presence={shown} />
          <span className={styles.presenceWord}>{words.presence[shown]}</span>
          <IconChevronDown size={14} stroke={1.9} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.presenceSetBy === 'agent' ? words.presenceMenu.setByYou(since) : words.presenceMenu.setBySystem(since)}
        </Menu.Label>
        {selectable.map((presence) => (
          <Menu.Item
            key={presence}
            leftSection={<PresenceMark presence={presence} />}
            rightSection={presence === shown ? <IconCheck size={14} stroke={2} aria-hidden /> : null}
            aria-current={presence === shown || undefined}
            onClick={() => choose.mutate(presence)}
          >
            {words.presence[presence]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
