import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAddressBook, IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useState } from 'react';
import { directorySource } from '../../api/conversation-settings.ts';
import { type DirectoryRecord, recordDoors, type RecordKind, records } from '../../api/directory.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Address, When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { customersWords } from '../../words/en-customers.ts';
import { definitionWords } from '../../words/en-definitions.ts';
import { directoryWords as words } from '../../words/en-directory.ts';
import styles from '../admin.module.css';
import { AdminPage } from '../patterns/page.tsx';
import set from '../set-up/set-up.module.css';
import own from './customers.module.css';
import { ImportRecords } from './import-records.tsx';
import { nameOfRecord } from './one-of-many.tsx';
import { tabOf } from './tabs.tsx';

/** What else a list says of a record, besides its name. */
const detailsOf = (one: DirectoryRecord): readonly [ReactNode, string] =>
  'title' in one
    ? [one.title, '']
    : [
        Object.entries(one.numbers).map(([column, number], at) => (
          <Fragment key={column}>
            {at > 0 && ', '}
            <Address of={number} />
          </Fragment>
        )),
        one.email,
      ];

interface RowsProps {
  readonly kind: RecordKind;
  readonly items: readonly DirectoryRecord[];
  readonly find: string;
}

function Rows({ kind, items, find }: RowsProps) {
  if (items.length === 0)
    return (
      <Empty icon={IconAddressBook} title={find ? words.noMatch : words.none[kind]}>
        {find ? null : words.noneText}
      </Empty>
    );
  const columns = [
    { name: kind === 'case' ? words.number : definitionWords.name },
    { name: kind === 'case' ? words.title : words.numbers },
    ...(kind === 'case' ? [] : [{ name: words.email }]),
    { name: words.changed, end: true },
  ];
  return (
    <DataTable label={words.tabs[tabOf(kind)]} columns={columns}>
      {items.map((one) => {
        const [first, second] = detailsOf(one);
        return (
          <tr key={one.id}>
            <td className={table.strong} dir="auto">
              <Link to="/admin/customers/$kind/$id" params={{ kind: recordDoors[kind].path, id: one.id }}>
                {kind === 'case' && 'number' in one ? one.number : nameOfRecord(one)}
              </Link>{' '}
              {!one.active && <Tag>{words.notActive}</Tag>}
            </td>
            <td className={`${table.quiet} ${table.grow}`} dir="auto">
              {first}
            </td>
            {kind !== 'case' && (
              <td className={table.quiet} dir="auto">
                {second}
              </td>
            )}
            <td className={`${table.end} ${table.quiet}`}>
              <When at={one.changedAt} />
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}

/** Contacts, accounts or cases that are kept here, by name; found by a word of them. */
export function Records({ kind, tabs }: { readonly kind: RecordKind; readonly tabs: ReactNode }) {
  const [find, setFind] = useState('');
  const [asked] = useDebouncedValue(find.trim(), 200);
  const list = useInfiniteQuery(records(kind, asked));
  const isElsewhere = useQuery(directorySource).data?.source === 'http';
  const finding = kind === 'case' ? words.findCase : words.find;
  return (
    <AdminPage
      title={customersWords.title}
      intro={words.intro}
      actions={
        <>
          <ImportRecords kind={kind} />
          <Button
            className={styles.linkButton!}
            leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
            renderRoot={(props) => (
              <Link {...props} to="/admin/customers/$kind/$id" params={{ kind: recordDoors[kind].path, id: 'new' }} />
            )}
          >
            {words.new[kind]}
          </Button>
        </>
      }
    >
      {tabs}
      {isElsewhere && (
        <p className={set.notice} role="status">
          {words.elsewhere}
        </p>
      )}
      <TextInput
        className={own.find!}
        aria-label={finding}
        placeholder={finding}
        leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
      />
      <div className={table.card}>
        <Read query={list} what={words.tabs[tabOf(kind)]}>
          {({ pages }) => <Rows kind={kind} items={pages.flatMap(({ items }) => items)} find={asked} />}
        </Read>
        {list.hasNextPage && (
          <div className={table.more}>
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {definitionWords.more}
            </Button>
          </div>
        )}
      </div>
    </AdminPage>
  );
}
