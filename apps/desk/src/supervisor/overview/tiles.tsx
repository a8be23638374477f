import { IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AgentView, ConversationView, QueueView } from '#contracts';
import { useNow } from '../../live/clock.ts';
import { Bone } from '../../parts/small.tsx';
import { Tag } from '../../parts/tag.tsx';
import { asClock, secondsBetween } from '../../parts/time.ts';
import { words as shared } from '../../words/en.ts';
import { supervisorWords } from '../../words/en-supervisor.ts';
import { figuresOf } from './figures.ts';
import styles from './overview.module.css';

const words = supervisorWords.tiles;

/** A wait from which somebody should look: five minutes. */
const late = 300;

interface TileProps {
  readonly name: string;
  /** Null until it is known. */
  readonly figure: string | null;
  readonly note: string;
  /** The list behind the figure. */
  readonly to: string;
  readonly isLate?: boolean;
  readonly tag?: ReactNode;
}

/** A figure, and the list behind it one click away. */
const Tile = ({ name, figure, note, to, isLate = false, tag }: TileProps) => (
  <a className={styles.tile} href={to} data-late={isLate || undefined}>
    <span className={styles.tileHead}>
      {name}
      {tag}
    </span>
    <strong className={styles.tileFigure}>{figure ?? <Bone width={48} height={20} />}</strong>
    <span className={styles.tileNote} dir="auto">
      {figure === null ? '\u00a0' : note}
    </span>
  </a>
);

interface TilesProps {
  readonly queues: readonly QueueView[] | undefined;
  readonly agents: readonly AgentView[] | undefined;
  readonly conversations: readonly ConversationView[] | undefined;
}

/** Four figures that say whether anybody has to step in. */
export function Tiles({ queues, agents, conversations }: TilesProps) {
  const { inQueue, busiest, longest, available, signedIn, freeUnits } = figuresOf(queues ?? [], agents ?? []);
  const now = useNow();
  const wait = longest?.longestWaitSince ? secondsBetween(longest.longestWaitSince, now) : 0;
  const active = (conversations ?? []).filter(({ status }) => status === 'active').length;
  return (
    <div className={styles.tiles}>
      <Tile
        name={words.inQueue}
        figure={queues ? shared.common.number(inQueue) : null}
        note={busiest ? words.inQueueMost(busiest.waiting, busiest.name) : words.inQueueNone}
        to="#queues"
      />
      <Tile
        name={words.longest}
        figure={queues ? asClock(wait) : null}
        note={longest ? words.longestIn(longest.name) : words.longestNone}
        to="#queues"
        isLate={wait >= late}
        tag={
          wait >= late && (
            <Tag tone="risk">
              <IconClock size={12} stroke={2} aria-hidden />
              <span className={styles.tagWord}>{words.late}</span>
            </Tag>
          )
        }
      />
      <Tile
        name={words.available}
        figure={agents ? shared.common.number(available) : null}
        note={words.availableOf(signedIn, freeUnits)}
        to="#agents"
      />
      <Tile
        name={words.ongoing}
        figure={conversations ? shared.common.number(conversations.length) : null}
        note={words.ongoingActive(active)}
        to="#conversations"
      />
    </div>
  );
}
