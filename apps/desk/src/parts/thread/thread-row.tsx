import { now } from '../../live/clock.ts';
import { threadWords as words } from '../../words/en-thread.ts';
import { asDay, asTime } from '../time.ts';
import type { Row } from './rows.ts';
import { TextRow, type Remedies } from './text-row.tsx';
import styles from './thread.module.css';

interface ThreadRowProps {
  readonly conversationId: string;
  readonly row: Row;
  readonly customer: string;
  readonly reader: string | null;
  readonly remedies: Remedies | null;
  readonly isReadingEarlier: boolean;
  readonly onEnlarge: (fileId: string) => void;
  readonly onWay: ((textId: string) => void) | null;
  readonly isTranslated: boolean;
}

/** One row of a thread: a text, or a line between texts. */
export function ThreadRow({
  conversationId,
  row,
  customer,
  reader,
  remedies,
  isReadingEarlier,
  onEnlarge,
  onWay,
  isTranslated,
}: ThreadRowProps) {
  switch (row.kind) {
    case 'top':
      return (
        <div className={styles.topRow}>
          {row.hasEarlier ? (isReadingEarlier ? words.earlier : ' ') : words.beginning}
        </div>
      );
    case 'day':
      return (
        <div className={styles.day}>
          <span>{asDay(row.at, now())}</span>
        </div>
      );
    case 'new':
      return (
        <div className={styles.new} role="separator">
          {words.newSince(asTime(row.at))}
        </div>
      );
    case 'line':
      return <p className={styles.line}>{words.lines[row.event](asTime(row.at))}</p>;
    case 'moment':
      return (
        <p className={styles.line} dir="auto">
          {row.sentence}
        </p>
      );
    case 'text': {
      const { author, side, unsent } = row.text;
      const isMine = side === 'out' && (unsent !== null || (reader !== null && author.agentId === reader));
      const name = side === 'in' ? customer : isMine ? words.you : (author.name ?? words.system);
      return (
        <TextRow
          conversationId={conversationId}
          text={row.text}
          isLast={row.isLast}
          author={name}
          showsAuthor={side === 'out' && !isMine}
          remedies={remedies}
          onEnlarge={onEnlarge}
          onWay={onWay}
          isTranslated={isTranslated}
        />
      );
    }
  }
}
