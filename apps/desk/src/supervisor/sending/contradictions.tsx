import { Button, Select } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type ContradictionView, dayMs } from '#contracts';
import { accounts as accountsQuery, channels as channelsQuery } from '../../api/channel-config.ts';
import { contradictions } from '../../api/observations.ts';
import { now } from '../../live/clock.ts';
import { spellAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Address, When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { CodeOf } from '../../parts/thread/said.tsx';
import { Way } from '../../parts/thread/way.tsx';
import { deliverabilityWords } from '../../words/en-deliverability.ts';
import { wayWords } from '../../words/en-way.ts';
import '../fields.css';
import styles from './sending.module.css';

const words = deliverabilityWords.contradictions;
const periods = ['1', '7', '30', '90'] as const;

/** Texts of which the provider said two different things at the end: what holds, and what was not believed. */
export function Contradictions() {
  const search = useSearch({ from: '/live/sending' });
  const go = useNavigate({ from: '/live/sending' });
  const set = (change: Partial<typeof search>) => void go({ search: { ...search, ...change }, replace: true });
  const [until] = useState(now);
  const [looked, look] = useState<string | null>(null);
  const days = search.days ?? '7';
  const list = useInfiniteQuery(
    contradictions({
      from: new Date(until - Number(days) * dayMs).toISOString(),
      to: new Date(until).toISOString(),
      number: search.number,
      accountId: search.account,
    }),
  );
  const accounts = useQuery(accountsQuery).data ?? [];
  const numbers = [...new Set((useQuery(channelsQuery).data ?? []).map(({ number }) => number))];
  const isNarrowed = search.number !== undefined || search.account !== undefined;
  return (
    <Card
      title={words.title}
      note={
        <Segments
          label={words.period}
          value={days}
          segments={periods.map((value) => ({ value, label: deliverabilityWords.fared.days[value]! }))}
          controls="contradictions"
          onChange={(next) => set({ days: next })}
        />
      }
    >
      <div className={styles.filters}>
        <Select
          label={words.number}
          placeholder={words.all}
          data={numbers.map((value) => ({ value, label: spellAddress(value) }))}
          searchable
          clearable
          value={search.number ?? null}
          onChange={(next) => set({ number: next ?? undefined })}
        />
        <Select
          label={words.account}
          placeholder={words.all}
          data={accounts.map(({ id, name }) => ({ value: id as string, label: name }))}
          searchable
          clearable
          value={search.account ?? null}
          onChange={(next) => set({ account: next ?? undefined })}
        />
      </div>
      <div id="contradictions" role="tabpanel" aria-label={deliverabilityWords.fared.days[days]}>
        <Read query={list} what={words.failed}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length > 0) return <Rows of={items} onLook={look} />;
            return (
              <Empty icon={IconChecks} title={isNarrowed ? words.noMatch : words.none}>
                {words.noneText}
              </Empty>
            );
          }}
        </Read>
        {list.hasNextPage && (
          <div className={table.more}>
            <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {words.more}
            </Button>
          </div>
        )}
      </div>
      <Way textId={looked} onClose={() => look(null)} />
    </Card>
  );
}

const stateOf = (state: string): string => wayWords.states[state] ?? state;

interface RowsProps {
  readonly of: readonly ContradictionView[];
  readonly onLook: (textId: string) => void;
}
function Rows({ of: items, onLook }: RowsProps) {
  const columns = [
    { name: words.customer },
    { name: words.number },
    { name: words.holds },
    { name: words.against },
    { name: words.reports, end: true },
    { name: words.at, end: true },
    { name: words.look, isUnseen: true },
  ];
  return (
    <DataTable label={words.title} columns={columns}>
      {items.map((one) => (
        <tr key={one.id}>
          <td className={table.strong}>
            <Link to="/live/c/$conversation" params={{ conversation: one.conversationId }}>
              {one.customer ? <Address of={one.customer} /> : words.forgotten}
            </Link>
          </td>
          <td>
            <Address of={one.number} />
          </td>
          <td>
            {stateOf(one.state)} <CodeOf of={one} />
          </td>
          <td>
            {stateOf(one.against.word)} <CodeOf of={one.against} />
          </td>
          <td className={table.end}>{one.reports}</td>
          <td className={`${table.end} ${table.quiet}`}>
            <When at={one.against.at} />
          </td>
          <td className={table.end}>
            <Button variant="subtle" size="compact-xs" onClick={() => onLook(one.messageId)}>
              {words.look}
            </Button>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
