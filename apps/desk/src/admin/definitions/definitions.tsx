import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { definitionsOf, type DefinitionView, type Kind, kindAt } from '../../api/definitions.ts';
import { Empty } from '../../parts/empty.tsx';
import { late } from '../../parts/late.ts';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { usePerson } from '../../shell/sign-in/session.ts';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { kindWords } from '../../words/en-kinds.ts';
import styles from '../admin.module.css';
import chosenStyles from '../patterns/chosen.module.css';
import { AdminPage } from '../patterns/page.tsx';
import { mayEdit, titleOf } from '../places.ts';
import { newOf } from './called.ts';
import own from './definitions.module.css';

const RemoveMany = late(() => import('./remove-many.tsx').then(({ RemoveMany: component }) => component));

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

interface RowsProps {
  readonly kind: Kind;
  readonly items: readonly DefinitionView[];
  readonly find: string;
  /** Null: nothing can be chosen. */
  readonly chosen: ReadonlySet<string> | null;
  readonly onChoose: (ids: readonly string[], isChosen: boolean) => void;
}

interface ChoiceProps {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}
const Choice = ({ label, isChosen, onChoose }: ChoiceProps) => (
  <input
    type="checkbox"
    className={chosenStyles.check}
    aria-label={label}
    checked={isChosen}
    onChange={(event) => onChoose(event.currentTarget.checked)}
  />
);

function Rows({ kind, items, find, chosen, onChoose }: RowsProps) {
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
  const ids = items.flatMap(({ id, builtIn }) => (builtIn ? [] : [id]));
  const isAll = ids.every((id) => chosen?.has(id));
  const all = <Choice label={words.chooseAll} isChosen={isAll} onChoose={(isChosen) => onChoose(ids, isChosen)} />;
  const columns = [
    ...(chosen && ids.length > 0 ? [{ name: words.chooseAll, head: all }] : []),
    ...[{ name: words.name }, { name: words.description }, { name: words.changed, end: true }],
  ];
  return (
    <DataTable label={titleOf(kind)} columns={columns}>
      {items.map((one) => (
        <tr key={one.id}>
          {chosen && ids.length > 0 && (
            <td className={table.choice}>
              {!one.builtIn && (
                <Choice
                  label={words.choose1(one.name)}
                  isChosen={chosen.has(one.id)}
                  onChoose={(isChosen) => onChoose([one.id], isChosen)}
                />
              )}
            </td>
          )}
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
  const { roles } = usePerson();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (ids: readonly string[], isChosen: boolean) =>
    setChosen((before) => new Set(isChosen ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  // what is not shown any more is not removed unseen
  const shown = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const toRemove = shown.filter(({ id }) => chosen.has(id));
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
      {toRemove.length > 0 && (
        <div className={chosenStyles.many} role="group" aria-label={words.chosen(toRemove.length)}>
          {words.chosen(toRemove.length)}
          <Suspense>
            <RemoveMany kind={kind} chosen={toRemove} onRemoved={(ids) => choose(ids, false)} />
          </Suspense>
        </div>
      )}
      <div className={table.card}>
        <Read query={list} what={titleOf(kind)}>
          {({ pages }) => (
            <Rows
              kind={kind}
              items={pages.flatMap(({ items }) => items)}
              find={asked}
              chosen={mayEdit(kind, roles) ? chosen : null}
              onChoose={choose}
            />
          )}
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
