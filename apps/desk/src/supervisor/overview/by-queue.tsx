import { IconChartBar } from '@tabler/icons-react';
import { useState } from 'react';
import type { QueueReport, QueueView } from '#contracts';
import { Empty } from '../../parts/empty.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Card } from '../../parts/table.tsx';
import { liveWords } from '../../words/en-live.ts';
import { Chart, type ChartProps } from '../charts/chart.tsx';
import styles from './overview.module.css';

const words = liveWords.charts;
/** More bars than these say nothing at a glance. */
const most = 8;
type Shown = 'now' | 'today';

const parts: Readonly<Record<Shown, ChartProps['parts']>> = {
  now: [
    { key: 'waiting', label: words.waiting, color: 'var(--away)' },
    { key: 'inWork', label: words.inWork, color: 'var(--accent-fill)' },
  ],
  today: [
    { key: 'accepted', label: words.accepted, color: 'var(--accent-fill)' },
    { key: 'backlog', label: words.backlog, color: 'var(--away)' },
    { key: 'abandoned', label: words.abandoned, color: 'var(--busy)' },
  ],
};

interface ByQueueProps {
  readonly queues: readonly QueueView[];
  readonly reports: readonly QueueReport[];
}

/** How work spreads over the queues: now, and since midnight. */
export function ByQueue({ queues, reports }: ByQueueProps) {
  const [shown, setShown] = useState<Shown>('now');
  const every: ChartProps['rows'] =
    shown === 'now'
      ? queues.map(({ id, name, waiting, inWork }) => ({ id, name, figures: { waiting, inWork } }))
      : reports.map(({ queueId: id, queueName: name, accepted, abandoned, backlog }) => ({
          id,
          name,
          figures: { accepted, abandoned, backlog },
        }));
  const whole = ({ figures }: ChartProps['rows'][number]) => Object.values(figures).reduce((sum, one) => sum + one, 0);
  const rows = every.filter((row) => whole(row) > 0).sort((one, other) => whole(other) - whole(one));
  return (
    <Card
      title={words.title}
      note={
        <Segments
          label={words.title}
          value={shown}
          segments={[
            { value: 'now', label: words.views.now },
            { value: 'today', label: words.views.today },
          ]}
          controls="by-queue"
          onChange={setShown}
        />
      }
    >
      <div id="by-queue" role="tabpanel" aria-label={words.of[shown]}>
        {rows.length === 0 ? (
          <Empty icon={IconChartBar} title={words.none}>
            {words.noneText[shown]}
          </Empty>
        ) : (
          <Chart of={words.of[shown]} name={words.queue} rows={rows.slice(0, most)} parts={parts[shown]} />
        )}
        {rows.length > most && <p className={styles.aside}>{words.others(most)}</p>}
      </div>
    </Card>
  );
}
