import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconInbox,
  IconMessagePlus,
  IconMoodSmile,
  IconSortDescending,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Suspense, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { ConversationView } from '#contracts';
import { late } from '../../parts/late.ts';
import { accompanied } from '../../api/advice.ts';
import { closedToday } from '../../api/conversations.ts';
import { Empty, Failed } from '../../parts/empty.tsx';
import { Segments } from '../../parts/segments.tsx';
import { overlay } from '../../shell/overlays.ts';
import { useMine } from '../../shell/use-agent.ts';
import { words as shared } from '../../words/en.ts';
import { agentWords } from '../../words/en-agent.ts';
import { Offers } from '../offer/offers.tsx';
import { arrange, arrangeClosed, type Show, type Sort } from './arrange.ts';
import { Bones } from './bones.tsx';
import { settle } from './settle.ts';
import styles from './work-list.module.css';
import { WorkRow } from './work-row.tsx';

const words = agentWords.list;
const OpenWork = late(() => import('./open-work.tsx').then(({ OpenWork: component }) => component));
/** Supervisors read along in the live pages; here is what I am asked about. */
const onlyAdvice = (all: readonly ConversationView[]) =>
  all.filter(({ companions = [] }) => companions.some(({ mode }) => mode === 'consult'));
const rowHeight = 74;
const shows = ['active', 'waiting', 'wrap-up'] as const satisfies readonly Show[];
const sorts = ['waiting', 'latest', 'customer'] as const satisfies readonly Sort[];

/** Keeps rows in their places while the pointer or the focus is in the list. */
function useSettled(wanted: readonly ConversationView[]) {
  const [isHeld, setHeld] = useState(false);
  const before = useRef<readonly string[]>([]);
  const byId = new Map<string, ConversationView>(wanted.map((conversation) => [conversation.id, conversation]));
  const { shown, fresh } = settle(before.current, [...byId.keys()], isHeld);
  before.current = shown;
  return { rows: shown.map((id) => byId.get(id)!), fresh, setHeld };
}

interface ChoicesProps {
  readonly show: Show | undefined;
  readonly sort: Sort;
  readonly onShow: (show: Show | undefined) => void;
  readonly onSort: (sort: Sort) => void;
}

const tick = <IconCheck size={14} stroke={2} aria-hidden />;

/** Which of them, and in which order; both stand in the address. */
const Choices = ({ show, sort, onShow, onSort }: ChoicesProps) => (
  <div className={styles.choices}>
    <Menu position="bottom-start" width={180} withinPortal={false}>
      <Menu.Target>
        <button
          type="button"
          className={styles.choice}
          aria-label={`${words.show}: ${show ? shared.status[show] : words.all}`}
        >
          {show ? shared.status[show] : words.all}
          <IconChevronDown size={13} stroke={1.9} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {[undefined, ...shows].map((value) => (
          <Menu.Item key={value ?? 'all'} rightSection={value === show ? tick : null} onClick={() => onShow(value)}>
            {value ? shared.status[value] : words.all}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
    <Menu position="bottom-end" width={180} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={styles.choice} aria-label={`${words.sort}: ${words.sorts[sort]}`}>
          <IconSortDescending size={14} stroke={1.8} aria-hidden />
          {words.sorts[sort]}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {sorts.map((value) => (
          <Menu.Item key={value} rightSection={value === sort ? tick : null} onClick={() => onSort(value)}>
            {words.sorts[value]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  </div>
);

/** Offers, then my conversations. Drawn from the cache, moved by the stream, never under the pointer. */
export function WorkList({ hasOffers = true }: { readonly hasOffers?: boolean }) {
  const { list = 'mine', show, sort = 'waiting' } = useSearch({ from: '/work' });
  const navigate = useNavigate();
  const mine = useMine();
  const isClosed = list === 'closed';
  const isOpen = list === 'open';
  const advised = useQuery({ ...accompanied, enabled: mine.isSuccess, select: onlyAdvice });
  const closed = useQuery({ ...closedToday, enabled: isClosed && mine.isSuccess });
  const read = isClosed ? closed : mine;
  const wanted = useMemo(
    () =>
      isClosed
        ? arrangeClosed(closed.data ?? [])
        : arrange([...(mine.data ?? []), ...(advised.data ?? [])], show, sort),
    [isClosed, closed.data, mine.data, advised.data, show, sort],
  );
  const count = mine.data?.filter(({ accepted }) => accepted).length ?? 0;
  const search = (changes: object) => void navigate({ to: '.', search: (before) => ({ ...before, ...changes }) });

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
          onChange={(value) => search({ list: value === 'mine' ? undefined : value })}
        />
        <Tooltip label={words.newText}>
          <ActionIcon aria-label={words.newText} onClick={() => overlay({ newText: true })}>
            <IconMessagePlus size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      {list === 'mine' && (
        <Choices
          show={show}
          sort={sort}
          onShow={(value) => search({ show: value })}
          onSort={(value) => search({ sort: value === 'waiting' ? undefined : value })}
        />
      )}
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
        ) : wanted.length === 0 ? (
          <Nothing isClosed={isClosed} isFiltered={count > 0} />
        ) : (
          <Rows key={`${list} ${show} ${sort}`} wanted={wanted} />
        )}
      </div>
    </section>
  );
}

function Nothing({ isClosed, isFiltered }: { readonly isClosed: boolean; readonly isFiltered: boolean }) {
  if (isClosed) {
    return (
      <Empty icon={IconMoodSmile} title={words.emptyClosed}>
        {words.emptyClosedText}
      </Empty>
    );
  }
  if (isFiltered) return <Empty icon={IconInbox} title={words.emptyShow} />;
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
