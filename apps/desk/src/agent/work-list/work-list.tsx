import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconInbox, IconMessagePlus, IconMoodSmile } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Suspense, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { ConversationView } from '#contracts';
import { late } from '../../parts/late.ts';
import { accompanied } from '../../api/advice.ts';
import { closedToday } from '../../api/conversations.ts';
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
import { settle } from './settle.ts';
import { useWanted } from './use-wanted.ts';
import styles from './work-list.module.css';
import { WorkRow } from './work-row.tsx';

const words = agentWords.list;
const Choices = late(() => import('./choices.tsx').then(({ Choices: component }) => component));
const OpenChoices = late(() => import('./choices.tsx').then(({ OpenChoices: component }) => component));
const OpenWork = late(() => import('./open-work.tsx').then(({ OpenWork: component }) => component));
/** Supervisors read along in the live pages; here is what I am asked about. */
const onlyAdvice = (all: readonly ConversationView[]) =>
  all.filter(({ companions = [] }) => companions.some(({ mode }) => mode === 'consult'));
const rowHeight = 74;

/** Keeps rows in their places while the pointer or the focus is in the list. */
function useSettled(wanted: readonly ConversationView[]) {
  const [isHeld, setHeld] = useState(false);
  const before = useRef<readonly string[]>([]);
  const byId = new Map<string, ConversationView>(wanted.map((conversation) => [conversation.id, conversation]));
  const { shown, fresh } = settle(before.current, [...byId.keys()], isHeld);
  before.current = shown;
  return { rows: shown.map((id) => byId.get(id)!), fresh, setHeld };
}

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
  const mine = useMine();
  const isClosed = list === 'closed';
  const isOpen = list === 'open';
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

  return (
    <section className={styles.list} aria-label={shared.regions.list} data-region="list">
      <div className={styles.head}>
        <Segments
          label={words.views}
          value={list}
          controls="work-list"
          segments={[
            { value: 'mine', label: words.mine(count) },
            { value: 'open', label: words.openWork },
            { value: 'closed', label: words.closed },
          ]}
          onChange={(value) => go(value, wanted)}
        />
        <Tooltip label={words.newText}>
          <ActionIcon aria-label={words.newText} onClick={() => overlay({ newText: true })}>
            <IconMessagePlus size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.look}>
        <Suspense>{isOpen ? <OpenChoices at={at} /> : <Choices at={at} all={all} nameOf={nameOf} />}</Suspense>
      </div>
      {hasOffers && <Offers />}
      <div
        className={styles.panel}
        id="work-list"
        role="tabpanel"
        aria-label={isOpen ? words.openWork : isClosed ? words.closed : words.mine(count)}
      >
        {isOpen ? (
          <Suspense fallback={<Bones />}>
            <OpenWork />
          </Suspense>
        ) : read.error && !read.data ? (
          <Failed what={words.failed} error={read.error} onRetry={() => void read.refetch()} />
        ) : !read.data ? (
          <Bones />
        ) : rows.length === 0 ? (
          <Nothing isClosed={isClosed} onAll={all.length > 0 ? () => go(list, everything) : null} />
        ) : (
          <Rows key={JSON.stringify([list, wanted])} wanted={rows} />
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

function Rows({ wanted }: { readonly wanted: readonly ConversationView[] }) {
  const { conversation: open } = useParams({ strict: false });
  const { rows, fresh, setHeld } = useSettled(wanted);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]!.id,
    overscan: 6,
  });
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const at = Number((event.target as HTMLElement).closest('li')?.dataset['index'] ?? -1);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
    const next = steps[event.key];
    if (event.altKey || next === undefined || next < 0 || next >= rows.length) return;
    event.preventDefault();
    virtualizer.scrollToIndex(next);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`li[data-index="${next}"] a`)?.focus());
  };
  return (
    <>
      {fresh > 0 && (
        <button
          type="button"
          className={styles.fresh}
          aria-label={words.freshLabel(fresh)}
          onClick={() => setHeld(false)}
        >
          {words.fresh(fresh)}
        </button>
      )}
      <div
        ref={scroller}
        className={styles.rows}
        onPointerEnter={(event) => event.pointerType === 'mouse' && setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
        onKeyDown={move}
      >
        <ul className={styles.space} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => (
            <li
              key={key}
              data-index={index}
              className={styles.place}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
            >
              <WorkRow conversation={rows[index]!} isSelected={rows[index]!.id === open} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
