import { Button } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { BlockedNumberView } from '#contracts';
import { blockedNumbers, blocking } from '../../api/safety.ts';
import { BlockedTable } from '../../parts/blocked-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { More } from '../../parts/more.tsx';
import { Read } from '../../parts/read.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Address } from '../../parts/small.tsx';
import { tableStyles as table } from '../../parts/table.tsx';
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
  return (
    <>
      <BlockedTable
        label={words.title}
        items={items}
        numberOf={({ number }) => (
          <button type="button" className={own.link} onClick={() => setShown(number)}>
            <Address of={number} />
          </button>
        )}
        actions={{
          name: words.blockOne,
          of: ({ number }) => (
            <>
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
            </>
          ),
        }}
      />
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
            <More list={list} />
          </div>
        </div>
        {settings.data && <Blocking view={settings.data} />}
      </Sections>
      {isBlocking && <DecideOnNumber number={null} isBlocked onClose={() => setBlocking(false)} />}
    </AdminPage>
  );
}
