import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBriefcase } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { MyCaseView } from '#contracts';
import { myCases, myCasesKey } from '../../api/my-cases.ts';
import { CustomerAvatar, CustomerName } from '../../parts/customer.tsx';
import { Empty, Failed } from '../../parts/empty.tsx';
import { Count, Wait, When } from '../../parts/small.tsx';
import { StatusTag } from '../../parts/tag.tsx';
import { agentWords } from '../../words/en-agent.ts';
import { listWords as words } from '../../words/en-list.ts';
import { words as shared } from '../../words/en.ts';
import { everything } from './arrange.ts';
import { Bones } from './bones.tsx';
import more from './open-work.module.css';
import { Rows } from './rows.tsx';
import { useWanted } from './use-wanted.ts';
import styles from './work-list.module.css';

/** A burst of texts is one look. */
const togetherFor = 300;
/** What becomes of a case itself is told by nobody. */
const lookAgainAfter = 60_000;

/** Reads the cases again whenever the stream told of a conversation of mine, or of what one is about. */
function useReadAgain(): void {
  const cache = useQueryClient();
  useEffect(() => {
    let planned: ReturnType<typeof setTimeout> | undefined;
    const stop = cache.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success' || !event.action.manual) return;
      const [root, family] = event.query.queryKey;
      if (root !== 'live' || (family !== 'mine' && family !== 'context')) return;
      clearTimeout(planned);
      planned = setTimeout(() => void cache.invalidateQueries({ queryKey: myCasesKey }), togetherFor);
    });
    return () => {
      stop();
      clearTimeout(planned);
    };
  }, [cache]);
}

/** The cases that my conversations are about; each opens the conversation about it that began last. */
export function Cases() {
  const { wanted, go } = useWanted();
  const { conversation: selected } = useParams({ strict: false });
  const [find] = useDebouncedValue(wanted.find.trim(), 200);
  const found = useInfiniteQuery({
    ...myCases({ ...wanted, find }),
    staleTime: 0,
    refetchInterval: lookAgainAfter,
    // while something else is looked for, what was found before stays
    placeholderData: keepPreviousData,
  });
  useReadAgain();
  const cases = found.data?.pages.flatMap(({ items }) => items);
  const { caseOrder } = wanted;
  if (!cases)
    return found.error ? (
      <Failed what={words.cases} error={found.error} onRetry={() => void found.refetch()} />
    ) : (
      <Bones />
    );
  if (cases.length === 0 && (wanted.read !== null || wanted.line !== null || find !== ''))
    return (
      <Empty
        icon={IconBriefcase}
        title={agentWords.list.emptyShow}
        actions={
          <Button variant="default" onClick={() => go('cases', { ...everything, caseOrder })}>
            {shared.common.showAll}
          </Button>
        }
      />
    );
  if (cases.length === 0)
    return (
      <Empty icon={IconBriefcase} title={words.noCases}>
        {words.noCasesText}
      </Empty>
    );
  return (
    <Rows
      key={JSON.stringify([caseOrder, wanted.read, wanted.line, find, found.isPlaceholderData])}
      wanted={[...new Map(cases.map((one) => [one.id, one])).values()]}
      rowOf={(one) => <CaseRow about={one} isSelected={one.latest.id === selected} />}
    >
      {found.hasNextPage && (
        <div className={more.more}>
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {words.moreCases}
          </Button>
        </div>
      )}
    </Rows>
  );
}

interface CaseRowProps {
  readonly about: MyCaseView;
  readonly isSelected: boolean;
}

/** Which case, whose, where its latest conversation stands, and how many there were. */
function CaseRow({ about: { name, customerName, conversations, unread, latest }, isSelected }: CaseRowProps) {
  const { id, customer, waitingSince, status, statusSince, lastText, closedAt } = latest;
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
          <span className={styles.name} dir="auto">
            {name}
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
          <span className={styles.preview}>
            {customerName === null ? (
              <CustomerName conversationId={id} address={customer} />
            ) : (
              <bdi>{customerName}</bdi>
            )}
          </span>
          {unread > 0 && (
            <>
              <span className="unseen">{agentWords.list.unread(unread)}</span>
              <span aria-hidden>
                <Count of={unread} />
              </span>
            </>
          )}
        </span>
        <span className={styles.tags}>
          <StatusTag status={status} />
          <span>{words.conversations(conversations)}</span>
        </span>
      </span>
    </Link>
  );
}
