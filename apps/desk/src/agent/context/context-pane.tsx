import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ConversationView } from '#contracts';
import { conversation as conversationQuery } from '../../api/conversations.ts';
import { Avatar } from '../../parts/avatar.tsx';
import { Address, Bone, Fact, Facts, Wait } from '../../parts/small.tsx';
import { StatusTag } from '../../parts/tag.tsx';
import { asDate } from '../../parts/time.ts';
import { agentWords } from '../../words/en-agent.ts';
import { words as shared } from '../../words/en.ts';
import { threadWords } from '../../words/en-thread.ts';
import styles from './context.module.css';

const words = agentWords.context;

/** What is known about the customer and this conversation, and what came before it. */
export function ContextPane({ conversation }: { readonly conversation: ConversationView }) {
  const { customer, channelName, number, openedAt, acceptedAt, status, statusSince, waitingSince, closedAt } =
    conversation;
  return (
    <div className={styles.pane}>
      <section className={styles.section}>
        <div className={styles.person}>
          <Avatar of={customer} tone="accent" size="large" />
          <div>
            <h3 className={styles.name}>
              <Address of={customer} />
            </h3>
            <p className={styles.sub}>{words.unknown}</p>
          </div>
        </div>
      </section>
      <section className={styles.section}>
        <h3 className={styles.title}>{words.here}</h3>
        <Facts>
          <Fact name={words.line}>
            <bdi>{channelName}</bdi>
          </Fact>
          <Fact name={words.ourNumber}>
            <Address of={number} />
          </Fact>
          <Fact name={words.opened}>{asDate(openedAt)}</Fact>
          {acceptedAt && <Fact name={words.accepted}>{asDate(acceptedAt)}</Fact>}
          {closedAt ? (
            <Fact name={words.closed}>{asDate(closedAt)}</Fact>
          ) : (
            <Fact name={words.since(shared.status[status])}>{asDate(statusSince)}</Fact>
          )}
          {waitingSince && status === 'active' && (
            <Fact name={threadWords.waits}>
              <Wait since={waitingSince} />
            </Fact>
          )}
        </Facts>
      </section>
      {conversation.previousConversationId && <Earlier id={conversation.previousConversationId} />}
    </div>
  );
}

/** The conversation before this one, so that a follow-up never starts cold. */
function Earlier({ id }: { readonly id: string }) {
  const { data, isPending } = useQuery(conversationQuery(id));
  if (!data && !isPending) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{words.earlier}</h3>
      {data ? (
        <Link
          to="/work/c/$conversation"
          params={{ conversation: id }}
          search={(search) => search}
          className={styles.earlier}
        >
          <span className={styles.earlierHead}>
            {asDate(data.closedAt ?? data.openedAt)}
            <StatusTag status={data.status} />
          </span>
          {data.lastText && (
            <span className={styles.earlierText} dir="auto">
              {data.lastText.body}
            </span>
          )}
        </Link>
      ) : (
        <Bone height={52} />
      )}
    </section>
  );
}
