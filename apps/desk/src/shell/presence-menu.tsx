import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconRotate } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { AgentView, Presence } from '#contracts';
import { myChoices } from '../api/choices.ts';
import { resetPresence, setPresence } from '../api/routing.ts';
import { CapacityMeter } from '../parts/capacity.tsx';
import { PresenceMark } from '../parts/presence-mark.tsx';
import { Bone } from '../parts/small.tsx';
import { asSpan, secondsBetween } from '../parts/time.ts';
import { now } from '../live/clock.ts';
import { messages, words } from '../words/en.ts';
import styles from './shell.module.css';
import { tellFailure } from './tell.tsx';
import { useMe } from './use-agent.ts';

const selectable = ['available', 'busy', 'do-not-disturb', 'away', 'offline'] as const satisfies readonly Presence[];

/** A presence, or one of the agent's own that stands for it. */
interface Choice {
  readonly presence: (typeof selectable)[number];
  readonly id: string | null;
  readonly text: string;
}
const setBy: Record<AgentView['presenceSetBy'], (since: string) => string> = {
  agent: words.presenceMenu.setByYou,
  system: words.presenceMenu.setBySystem,
  supervisor: words.presenceMenu.setBySupervisor,
};

/** How much of my capacity is used. */
export function MyCapacity() {
  const { data: me } = useMe();
  return me ? <CapacityMeter {...me.capacity} /> : <Bone width={72} />;
}

/** My presence: its name, who set it and since when, the five I can choose, and under each those of my own (product.md 14). */
export function PresenceMenu() {
  const { data: me } = useMe();
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const own = useQuery({ ...myChoices, enabled: isOpen }).data?.presences ?? [];
  const choose = useMutation({
    mutationFn: ({ presence, id }: Choice) => setPresence(cache, presence, id),
    onError: tellFailure,
  });
  const reset = useMutation({ mutationFn: () => resetPresence(cache), onError: tellFailure });
  if (!me) return <Bone width={96} height={28} />;
  const shown = choose.isPending
    ? choose.variables
    : { presence: me.presence, id: me.presenceId as string | null, text: me.presenceText };
  const name = shown.text ?? words.presence[shown.presence];
  const since = asSpan(secondsBetween(me.presenceSince, now()));
  const item = (choice: Choice, isOwn = false) => {
    const isShown = choice.presence === shown.presence && choice.id === shown.id;
    return (
      <Menu.Item
        key={choice.id}
        className={isOwn ? styles.ownPresence! : ''}
        leftSection={<PresenceMark presence={choice.presence} />}
        rightSection={isShown ? <IconCheck size={14} stroke={2} aria-hidden /> : null}
        aria-current={isShown || undefined}
        onClick={() => choose.mutate(choice)}
      >
        <bdi>{choice.text}</bdi>
      </Menu.Item>
    );
  };
  return (
    <Menu width={236} position="bottom-end" onChange={setOpen}>
      <Menu.Target>
        <button
          type="button"
          className={styles.presence}
          data-presence-menu
          aria-label={words.presenceMenu.label(name)}
        >
          <PresenceMark presence={shown.presence} />
          <span className={styles.presenceWord} dir="auto">
            {name}
          </span>
          <IconChevronDown size={14} stroke={1.9} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{setBy[me.presenceSetBy](since)}</Menu.Label>
        {selectable.map((presence) => (
          <Fragment key={presence}>
            {item({ presence, id: null, text: words.presence[presence] })}
            {own.filter((one) => one.presence === presence).map((one) => item(one, true))}
          </Fragment>
        ))}
        {me.presenceReason !== 'capacity' && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconRotate size={14} stroke={1.8} aria-hidden />} onClick={() => reset.mutate()}>
              {messages.resetPresence}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
