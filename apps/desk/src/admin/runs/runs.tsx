import { Button } from '@mantine/core';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OutboundRunView } from '#contracts';
import { outboundRuns } from '../../api/outbound-runs.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { runWords as words } from '../../words/en-runs.ts';
import styles from '../admin.module.css';
import { AdminPage } from '../patterns/page.tsx';

/** `variant`: `default` where it stands below that of the page's head. */
const New = ({ variant = 'filled' }: { readonly variant?: 'filled' | 'default' }) => (
  <Button
    variant={variant}
    className={styles.linkButton!}
    leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
    renderRoot={(props) => <Link {...props} to="/admin/runs/$id" params={{ id: 'new' }} />}
  >
    {words.new}
  </Button>
);

const tones = { running: 'good', paused: 'risk', cancelled: 'quiet', done: 'quiet' } as const;
export const RunState = ({ state }: Pick<OutboundRunView, 'state'>) => (
  <Tag tone={tones[state]}>{words.states[state]}</Tag>
);

/** How many were written to, however that ended. */
export const writtenTo = ({ progress: { states } }: OutboundRunView): number =>
  (states['sent'] ?? 0) + (states['delivered'] ?? 0) + (states['not-delivered'] ?? 0);

function Rows({ items }: { readonly items: readonly OutboundRunView[] }) {
  if (items.length === 0)
    return (
      <Empty icon={IconSpeakerphone} title={words.none} actions={<New variant="default" />}>
        {words.noneText}
      </Empty>
    );
  const columns = [
    { name: words.name },
    { name: words.state },
    { name: words.reached, end: true },
    { name: words.answered, end: true },
    { name: words.begins, end: true },
  ];
  return (
    <DataTable label={words.title} columns={columns}>
      {items.map((run) => (
        <tr key={run.id}>
          <td className={table.strong} dir="auto">
            <Link to="/admin/runs/$id" params={{ id: run.id }}>
              {run.name || words.unnamed}
            </Link>
          </td>
          <td>
            <RunState state={run.state} />
          </td>
          <td className={table.end}>{words.of(writtenTo(run), run.progress.contacts)}</td>
          <td className={table.end}>{run.progress.answered}</td>
          <td className={`${table.end} ${table.quiet}`}>
            <When at={run.beginsAt} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** Every run, newest first. */
export function Runs() {
  const list = useQuery(outboundRuns);
  return (
    <AdminPage title={words.title} intro={words.intro} actions={<New />}>
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {(items) => <Rows items={items} />}
        </Read>
      </div>
    </AdminPage>
  );
}
