import { Button, Select } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ConfigurationChange, definitionKinds } from '#contracts';
import { allChanges, historicKinds } from '../../api/history.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { tableStyles as table } from '../../parts/table.tsx';
import { definitionWords } from '../../words/en-definitions.ts';
import { systemWords } from '../../words/en-system.ts';
import { AdminPage } from '../patterns/page.tsx';
import { titleOfKind } from '../places.ts';
import { Change } from './change-list.tsx';
import own from './history.module.css';

const words = systemWords.history;
const paths = new Map<string, string>(definitionKinds.map(({ kind, path }) => [kind, path]));

const nameOf = ({ before, after, kind }: ConfigurationChange): string => {
  const name = (after ?? before)?.['name'];
  return typeof name === 'string' ? name : titleOfKind(kind);
};

function ToIt({ change: { kind, subjectId, after } }: { readonly change: ConfigurationChange }) {
  const path = paths.get(kind);
  if (after === null) return null;
  if (path) {
    return (
      <Link to="/admin/settings/$kind/$id" params={{ kind: path, id: subjectId }}>
        {words.open}
      </Link>
    );
  }
  if (kind === 'account')
    return (
      <Link to="/admin/accounts/$id" params={{ id: subjectId }}>
        {words.open}
      </Link>
    );
  if (kind === 'workstream')
    return (
      <Link to="/admin/workstreams/$id" params={{ id: subjectId }}>
        {words.open}
      </Link>
    );
  if (kind === 'channel')
    return (
      <Link to="/admin/set-up/$kind/$id" params={{ kind: 'channels', id: subjectId }}>
        {words.open}
      </Link>
    );
  return kind === 'organisation-settings' ? <Link to="/admin/organisation">{words.open}</Link> : null;
}

/** Everything that was changed, newest first; of one kind where that is asked for. */
export function HistoryPage() {
  const { kind } = useSearch({ from: '/admin/history' });
  const navigate = useNavigate();
  const changes = useInfiniteQuery(allChanges(kind));
  const choices = historicKinds.map((one) => ({ value: one, label: titleOfKind(one) }));
  return (
    <AdminPage title={words.title} intro={words.intro}>
      <Select
        className={own.filter!}
        aria-label={words.kind}
        placeholder={words.every}
        data={choices.toSorted((one, other) => one.label.localeCompare(other.label))}
        searchable
        clearable
        value={kind ?? null}
        onChange={(next) => void navigate({ to: '/admin/history', search: next ? { kind: next } : {} })}
      />
      <div className={table.card}>
        <Read query={changes} what={words.title}>
          {({ pages }) => {
            const items = pages.flatMap((one) => one.items);
            return items.length === 0 ? (
              <Empty icon={IconHistory} title={words.none}>
                {words.noneText}
              </Empty>
            ) : (
              items.map((change) => (
                <Change key={change.id} change={change} name={`${titleOfKind(change.kind)}, ${nameOf(change)}`}>
                  <ToIt change={change} />
                </Change>
              ))
            );
          }}
        </Read>
        {changes.hasNextPage && (
          <div className={table.more}>
            <Button variant="default" loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
              {definitionWords.more}
            </Button>
          </div>
        )}
      </div>
    </AdminPage>
  );
}
