import { Button, Select } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ConfigurationChange } from '#contracts';
import { allChanges, historicKinds } from '../../api/history.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { tableStyles as table } from '../../parts/table.tsx';
import { definitionWords } from '../../words/en-definitions.ts';
import { systemWords } from '../../words/en-system.ts';
import { AdminPage } from '../patterns/page.tsx';
import { titleOfKind } from '../places.ts';
import { ToOne } from '../set-up/to-one.tsx';
import { Change } from './change-list.tsx';
import own from './history.module.css';
import { type NameOf, useNames } from './names.ts';

const words = systemWords.history;

/** Settings that belong to something else, by what that is called in a tree of settings. */
const belongsTo: Readonly<Record<string, string>> = {
  'workstream-settings': 'workstreamId',
  distribution: 'workstreamId',
  classification: 'workstreamId',
  'route-to-queue': 'workstreamId',
  'life-settings': 'workstreamId',
  identification: 'workstreamId',
  'custom-assignment': 'queueId',
  agent: 'memberIds',
};

/** What a change is of: its own name, or that of what it belongs to; of what there is only one, its kind says it. */
function titleOfChange({ before, after, kind, subjectId }: ConfigurationChange, nameOf: NameOf): string {
  const own = (after ?? before)?.['name'];
  const name = typeof own === 'string' ? own : belongsTo[kind] ? nameOf(subjectId) : subjectId;
  return name === subjectId ? titleOfKind(kind) : words.about(titleOfKind(kind), name);
}

const ToIt = ({ change: { kind, subjectId, after } }: { readonly change: ConfigurationChange }) =>
  after && (
    <ToOne kind={kind} id={subjectId}>
      {words.open}
    </ToOne>
  );

function Changes({ items }: { readonly items: readonly ConfigurationChange[] }) {
  const nameOf = useNames(items.map(({ kind, subjectId }) => ({ [belongsTo[kind] ?? 'none']: subjectId })));
  return items.map((change) => (
    <Change key={change.id} change={change} name={titleOfChange(change, nameOf)}>
      <ToIt change={change} />
    </Change>
  ));
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
              <Changes items={items} />
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
