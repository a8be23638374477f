import type { ReactNode } from 'react';
import type { ConversationStatus } from '#contracts';
import { words } from '../words/en.ts';
import styles from './parts.module.css';

/** Where a conversation stands, in a word and its colour; a status of a newer server shows its raw name. */
export const StatusTag = ({
  status,
  children,
}: {
  readonly status: ConversationStatus;
  readonly children?: ReactNode;
}) => (
  <span className={styles.tag} data-status={status}>
    {words.status[status] ?? status}
    {children}
  </span>
);

interface TagProps {
  readonly tone?: 'quiet' | 'good' | 'risk' | 'bad';
  readonly children: ReactNode;
}
export const Tag = ({ tone = 'quiet', children }: TagProps) => (
  <span className={styles.tag} data-tone={tone}>
    {children}
  </span>
);
