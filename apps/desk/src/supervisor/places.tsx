import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ConnectionWord } from '../shell/connection-bar.tsx';
import { TopTitle } from '../shell/frame.tsx';
import { liveWords } from '../words/en-live.ts';
import styles from './overview/overview.module.css';

const words = liveWords.places;

interface LivePageProps {
  readonly title: string;
  /** Whether it changes by itself as things happen. */
  readonly isLive?: boolean;
  /** What can be done here, at the end of the line of places. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the supervisor's, with the way to the others. */
export const LivePage = ({ title, isLive = false, actions, children }: LivePageProps) => (
  <main className={styles.page} data-region="page">
    <TopTitle beside={isLive && <ConnectionWord />}>{title}</TopTitle>
    <div className={styles.stack}>
      <div className={styles.places}>
        <nav className={styles.placeList} aria-label={words.label}>
          <Link to="/live" className={styles.place} activeOptions={{ exact: true }}>
            {words.overview}
          </Link>
          <Link to="/live/history" className={styles.place}>
            {words.history}
          </Link>
          <Link to="/live/sending" className={styles.place}>
            {words.sending}
          </Link>
          <Link to="/live/texts" className={styles.place}>
            {words.texts}
          </Link>
          <Link to="/live/actions" className={styles.place}>
            {words.actions}
          </Link>
        </nav>
        {actions}
      </div>
      {children}
    </div>
  </main>
);
