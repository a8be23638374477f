import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { QueueView } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { queues } from '../../api/routing.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { words as shared } from '../../words/en.ts';
import { queueWords as words } from '../../words/en-queues.ts';
import styles from '../admin.module.css';
import definitions from '../definitions/definitions.module.css';
import { AdminPage } from '../patterns/page.tsx';

const pageSize = 50;

/** `variant`: `default` where it stands below that of the page's head. */
const NewQueue = ({ variant = 'filled' }: { readonly variant?: 'filled' | 'default' }) => (
  <Button
    variant={variant}
    className={styles.linkButton!}
    leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
    renderRoot={(props) => <Link {...props} to="/admin/queues/$id" params={{ id: 'new' }} />}
  >
    {words.new}
  </Button>
);

function Rows({ queues: all, find }: { readonly queues: readonly QueueView[]; readonly find: string }) {
  const [shown, setShown] = useState(pageSize);
  const hours = useQuery(nameable('operating-hours')).data ?? [];
  const wanted = find.trim().toLocaleLowerCase();
  const found = all
    .filter(({ name, slug }) => name.toLocaleLowerCase().includes(wanted) || slug.includes(wanted))
    .sort((one, other) => one.priority - other.priority || one.name.localeCompare(other.name));
  if (found.length === 0) {
    return all.length === 0 ? (
      <Empty icon={IconStack2} title={words.none} actions={<NewQueue variant="default" />}>
        {words.noneText}
      </Empty>
    ) : (
      <Empty icon={IconSearch} title={words.noMatch} />
    );
  }
  const columns = [
    { name: words.name },
    { name: words.members, end: true },
    { name: words.method },
    { name: words.hours },
    { name: words.priority, end: true },
    { name: words.waiting, end: true },
  ];
  return (
    <>
      <DataTable label={words.title} columns={columns}>
        {found.slice(0, shown).map((queue) => (
          <tr key={queue.id}>
            <td className={table.strong} dir="auto">
              <Link to="/admin/queues/$id" params={{ id: queue.id }}>
                {queue.name}
              </Link>
              {queue.isDefault && (
                <>
                  {' '}
                  <Tag>{words.isDefault}</Tag>
                </>
              )}
            </td>
            <td className={table.end}>
              {queue.memberIds.length === 0 ? (
                <Tag tone="risk">{words.noMembers}</Tag>
              ) : (
                shared.common.number(queue.memberIds.length)
              )}
            </td>
            <td className={table.quiet}>{words.methods[queue.assignmentMethod] ?? queue.assignmentMethod}</td>
            <td className={table.quiet} dir="auto">
              {queue.operatingHoursId === null
                ? words.always
                : (hours.find(({ id }) => id === queue.operatingHoursId)?.name ?? '…')}
            </td>
            <td className={table.end}>{shared.common.number(queue.priority)}</td>
            <td className={table.end}>{shared.common.number(queue.waiting)}</td>
          </tr>
        ))}
      </DataTable>
      {found.length > shown && (
        <div className={table.more}>
          <Button variant="default" onClick={() => setShown(shown + pageSize)}>
            {words.more(Math.min(pageSize, found.length - shown))}
          </Button>
        </div>
      )}
    </>
  );
}

/** Every queue, the most important on top. */
export function Queues() {
  const { q = '' } = useSearch({ from: '/admin/queues' });
  const navigate = useNavigate();
  const list = useQuery(queues);
  return (
    <AdminPage title={words.title} intro={words.intro} actions={<NewQueue />}>
      <TextInput
        className={definitions.find!}
        aria-label={words.find}
        placeholder={words.find}
        leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
        value={q}
        onChange={(event) => {
          const next = event.currentTarget.value;
          void navigate({ to: '/admin/queues', search: next === '' ? {} : { q: next }, replace: true });
        }}
      />
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {(data) => <Rows queues={data} find={q} />}
        </Read>
      </div>
    </AdminPage>
  );
}
