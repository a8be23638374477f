import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { ConversationView } from '#contracts';
import { CustomerAvatar, CustomerName } from '../../parts/customer.tsx';
import { Count, Elapsed, Wait, When } from '../../parts/small.tsx';
import { StatusTag, Tag } from '../../parts/tag.tsx';
import { agentWords } from '../../words/en-agent.ts';
import { useMe } from '../../shell/use-agent.ts';
import { useFailed } from '../../shell/use-failed.ts';
import { useDraft } from '../composer/draft.ts';
import { previewOf } from './preview.ts';
import styles from './work-list.module.css';

const words = agentWords.list;

function Preview({ conversation, isSelected }: WorkRowProps) {
  const me = useMe().data?.id;
  const [draft] = useDraft(conversation.id, 'text');
  const { lastText, status } = conversation;
  if (draft !== '' && !isSelected && status === 'active') {
    return (
      <span className={styles.preview} dir="auto">
        {words.draft(draft)}
      </span>
    );
  }
  return (
    <span className={styles.preview} dir="auto">
      {previewOf(lastText, me)}
    </span>
  );
}

interface WorkRowProps {
  readonly conversation: ConversationView;
  readonly isSelected: boolean;
}

/** One conversation: who, how long they wait, what was said last, where it stands and on which line. */
export const WorkRow = memo(function WorkRow({ conversation, isSelected }: WorkRowProps) {
  const { id, customer, waitingSince, unread, status, statusSince, channelName, lastText, closedAt } = conversation;
  const me = useMe().data?.id;
  const failed = useFailed(conversation);
  const isAdvice = conversation.companions?.some(({ agentId, mode }) => agentId === me && mode === 'consult') ?? false;
  return (
    <Link
      to="/work/c/$conversation"
      params={{ conversation: id }}
      search={(search) => search}
      className={styles.row}
      data-selected={isSelected || undefined}
      data-unread={unread > 0 || undefined}
      aria-current={isSelected ? 'true' : undefined}
      data-work-row
    >
      <CustomerAvatar conversationId={id} address={customer} />
      <span className={styles.lines}>
        <span className={styles.line}>
          <span className={styles.name}>
            <CustomerName conversationId={id} address={customer} />
          </span>
          <span className={styles.meta}>
            {waitingSince && status !== 'closed' ? (
              <Wait since={waitingSince} />
            ) : (
              <When at={closedAt ?? lastText?.at ?? statusSince} />
            )}
          </span>
        </span>
        <span className={styles.line}>
          <Preview conversation={conversation} isSelected={isSelected} />
          {unread > 0 && status !== 'closed' && (
            <>
              <span className="unseen">{words.unread(unread)}</span>
              <span aria-hidden>
                <Count of={unread} />
              </span>
            </>
          )}
        </span>
        <span className={styles.tags}>
          {failed > 0 && !isSelected && <Tag tone="bad">{words.mayHaveFailed}</Tag>}
          {isAdvice ? (
            <Tag>{agentWords.handing.advice.tag}</Tag>
          ) : (
            <StatusTag status={status}>
              {status === 'wrap-up' && (
                <>
                  {' '}
                  <Elapsed since={statusSince} />
                </>
              )}
            </StatusTag>
          )}
          <span dir="auto">{channelName}</span>
        </span>
      </span>
    </Link>
  );
});
