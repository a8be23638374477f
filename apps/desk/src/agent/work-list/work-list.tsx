import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconInbox, IconMessagePlus, IconMoodSmile } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useMemo } from 'react';
import type { ConversationView } from '#contracts';
import { late } from '../../parts/late.ts';
import { accompanied } from '../../api/advice.ts';
import { closedToday } from '../../api/conversations.ts';
import { useLeftTexts } from '../../api/unsent.ts';
import { context } from '../../api/customers.ts';
import { Empty, Failed } from '../../parts/empty.tsx';
import { Segments } from '../../parts/segments.tsx';
import { overlay } from '../../shell/overlays.ts';
import { useMine } from '../../shell/use-agent.ts';
import { words as shared } from '../../words/en.ts';
import { agentWords } from '../../words/en-agent.ts';
import { Offers } from '../offer/offers.tsx';
import { arrangeClosed, everything, matching, ordered, taken } from './arrange.ts';
import { Bones } from './bones.tsx';
import { Rows } from './rows.tsx';
import { useWanted } from './use-wanted.ts';
import styles from './work-list.module.css';
import { WorkRow } from './work-row.tsx';

const words = agentWords.list;
const lists = ['mine', 'open', 'closed', 'cases'] as const;
const Choices = late(() => import('./choices.tsx').then(({ Choices: component }) => component));
const LeftTexts = late(() => import('../left-texts/left-texts.tsx').then(({ LeftTexts: component }) => component));
const Served = late(() => import('./served.tsx').then(({ Served: component }) => component));
/** Supervisors read along in the live pages; here is what I am asked about. */
const onlyAdvice = (all: readonly ConversationView[]) =>
  all.filter(({ companions = [] }) => companions.some(({ mode }) => mode === 'consult'));
/** The name of a customer whose row was drawn, as the row has it. */
function useNames(): (conversationId: string) => string | null {
  const cache = useQueryClient();
  return (conversationId) => {
    const known = cache.getQueryData(context(conversationId).queryKey);
    return known?.contact?.name ?? known?.account?.name ?? null;
  };
}

/** Offers, then my conversations. Drawn from the cache, moved by the stream, never under the pointer. */
export function WorkList({ hasOffers = true }: { readonly hasOffers?: boolean }) {
  const at = useWanted();
  const { list, wanted, go } = at;
  const { conversation: selected } = useParams({ strict: false });
  const mine = useMine();
  const left = useLeftTexts(mine.data);
  const isClosed = list === 'closed';
  const advised = useQuery({ ...accompanied, enabled: mine.isSuccess, select: onlyAdvice });
  const closed = useQuery({ ...closedToday, enabled: isClosed && mine.isSuccess });
  const read = isClosed ? closed : mine;
  const all = useMemo(
    () => (isClosed ? (closed.data ?? []) : taken([...(mine.data ?? []), ...(advised.data ?? [])])),
    [isClosed, closed.data, mine.data, advised.data],
  );
  const nameOf = useNames();
  // what is closed has neither a status to choose nor texts that were not seen
  const found = matching(all, isClosed ? { ...wanted, show: null, read: null } : wanted, nameOf);
  const rows = isClosed ? arrangeClosed(found) : ordered(found, wanted.sort);
  const count = mine.data?.filter(({ accepted }) => accepted).length ?? 0;
  const names = { mine: words.mine(count), open: words.openWork, closed: words.closed, cases: words.cases };

  return (
    <section className={styles.list} aria-label={shared.regions.list} data-region="list">
      <div className={styles.head}>
        <Segments
          label={words.views}
          value={list}
          controls="work-list"
          segments={lists.map((value) => ({ value, label: names[value] }))}
          onChange={(value) => go(value, wanted)}
        />
        <Tooltip label={words.newText}>
          <ActionIcon aria-label={words.newText} onClick={() => overlay({ newText: true })}>
            <IconMessagePlus size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.look}>
        <Suspense>
          <Choices at={at} all={all} nameOf={nameOf} />
        </Suspense>
      </div>
      {hasOffers && <Offers />}
      {left.length > 0 && (
        <Suspense>
          <LeftTexts texts={left} />
        </Suspense>
      )}
      <div className={styles.panel} id="work-list" role="tabpanel" aria-label={names[list]}>
        {list === 'open' || list === 'cases' ? (
          <Suspense fallback={<Bones />}>
            <Served list={list} />
          </Suspense>
        ) : read.error && !read.data ? (
          <Failed what={words.failed} error={read.error} onRetry={() => void read.refetch()} />
        ) : !read.data ? (
          <Bones />
        ) : rows.length === 0 ? (
          <Nothing isClosed={isClosed} onAll={all.length > 0 ? () => go(list, everything) : null} />
        ) : (
          <Rows
            key={JSON.stringify([list, wanted])}
            wanted={rows}
            rowOf={(conversation) => <WorkRow conversation={conversation} isSelected={conversation.id === selected} />}
          />
        )}
      </div>
    </section>
  );
}

interface NothingProps {
  readonly isClosed: boolean;
  /** Shows what is hidden; null: there is nothing at all. */
  readonly onAll: (() => void) | null;
}

function Nothing({ isClosed, onAll }: NothingProps) {
  if (onAll) {
    return (
      <Empty
        icon={IconInbox}
        title={words.emptyShow}
        actions={
          <Button variant="default" onClick={onAll}>
            {shared.common.showAll}
          </Button>
        }
      />
    );
  }
  if (isClosed) {
    return (
      <Empty icon={IconMoodSmile} title={words.emptyClosed}>
        {words.emptyClosedText}
      </Empty>
    );
  }
  return (
    <Empty icon={IconInbox} title={words.emptyMine}>
      {words.emptyMineText}
    </Empty>
  );
}
