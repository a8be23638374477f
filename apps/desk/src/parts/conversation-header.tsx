import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConversationView } from '#contracts';
import { words } from '../words/en.ts';
import { threadWords } from '../words/en-thread.ts';
import styles from './conversation.module.css';
import { CustomerName, useKnownName } from './customer.tsx';
import { Address, Bone, Elapsed, Wait } from './small.tsx';
import { StatusTag } from './tag.tsx';

interface ConversationHeaderProps {
  readonly conversation: ConversationView;
  /** What the session is called; left out, what the customer is called. */
  readonly title?: ReactNode;
  /** What can be done, at the end of the line. */
  readonly children?: ReactNode;
}

/** Who, on which line of ours, where it stands, and how long they wait: the same for those who answer and those who watch. */
export function ConversationHeader({ conversation, title, children }: ConversationHeaderProps) {
  const { id, customer, channelName, number, status, statusSince, waitingSince } = conversation;
  const known = useKnownName(id);
  return (
    <header className={styles.header}>
      <div className={styles.who}>
        <div className={styles.nameLine}>
          <h2 className={styles.name}>{title ?? <CustomerName conversationId={id} address={customer} />}</h2>
          <StatusTag status={status}>
            {status === 'wrap-up' && (
              <>
                {' '}
                <Elapsed since={statusSince} />
              </>
            )}
          </StatusTag>
        </div>
        <span className={styles.lineName}>
          {known !== null && <Address of={customer} />}{' '}
          <IconArrowRight size={13} stroke={1.8} aria-label={words.common.to} style={{ verticalAlign: '-2px' }} />{' '}
          <bdi>{channelName}</bdi> <Address of={number} />
        </span>
      </div>
      {waitingSince && (status === 'active' || status === 'open') && (
        <span className={styles.waits}>
          <Wait since={waitingSince}>{threadWords.waits} </Wait>
        </span>
      )}
      {children && <div className={styles.actions}>{children}</div>}
    </header>
  );
}

export const ConversationHeaderBones = () => (
  <header className={styles.header}>
    <div className={styles.bones}>
      <Bone width={180} height={16} />
      <Bone width={240} />
    </div>
  </header>
);
