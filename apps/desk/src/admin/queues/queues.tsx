import { IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { QueueView } from '#contracts';
import { queues } from '../../api/routing.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { words as shared } from '../../words/en.ts';
import { adminWords } from '../../words/en-admin.ts';
import { AdminPage } from '../patterns/page.tsx';

const words = adminWords.queues;

function Rows({ queues }: { readonly queues: readonly QueueView[] }) {
  if (queues.length === 0) {
    return (
      <Empty icon={IconStack2} title={words.none}>
        {words.noneText}
      </Empty>
    );
  }
  const columns = [
    { name: words.name },
    { name: words.priority, end: true },
    { name: words.members, end: true },
    { name: words.waiting, end: true },
  ];
  return (
    <DataTable label={words.title} columns={columns}>
      {[...queues]
        .sort((one, other) => one.priority - other.priority || one.name.localeCompare(other.name))
        .map((queue) => (
          <tr key={queue.id}>
            <td className={table.strong} dir="auto">
              <Link to="/admin/queues/$id" params={{ id: queue.id }}>
                {queue.name}
              </Link>
            </td>
            <td className={table.end}>{shared.common.number(queue.priority)}</td>
            <td className={table.end}>
              {queue.memberIds.length === 0 ? (
                <Tag tone="risk">{words.noMembers}</Tag>
              ) : (
                shared.common.number(queue.memberIds.length)
              )}
            </td>
            <td className={table.end}>{shared.common.number(queue.waiting)}</td>
          </tr>
        ))}
    </DataTable>
  );
}

/** Every queue, the most important on top. */
export function Queues() {
  const list = useQuery(queues);
  return (
    <AdminPage title={words.title} intro={words.intro}>
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {(data) => <Rows queues={data} />}
        </Read>
      </div>
    </AdminPage>
  );
}
