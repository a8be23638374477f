import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { usePreferences } from '../../shell/preferences.ts';
import { agentWords } from '../../words/en-agent.ts';
import { settle } from './settle.ts';
import styles from './work-list.module.css';

const words = agentWords.list;
/** `--work-row` of tokens.css. */
const rowHeights = { compact: 74, comfortable: 82 };

/** Keeps rows in their places while the pointer or the focus is in the list. */
function useSettled<Item extends { readonly id: string }>(wanted: readonly Item[]) {
  const [isHeld, setHeld] = useState(false);
  const before = useRef<readonly string[]>([]);
  const byId = new Map<string, Item>(wanted.map((item) => [item.id, item]));
  const { shown, fresh } = settle(before.current, [...byId.keys()], isHeld);
  before.current = shown;
  return { rows: shown.map((id) => byId.get(id)!), fresh, setHeld };
}

interface RowsProps<Item> {
  readonly wanted: readonly Item[];
  readonly rowOf: (item: Item) => ReactNode;
  /** What stands below the last one. */
  readonly children?: ReactNode;
}

/** Rows of one height, of which only those in sight are there; arrow keys, Home and End go from one to the next. */
export function Rows<Item extends { readonly id: string }>({ wanted, rowOf, children }: RowsProps<Item>) {
  const { rows, fresh, setHeld } = useSettled(wanted);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = rowHeights[usePreferences().density];
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]!.id,
    overscan: 6,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
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
              {rowOf(rows[index]!)}
            </li>
          ))}
        </ul>
        {children}
      </div>
    </>
  );
}
