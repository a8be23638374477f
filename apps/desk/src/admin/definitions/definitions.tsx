import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { definitionsOf, type DefinitionView, type Kind, kindAt } from '../../api/definitions.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { usePerson } from '../../shell/sign-in/session.ts';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { kindWords } from '../../words/en-kinds.ts';
import styles from '../admin.module.css';
import { AdminPage } from '../patterns/page.tsx';
import { mayEdit, titleOf } from '../places.ts';
import { newOf } from './called.ts';
import own from './definitions.module.css';

interface NewOneProps {
  readonly kind: Kind;
  /** `default` where it stands below that of the page's head. */
  readonly variant?: 'filled' | 'default';
}
function NewOne({ kind, variant = 'filled' }: NewOneProps) {
  const { roles } = usePerson();
  if (!mayEdit(kind, roles)) return null;
  return (
    <Button
      variant={variant}
      className={styles.linkButton!}
      leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
      renderRoot={(props) => <Link {...props} to="/admin/settings/$kind/$id" params={{ kind: kind.path, id: 'new' }} />}
    >
      {newOf(kind)}
    </Button>
  );
}

function Rows({ kind, items, find }: { kind: Kind; items: readonly DefinitionView[]; find: string }) {
  if (items.length === 0) {
    return find ? (
      <Empty icon={IconAdjustmentsHorizontal} title={words.noMatch} />
    ) : (
      <Empty
        icon={IconAdjustmentsHorizontal}
        title={kindWords[kind.kind]!.none}
        actions={<NewOne kind={kind} variant="default" />}
      >
        {words.noneText}
      </Empty>
    );
  }
  const columns = [{ name: words.name }, { name: words.description }, { name: words.changed, end: true }];
  return (
    <DataTable label={titleOf(kind)} columns={columns}>
      {items.map((one) => (
        <tr key={one.id}>
          <td className={table.strong} dir="auto">
            <Link to="/admin/settings/$kind/$id" params={{ kind: kind.path, id: one.id }}>
              {one.name}
            </Link>{' '}
            {one.builtIn && <Tag>{words.builtIn}</Tag>}
          </td>
          <td className={table.quiet} dir="auto">
            {one.description}
          </td>
          <td className={`${table.end} ${table.quiet}`}>{one.builtIn ? words.always : <When at={one.changedAt} />}</td>
        </tr>
      ))}
    </DataTable>
  );
}

function List({ kind }: { readonly kind: Kind }) {
  const [find, setFind] = useState('');
  const [asked] = useDebouncedValue(find.trim(), 200);
  const list = useInfiniteQuery(definitionsOf(kind, asked));
  return (
    <AdminPage title={titleOf(kind)} intro={kindWords[kind.kind]!.what} actions={<NewOne kind={kind} />}>
      <TextInput
        className={own.find!}
        aria-label={words.find}
        placeholder={words.find}
        leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
      />
      <div className={table.card}>
        <Read query={list} what={titleOf(kind)}>
          {({ pages }) => <Rows kind={kind} items={pages.flatMap(({ items }) => items)} find={asked} />}
        </Read>
        {list.hasNextPage && (
          <div className={own.more}>
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {words.more}
            </Button>
          </div>
        )}
      </div>
    </AdminPage>
  );
}

/** Every definition of one kind. */
export function Definitions() {
  const { kind: path } = useParams({ from: '/admin/settings/$kind' });
  const kind = kindAt(path);
  return kind ? <List key={kind.kind} kind={kind} /> : <NothingHere />;
}
