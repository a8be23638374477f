import type { AgentView, ConversationView, QueueReport, QueueView } from '#contracts';
import { useNow } from '../../live/clock.ts';
import { Bone } from '../../parts/small.tsx';
import { asClock, secondsBetween } from '../../parts/time.ts';
import { liveWords } from '../../words/en-live.ts';
import { words as shared } from '../../words/en.ts';
import { supervisorWords } from '../../words/en-supervisor.ts';
import { figuresOf } from './figures.ts';
import styles from './overview.module.css';
import { StandingTag } from './standing.tsx';
import { type Standing, standingOf, useThresholds } from './thresholds.ts';
import { todayOf } from './today.ts';

const words = supervisorWords.tiles;
const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share)}%`);

interface TileProps {
  readonly name: string;
  /** Null until it is known. */
  readonly figure: string | null;
  readonly note: string;
  /** The list behind the figure. */
  readonly to: string;
  readonly standing?: Standing;
}

/** A figure, and the list behind it one click away. */
const Tile = ({ name, figure, note, to, standing = 'normal' }: TileProps) => (
  <a className={styles.tile} href={to} data-standing={standing}>
    <span className={styles.tileHead}>
      {name}
      <StandingTag of={standing} />
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
  /** Since midnight. */
  readonly reports: readonly QueueReport[] | undefined;
}

/** Six figures that say whether anybody has to step in. */
export function Tiles({ queues, agents, conversations, reports }: TilesProps) {
  const { inQueue, busiest, longest, available, signedIn, freeUnits } = figuresOf(queues ?? [], agents ?? []);
  const now = useNow();
  const thresholds = useThresholds();
  const today = todayOf(reports ?? []);
  const wait = longest?.longestWaitSince ? secondsBetween(longest.longestWaitSince, now) : 0;
  const active = (conversations ?? []).filter(({ status }) => status === 'active').length;
  return (
    <div className={styles.tiles}>
      <Tile
        name={words.inQueue}
        figure={queues ? shared.common.number(inQueue) : null}
        note={busiest ? words.inQueueMost(busiest.waiting, busiest.name) : words.inQueueNone}
        to="#queues"
        standing={standingOf('waiting', busiest?.waiting ?? null, thresholds)}
      />
      <Tile
        name={words.longest}
        figure={queues ? asClock(wait) : null}
        note={longest ? words.longestIn(longest.name) : words.longestNone}
        to="#queues"
        standing={standingOf('longest', longest ? wait : null, thresholds)}
      />
      <Tile
        name={liveWords.today.serviceLevel}
        figure={reports ? percent(today.serviceLevel) : null}
        note={today.accepted ? liveWords.today.serviceLevelNote(today.accepted) : liveWords.today.nothingTaken}
        to="#by-queue"
        standing={standingOf('serviceLevel', today.serviceLevel, thresholds)}
      />
      <Tile
        name={liveWords.today.abandoned}
        figure={reports ? percent(today.abandonRate) : null}
        note={liveWords.today.abandonedNote(today.abandoned, today.incoming)}
        to="#by-queue"
        standing={standingOf('abandoned', today.abandonRate, thresholds)}
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
