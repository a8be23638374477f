import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { BlockedNumberView } from '#contracts';
import { blockedNumbers, blocking } from '../../api/safety.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Address, When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { definitionWords } from '../../words/en-definitions.ts';
import { safetyWords } from '../../words/en-safety.ts';
import { AdminPage, Sections } from '../patterns/page.tsx';
import own from './safety.module.css';
import { DecideOnNumber } from './decide-on-number.tsx';
import { BlockedNumber } from './blocked-number.tsx';
import { Blocking } from './blocking.tsx';

const words = safetyWords.blocked;

const states = ['blocked', 'pending', 'clear'] as const;

type State = (typeof states)[number];

function Rows({ state, items }: { readonly state: State; readonly items: readonly BlockedNumberView[] }) {
  const [decided, setDecided] = useState<{ readonly number: string; readonly isBlocked: boolean } | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  if (items.length === 0) {
    return (
      <Empty icon={IconBan} title={words.none[state] ?? ''}>
        {words.noneText}
      </Empty>
    );
  }
  const columns = [
    { name: words.number },
    { name: words.reports, end: true },
    { name: words.comment },
    { name: words.by },
    { name: words.at, end: true },
    { name: words.blockOne, isUnseen: true, end: true },
  ];
  return (
    <>
      <DataTable label={words.title} columns={columns}>
        {items.map(({ number, reports, comment, changedBy, changedAt }) => (
          <tr key={number}>
            <td className={table.strong}>
              <button type="button" className={own.link} onClick={() => setShown(number)}>
                <Address of={number} />
              </button>
            </td>
            <td className={table.end}>{reports}</td>
            <td className={`${table.quiet} ${table.grow}`} dir="auto">
              {comment}
            </td>
            <td className={table.quiet} dir="auto">
              {changedBy?.name ?? words.itself}
            </td>
            <td className={`${table.end} ${table.quiet}`}>
              <When at={changedAt} />
            </td>
            <td className={table.end}>
              {state !== 'blocked' && (
                <Button variant="subtle" onClick={() => setDecided({ number, isBlocked: true })}>
                  {words.blockOne}
                </Button>
              )}
              {state !== 'clear' && (
                <Button variant="subtle" onClick={() => setDecided({ number, isBlocked: false })}>
                  {words.unblock}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      {decided && <DecideOnNumber {...decided} onClose={() => setDecided(null)} />}
      {shown && <BlockedNumber number={shown} onClose={() => setShown(null)} />}
    </>
  );
}

/** Whose texts reach nobody, who was reported, and when reports are enough. */
export function Blocked() {
  const { state = 'blocked' } = useSearch({ from: '/admin/blocked' });
  const navigate = useNavigate();
  const [isBlocking, setBlocking] = useState(false);
  const list = useInfiniteQuery(blockedNumbers(state));
  const settings = useQuery(blocking);
  return (
    <AdminPage
      title={words.title}
      intro={words.intro}
      actions={<Button onClick={() => setBlocking(true)}>{words.block}</Button>}
    >
      <Sections>
        <div>
          <div className={own.filters}>
            <Segments
              label={words.show}
              controls="blocked-numbers"
              value={state}
              segments={states.map((one) => ({ value: one, label: words.states[one] ?? one }))}
              onChange={(next) =>
                void navigate({ to: '/admin/blocked', search: next === 'blocked' ? {} : { state: next } })
              }
            />
          </div>
          <div className={table.card} id="blocked-numbers" role="tabpanel" aria-label={words.states[state]}>
            <Read query={list} what={words.failed}>
              {({ pages }) => <Rows state={state} items={pages.flatMap(({ items }) => items)} />}
            </Read>
            {list.hasNextPage && (
              <div className={table.more}>
                <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {definitionWords.more}
                </Button>
              </div>
            )}
          </div>
        </div>
        {settings.data && <Blocking key={settings.data.version} view={settings.data} />}
      </Sections>
      {isBlocking && <DecideOnNumber number={null} isBlocked onClose={() => setBlocking(false)} />}
    </AdminPage>
  );
}
