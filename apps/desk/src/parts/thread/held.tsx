import { useSecondsUntil } from '../../live/clock.ts';
import { messages, words as shared } from '../../words/en.ts';
import { threadWords as words } from '../../words/en-thread.ts';
import styles from './thread.module.css';

interface HeldProps {
  readonly until: string;
  /** Puts the words back where they were written; null for who may not write. */
  readonly onUndo: (() => void) | null;
}

/** How long a text can be taken back, and how. One that waits for another before it can be for longer. */
export function Held({ until, onUndo }: HeldProps) {
  const left = useSecondsUntil(until);
  return (
    <>
      <span role="timer">{left > 0 ? words.goesIn(left) : words.queued}</span>
      {onUndo && (
        <button type="button" className={styles.way} onClick={onUndo}>
          {messages.undo}
        </button>
      )}
    </>
  );
}

interface LeavingProps {
  readonly at: string;
  /** What is said once it should have left. */
  readonly otherwise: string;
}

/** How long a text presumably waits yet (message 21). */
export function Leaving({ at, otherwise }: LeavingProps) {
  const left = useSecondsUntil(at);
  return <span>{left > 0 ? messages.queuedFor(shared.time.about(left)) : otherwise}</span>;
}
