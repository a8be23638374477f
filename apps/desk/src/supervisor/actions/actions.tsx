import { IconListCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bulkJobs, type JobOf, placingJobs } from '../../api/bulk.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { More } from '../../parts/more.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { asDate } from '../../parts/time.ts';
import { useTitle } from '../../shell/title.ts';
import { actionWords as words } from '../../words/en-actions.ts';
import { words as shared } from '../../words/en.ts';
import { Run } from '../bulk/run.tsx';
import { LivePage } from '../places.tsx';
import styles from './actions.module.css';
import { together } from './together.ts';

/** What was done to many, whichever service did it. */
interface Action {
  readonly id: string;
  readonly of: JobOf;
  readonly action: string;
  readonly title: string | null;
  readonly text: string | null;
  readonly by: string;
  readonly createdAt: string;
  readonly status: 'running' | 'done' | 'cancelled';
  readonly cancelledBy: string | null;
  readonly total: number;
  readonly done: number;
  readonly refused: number;
}

const named = (action: string): string => words.actions[action] ?? action;

/** Who did what to how many, when, and what came of it (product.md 18.4). */
export function Actions() {
  useTitle(words.title);
  const [shown, setShown] = useState<Action | null>(null);
  const [ours, placed] = [useInfiniteQuery(bulkJobs), useInfiniteQuery(placingJobs)];
  const lists = [
    {
      hasMore: ours.hasNextPage,
      items: (ours.data?.pages ?? []).flatMap(({ items }) =>
        items.map(({ counts, by, cancelledBy, ...job }): Action => ({
          ...job,
          of: 'conversations',
          by: by.name,
          cancelledBy: cancelledBy?.name ?? null,
          done: counts.done + counts.unchanged,
          refused: counts.refused,
        })),
      ),
    },
    {
      hasMore: placed.hasNextPage,
      items: (placed.data?.pages ?? []).flatMap(({ items }) =>
        items.map(({ by, cancelledBy, finishedAt, ...job }): Action => ({
          ...job,
          of: 'routing',
          title: null,
          text: null,
          by: by.name,
          cancelledBy: cancelledBy?.name ?? null,
          status: cancelledBy ? 'cancelled' : finishedAt ? 'done' : 'running',
        })),
      ),
    },
  ];
  const more = {
    hasNextPage: ours.hasNextPage || placed.hasNextPage,
    isFetchingNextPage: ours.isFetchingNextPage || placed.isFetchingNextPage,
    fetchNextPage: () => {
      for (const list of [ours, placed]) if (list.hasNextPage) void list.fetchNextPage();
    },
  };
  return (
    <LivePage title={words.title}>
      <Card title={words.title} note={words.intro}>
        <Read query={ours} what={words.failed}>
          {() => (
            <Read query={placed} what={words.failed}>
              {() => <List actions={together(lists)} onShow={setShown} />}
            </Read>
          )}
        </Read>
        <More list={more} />
      </Card>
      {shown && (
        <Dialog isOpen onClose={() => setShown(null)} title={shown.title ?? named(shown.action)} width={520}>
          {shown.text && (
            <DialogText>
              <bdi>{shown.text}</bdi>
            </DialogText>
          )}
          <Run id={shown.id} of={shown.of} onClose={() => setShown(null)} />
        </Dialog>
      )}
    </LivePage>
  );
}

interface ListProps {
  readonly actions: readonly Action[];
  readonly onShow: (action: Action) => void;
}

function List({ actions, onShow }: ListProps) {
  if (actions.length === 0) {
    return (
      <Empty icon={IconListCheck} title={words.none}>
        {words.noneText}
      </Empty>
    );
  }
  const columns = [
    { name: words.what },
    { name: words.by },
    { name: words.count, end: true },
    { name: words.done, end: true },
    { name: words.refused, end: true },
    { name: words.state },
    { name: words.when, end: true },
  ];
  const { number } = shared.common;
  return (
    <DataTable label={words.title} columns={columns}>
      {actions.map((one) => (
        <tr key={one.id}>
          <td className={table.strong}>
            <button
              type="button"
              className={styles.open}
              aria-label={words.open(named(one.action), asDate(one.createdAt))}
              onClick={() => onShow(one)}
            >
              {named(one.action)}
            </button>
            {(one.title ?? one.text) && (
              <span className={styles.what} dir="auto">
                {one.title ?? one.text}
              </span>
            )}
          </td>
          <td dir="auto">{one.by}</td>
          <td className={table.end}>{number(one.total)}</td>
          <td className={table.end}>{number(one.done)}</td>
          <td className={table.end}>{number(one.refused)}</td>
          <td>
            <Tag tone={one.status === 'running' ? 'risk' : 'quiet'}>{words.states[one.status]}</Tag>{' '}
            {one.cancelledBy && <bdi>{words.stoppedBy(one.cancelledBy)}</bdi>}
          </td>
          <td className={`${table.end} ${table.quiet}`}>
            <When at={one.createdAt} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
