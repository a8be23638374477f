import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ChannelView, QueueView, WorkstreamView } from '#contracts';
import { channels, workstreams } from '../../api/channel-config.ts';
import { queues } from '../../api/routing.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { words as shared } from '../../words/en.ts';
import { adminWords } from '../../words/en-admin.ts';
import { AdminPage } from '../patterns/page.tsx';
import { NewOne } from '../set-up/links.tsx';

const words = adminWords.workstreams;

interface RowsProps {
  readonly workstreams: readonly WorkstreamView[];
  readonly channels: readonly ChannelView[];
  readonly queues: readonly QueueView[];
}

function Rows({ workstreams, channels, queues }: RowsProps) {
  if (workstreams.length === 0) {
    return (
      <Empty icon={IconArrowsSplit2} title={words.none}>
        {words.noneText}
      </Empty>
    );
  }
  const columns = [
    { name: words.name },
    { name: words.mode },
    { name: words.channels, end: true },
    { name: words.fallback },
    { name: adminWords.common.changed, end: true },
  ];
  return (
    <DataTable label={words.title} columns={columns}>
      {workstreams.map((workstream) => (
        <tr key={workstream.id}>
          <td className={table.strong} dir="auto">
            <Link to="/admin/workstreams/$id" params={{ id: workstream.id }}>
              {workstream.name}
            </Link>
          </td>
          <td className={table.quiet}>{words[workstream.mode] ?? workstream.mode}</td>
          <td className={table.end}>
            {shared.common.number(channels.filter(({ workstreamId }) => workstreamId === workstream.id).length)}
          </td>
          <td dir="auto">
            <Link to="/admin/queues/$id" params={{ id: workstream.fallbackQueueId }}>
              {queues.find(({ id }) => id === workstream.fallbackQueueId)?.name ?? workstream.fallbackQueueId}
            </Link>
          </td>
          <td className={`${table.end} ${table.quiet}`}>
            <When at={workstream.changedAt} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Every way in which work is handed out. */
export function Workstreams() {
  const list = useQuery(workstreams);
  const allChannels = useQuery(channels).data ?? [];
  const allQueues = useQuery(queues).data ?? [];
  return (
    <AdminPage title={words.title} intro={words.intro} actions={<NewOne kind="workstreams" />}>
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {(data) => <Rows workstreams={data} channels={allChannels} queues={allQueues} />}
        </Read>
      </div>
    </AdminPage>
  );
}
