import { IconArrowDown } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { ConversationView } from '#contracts';
import { readEarlier, thread as threadQuery } from '../../api/conversations.ts';
import type { Unsent } from '../../api/outbox.ts';
import type { Thread as ReadThread } from '../../live/states.ts';
import { drawn } from '../../shell/marks.ts';
import { usePerson } from '../../shell/sign-in/session.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { threadWords as words } from '../../words/en-thread.ts';
import { Failed } from '../empty.tsx';
import { late } from '../late.ts';
import { useCustomerName } from '../customer.tsx';
import { linesOf, picturesOf, rowsOf, textsOf, type Drawn, type Moment } from './rows.ts';
import type { Remedies } from './text-row.tsx';
import { ThreadBones } from './thread-bones.tsx';
import { ThreadRow } from './thread-row.tsx';
import styles from './thread.module.css';

const Way = late(() => import('./way.tsx').then(({ Way: component }) => component));
const Lightbox = late(() => import('./lightbox.tsx').then(({ Lightbox: component }) => component));

const none: readonly Unsent[] = [];
const noMoments: readonly Moment[] = [];
/** Closer to the end than this counts as reading the latest. */
const nearEnd = 48;

interface ThreadProps {
  readonly conversation: ConversationView;
  /** Texts on their way; empty for those who only watch. */
  readonly unsent?: readonly Unsent[];
  /** The first text that was unread when it was opened. */
  readonly newFrom?: string | null;
  /** What else happened, for who has it. */
  readonly moments?: readonly Moment[];
  readonly remedies?: Remedies | null;
  /** The agent who reads, whose own texts need no name. */
  readonly reader?: string | null;
  readonly onAtEnd?: (isAtEnd: boolean) => void;
}

/** A conversation's texts: virtual, kept at its end while somebody reads there, and in its place while they do not. */
export function Thread(props: ThreadProps) {
  const { data, error, refetch } = useQuery(threadQuery(props.conversation.id));
  useMissedTexts(props.conversation, data, refetch);
  if (error && !data) return <Failed what={words.failed} error={error} onRetry={() => void refetch()} fill />;
  if (!data) return <ThreadBones />;
  return <DrawnThread key={props.conversation.id} {...props} thread={data} />;
}

/** How long a text may be later than what its conversation says of it. */
const grace = 800;

/**
 * The conversation knows of a text that the thread does not: it was told while the thread was nobody's here, as when a waiting
 * conversation comes back. Then the thread is read again.
 */
function useMissedTexts({ lastText }: ConversationView, read: ReadThread | undefined, readAgain: () => unknown): void {
  const newest = read?.messages.at(-1);
  const isBehind = read !== undefined && lastText !== null && Date.parse(lastText.at) > Date.parse(newest?.at ?? '0');
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(readAgain, grace);
    return () => clearTimeout(timer);
  }, [isBehind, readAgain]);
}

function DrawnThread({
  conversation,
  thread,
  unsent = none,
  newFrom = null,
  moments = noMoments,
  remedies = null,
  reader = null,
  onAtEnd,
}: ThreadProps & { readonly thread: ReadThread }) {
  const customer = useCustomerName({ conversationId: conversation.id, address: conversation.customer });
  const texts = useMemo(
    () => textsOf(thread.messages, unsent, conversation.channelName),
    [thread.messages, unsent, conversation.channelName],
  );
  const hasEarlier = thread.earlier !== null;
  const rows = useMemo(
    () => rowsOf({ texts, lines: linesOf(conversation), moments, newFrom, hasEarlier }),
    [texts, conversation, moments, newFrom, hasEarlier],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    getItemKey: (index) => rows[index]!.key,
    anchorTo: 'end',
    overscan: 10,
    paddingEnd: 4,
  });
  const end = useEnd(scroller, texts, onAtEnd);
  const isReadingEarlier = useEarlier(conversation.id, hasEarlier && virtualizer.getVirtualItems()[0]?.index === 0);

  // Once it was open it stays, so that the focus finds its way back when it closes.
  const [enlarged, enlarge] = useState<string | null>();
  const [looked, look] = useState<string | null>();
  const mayLook = usePerson().roles.some((role) => role === 'supervisor' || role === 'administrator');

  const items = virtualizer.getVirtualItems();
  return (
    <div className={styles.wrap} data-region="thread">
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-live="off"
        aria-label={words.region}
        tabIndex={0}
        onScroll={end.look}
      >
        <div className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className={styles.row}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ThreadRow
                conversationId={conversation.id}
                row={rows[item.index]!}
                customer={customer}
                reader={reader}
                remedies={remedies}
                isReadingEarlier={isReadingEarlier}
                onEnlarge={enlarge}
                onWay={mayLook ? look : null}
                isTranslated={conversation.translated ?? false}
              />
            </div>
          ))}
        </div>
      </div>
      {!end.isThere && (
        <button
          type="button"
          className={styles.below}
          data-plain={end.newBelow === 0 || undefined}
          aria-label={end.newBelow > 0 ? words.newBelowLabel(end.newBelow) : words.toEnd}
          onClick={end.go}
        >
          <IconArrowDown size={15} stroke={2} aria-hidden />
          {end.newBelow > 0 && words.newBelow(end.newBelow)}
        </button>
      )}
      {looked !== undefined && (
        <Suspense>
          <Way textId={looked} onClose={() => look(null)} />
        </Suspense>
      )}
      {enlarged !== undefined && (
        <Suspense>
          <Lightbox
            conversationId={conversation.id}
            pictures={picturesOf(texts)}
            shown={enlarged}
            onShow={enlarge}
            onClose={() => enlarge(null)}
          />
        </Suspense>
      )}
    </div>
  );
}

interface EndOf {
  readonly isThere: boolean;
  readonly newBelow: number;
  readonly look: () => void;
  readonly go: () => void;
}

/**
 * Keeps the thread at its end while the reader is there, however rows and composer grow, and counts what came since they left it.
 * Only going up leaves the end; a text of one's own leads back.
 */
function useEnd(
  scroller: RefObject<HTMLDivElement | null>,
  texts: readonly Drawn[],
  tell?: (isAtEnd: boolean) => void,
): EndOf {
  const stays = useRef(true);
  const lastTop = useRef(0);
  const [isThere, setThere] = useState(true);
  const newest = texts.at(-1);
  const ownId = newest?.unsent && !newest.unsent.refused ? newest.id : null;
  const [seen, setSeen] = useState(newest?.id);
  const look = () => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    if (scrollHeight - scrollTop - clientHeight <= nearEnd) stays.current = true;
    else if (scrollTop < lastTop.current) stays.current = false;
    lastTop.current = scrollTop;
    setThere(stays.current);
  };
  useLayoutEffect(() => {
    if (ownId === null) return;
    stays.current = true;
    drawn('desk.send');
  }, [ownId]);
  useLayoutEffect(() => drawn('desk.switch'), []);
  // The field below grows while somebody writes, and bars come and go between: none of it draws the thread anew.
  useEffect(() => {
    const element = scroller.current!;
    const observer = new ResizeObserver(() => {
      if (stays.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  // After every drawing: rows are measured only once they are drawn.
  useLayoutEffect(() => {
    if (stays.current && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  });
  useEffect(() => {
    if (isThere) setSeen(newest?.id);
  }, [isThere, newest?.id]);
  useEffect(() => tell?.(isThere), [isThere, tell]);
  const at = texts.findIndex(({ id }) => id === seen);
  return {
    isThere,
    look,
    go: () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: 'smooth' }),
    newBelow: isThere || at < 0 ? 0 : texts.length - 1 - at,
  };
}

/** Reads the texts above when the top comes into sight; asks again only when it was left and came back. */
function useEarlier(conversationId: string, isTopInSight: boolean): boolean {
  const cache = useQueryClient();
  const [isReading, setReading] = useState(false);
  useEffect(() => {
    if (!isTopInSight) return;
    setReading(true);
    readEarlier(cache, conversationId)
      .catch(tellFailure)
      .finally(() => setReading(false));
  }, [cache, conversationId, isTopInSight]);
  return isReading;
}
