import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { WorkItemView } from '#contracts';
import { openLines, openWork, type OpenWanted, pickWork, readOpenWorkAgain } from '../../api/open-work.ts';
import { Avatar } from '../../parts/avatar.tsx';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Empty, Failed } from '../../parts/empty.tsx';
import { Address, Wait } from '../../parts/small.tsx';
import { useAddress } from '../../parts/use-address.ts';
import { toComposer } from '../../shell/regions.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { useMe } from '../../shell/use-agent.ts';
import { agentWords } from '../../words/en-agent.ts';
import { openWords } from '../../words/en-list.ts';
import { words as shared } from '../../words/en.ts';
import { everything } from './arrange.ts';
import { Bones } from './bones.tsx';
import styles from './open-work.module.css';
import { settleInPlace } from './settle.ts';
import { useWanted } from './use-wanted.ts';
import list from './work-list.module.css';

const words = openWords;
/** What the lines do not tell is seen this much later: somebody came and somebody went within one second. */
const lookAgainAfter = 15_000;

/** Read once and again whenever a line that I serve has moved, or the stream had a gap. */
function useOpenWork(wanted: OpenWanted) {
  const cache = useQueryClient();
  const { dataUpdatedAt, isSuccess } = useQuery(openLines);
  const heard = useRef(dataUpdatedAt);
  useEffect(() => {
    const before = heard.current;
    heard.current = dataUpdatedAt;
    if (before !== 0 && before !== dataUpdatedAt) void readOpenWorkAgain(cache);
  }, [cache, dataUpdatedAt]);
  // The stream first, then the list: what moves meanwhile is not missed.
  return useInfiniteQuery({
    ...openWork(wanted),
    enabled: isSuccess,
    staleTime: 0,
    refetchInterval: lookAgainAfter,
    // while something else is looked for, what was found before stays
    placeholderData: keepPreviousData,
  });
}

/** Takes one and opens it; who is full already is asked first. */
function usePick() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const capacity = useMe().data?.capacity;
  const [asked, setAsked] = useState<WorkItemView | null>(null);
  const picking = useMutation({
    mutationFn: (item: WorkItemView) => pickWork(cache, item),
    onSuccess: async (_, { conversationId }) => {
      await navigate({
        to: '/work/c/$conversation',
        params: { conversation: conversationId },
        // what was looked for among the open ones would hide it among mine
        search: ({ show, sort, read, line, of, order, cases }) => ({ show, sort, read, line, of, order, cases }),
      });
      toComposer();
    },
    onError: tellFailure,
    onSettled: () => void readOpenWorkAgain(cache),
  });
  const take = (item: WorkItemView) => {
    setAsked(null);
    picking.mutate(item);
  };
  const isFull = capacity !== undefined && capacity.used >= capacity.total;
  return {
    pick: (item: WorkItemView) => (isFull ? setAsked(item) : take(item)),
    pickingId: picking.isPending ? picking.variables.id : null,
    question: (
      <Dialog isOpen={asked !== null} onClose={() => setAsked(null)} title={words.fullTitle}>
        <DialogText>{capacity && words.full(capacity.used, capacity.total)}</DialogText>
        <DialogActions>
          <Button variant="default" onClick={() => setAsked(null)}>
            {shared.common.cancel}
          </Button>
          <Button data-autofocus onClick={() => asked && take(asked)}>
            {words.take}
          </Button>
        </DialogActions>
      </Dialog>
    ),
  };
}

/** What waits in the queues of this agent, to be picked. */
export function OpenWork() {
  const { wanted, go } = useWanted();
  const { order, queue } = wanted;
  const [find] = useDebouncedValue(wanted.find.trim(), 200);
  const found = useOpenWork({ order, queue, find });
  const isNarrowed = queue !== null || find !== '';
  const { pick, pickingId, question } = usePick();
  return (
    <>
      {found.data ? (
        <Items
          key={JSON.stringify([order, queue, find, found.isPlaceholderData])}
          wanted={found.data.pages.flatMap(({ items }) => items)}
          onAll={isNarrowed ? () => go('open', { ...everything, order }) : null}
          pickingId={pickingId}
          onPick={pick}
          onMore={found.hasNextPage ? () => void found.fetchNextPage() : null}
          isReadingMore={found.isFetchingNextPage}
        />
      ) : found.error ? (
        <Failed what={words.what} error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Bones />
      )}
      {question}
    </>
  );
}

interface ItemsProps {
  readonly wanted: readonly WorkItemView[];
  /** Shows what is hidden; null: nothing is. */
  readonly onAll: (() => void) | null;
  readonly pickingId: string | null;
  readonly onPick: (item: WorkItemView) => void;
  readonly onMore: (() => void) | null;
  readonly isReadingMore: boolean;
}

function Items({ wanted, onAll, pickingId, onPick, onMore, isReadingMore }: ItemsProps) {
  const [isHeld, setHeld] = useState(false);
  const known = useRef(new Map<string, WorkItemView>());
  const before = useRef<readonly string[]>([]);
  const { shown, fresh, gone } = settleInPlace(before.current, [...new Set(wanted.map(({ id }) => id))], isHeld);
  before.current = shown;
  for (const item of wanted) known.current.set(item.id, item);

  if (shown.length === 0 && onAll) {
    return (
      <Empty
        icon={IconInbox}
        title={agentWords.list.emptyShow}
        actions={
          <Button variant="default" onClick={onAll}>
            {shared.common.showAll}
          </Button>
        }
      />
    );
  }
  if (shown.length === 0) {
    return (
      <Empty icon={IconInbox} title={words.none}>
        {words.noneText}
      </Empty>
    );
  }
  return (
    <>
      {(fresh > 0 || gone.size > 0) && isHeld && (
        <button type="button" className={list.fresh} onClick={() => setHeld(false)}>
          {fresh > 0 ? agentWords.list.fresh(fresh) : words.tidy}
        </button>
      )}
      <div
        className={list.rows}
        onPointerEnter={(event) => event.pointerType === 'mouse' && setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setHeld(false)}
        onKeyDown={move}
      >
        <ul className={styles.items}>
          {shown.map((id) => (
            <Item
              key={id}
              item={known.current.get(id)!}
              isGone={gone.has(id)}
              isPicking={pickingId === id}
              isBusy={pickingId !== null}
              onPick={onPick}
            />
          ))}
        </ul>
        {onMore && (
          <div className={styles.more}>
            <Button
              variant="default"
              onClick={() => {
                setHeld(false);
                onMore();
              }}
              loading={isReadingMore}
            >
              {words.more}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

/** Arrow keys, Home and End go from button to button. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('li button')];
  const at = buttons.findIndex((button) => button === event.target);
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
  const next = buttons[steps[event.key] ?? -1];
  if (event.altKey || !next) return;
  event.preventDefault();
  next.focus();
}

interface ItemProps {
  readonly item: WorkItemView;
  readonly isGone: boolean;
  readonly isPicking: boolean;
  readonly isBusy: boolean;
  readonly onPick: (item: WorkItemView) => void;
}

/** Who waits, since when, in which line, and what they said last: read before it is taken. */
function Item({ item, isGone, isPicking, isBusy, onPick }: ItemProps) {
  const name = useAddress(item.customer);
  return (
    <li className={styles.item} data-gone={isGone || undefined}>
      <Avatar of={item.customer} />
      <span className={list.lines}>
        <span className={list.line}>
          <span className={list.name}>
            <Address of={item.customer} />
          </span>
          <span className={list.meta}>{isGone ? words.gone : <Wait since={item.waitingSince} />}</span>
        </span>
        <span className={styles.preview} dir="auto">
          {item.preview}
        </span>
        <span className={styles.foot}>
          <span className={styles.queue} dir="auto">
            {item.queueName}
          </span>
          <Button
            size="compact-sm"
            variant="light"
            aria-label={isPicking ? undefined : words.assignLabel(name)}
            // it stays where the focus is; a second press does nothing
            aria-disabled={isGone || isBusy || undefined}
            aria-busy={isPicking || undefined}
            onClick={() => isGone || isBusy || onPick(item)}
          >
            {isPicking ? words.assigning : words.assign}
          </Button>
        </span>
      </span>
    </li>
  );
}
