import { Button } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TimelineEntry } from '#contracts';
import { timeline } from '../../api/handling.ts';
import { Failed } from '../../parts/empty.tsx';
import { StatusTag } from '../../parts/tag.tsx';
import { asDate } from '../../parts/time.ts';
import { saidOf } from '../../words/en-agent.ts';
import { timelineWords as words } from '../../words/en-timeline.ts';
import { runWords } from '../../words/en-runs.ts';
import styles from './context.module.css';

/** What passed between the customer and us besides this conversation, newest first, so that a follow-up never starts cold. Nothing is drawn where there is nothing. */
export function Timeline({ conversationId }: { readonly conversationId: string }) {
  const list = useInfiniteQuery(timeline(conversationId));
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (list.error) return <Failed what={words.failed} error={list.error} onRetry={() => void list.refetch()} />;
  if (entries.length === 0) return null;
  return (
    <section className={styles.section} aria-label={words.title}>
      <h3 className={styles.title}>{words.title}</h3>
      <ul className={styles.timeline}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <Entry of={entry} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="subtle" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {words.more}
        </Button>
      )}
    </section>
  );
}

function Entry({ of }: { readonly of: TimelineEntry }) {
  if (of.kind === 'outbound-text')
    return (
      <div className={styles.earlier} data-kind={of.kind}>
        <span className={styles.earlierHead}>
          <span>
            <IconArrowUpRight size={14} stroke={1.7} aria-hidden /> {words.weWrote(asDate(of.at))}
          </span>
          <span className={styles.earlierWho}>{runWords.contacts[of.state]}</span>
        </span>
        <span className={styles.earlierText} dir="auto">
          {of.text}
        </span>
        {of.runName !== '' && <span className={styles.earlierWho}>{of.runName}</span>}
      </div>
    );
  const head = (
    <span className={styles.earlierHead}>
      {asDate(of.closedAt ?? of.at)}
      <StatusTag status={of.status} />
    </span>
  );
  const who = of.agentName && <span className={styles.earlierWho}>{words.by(of.agentName)}</span>;
  if (of.lastText === null)
    return (
      <div className={styles.earlier} data-kind={of.kind}>
        {head}
        {who}
      </div>
    );
  return (
    <Link
      to="/work/c/$conversation"
      params={{ conversation: of.id }}
      search={(search) => search}
      className={styles.earlier}
      data-kind={of.kind}
    >
      {head}
      <span className={styles.earlierText} dir="auto">
        {saidOf(of.lastText)}
      </span>
      {who}
    </Link>
  );
}
