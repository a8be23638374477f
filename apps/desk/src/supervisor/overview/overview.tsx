import { useQuery } from '@tanstack/react-query';
import { ongoing } from '../../api/conversations.ts';
import { agents as agentsQuery, queues as queuesQuery, workItems } from '../../api/routing.ts';
import { queueReports } from '../../api/reports.ts';
import { now } from '../../live/clock.ts';
import { Failed } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Card } from '../../parts/table.tsx';
import { useTitle } from '../../shell/title.ts';
import { liveWords } from '../../words/en-live.ts';
import { words as shared } from '../../words/en.ts';
import { supervisorWords as words } from '../../words/en-supervisor.ts';
import { LivePage } from '../places.tsx';
import { ByQueue } from './by-queue.tsx';
import { Agents } from './agents-table.tsx';
import { AlertLines } from './alert-lines.tsx';
import { presencesOf, workOfEach } from './figures.ts';
import styles from './overview.module.css';
import { Conversations, Queues } from './tables.tsx';
import { ThresholdButton } from './threshold-dialog.tsx';
import { Tiles } from './tiles.tsx';
import { midnight } from './today.ts';

/** Who waits, who can take it, and what is going on. Pushed, never refreshed by hand. */
export function Overview() {
  useTitle(words.title);
  const queues = useQuery(queuesQuery);
  const agents = useQuery(agentsQuery);
  const conversations = useQuery(ongoing);
  const workOf = workOfEach(useQuery(workItems).data ?? []);
  const allQueues = queues.data ?? [];
  const allAgents = agents.data ?? [];
  const all = conversations.data ?? [];
  const presences = presencesOf(allAgents).map(({ presence, count }) => ({
    presence: shared.presence[presence],
    count,
  }));
  const reports = useQuery(queueReports({ from: midnight(now()) }));
  return (
    <LivePage title={words.title} isLive actions={<ThresholdButton />}>
      <AlertLines conversations={all} workOf={workOf} />
      <Tiles
        queues={queues.data}
        agents={agents.data}
        conversations={conversations.data}
        reports={reports.data?.items}
      />
      {reports.error && (
        <Failed what={liveWords.today.failed} error={reports.error} onRetry={() => void reports.refetch()} />
      )}
      <div className={styles.pair}>
        <div id="queues">
          <Card title={words.queues.title}>
            <Read query={queues} what={words.queues.failed}>
              {(data) => <Queues queues={data} agents={allAgents} />}
            </Read>
          </Card>
        </div>
        <ByQueue queues={allQueues} reports={reports.data?.items ?? []} />
      </div>
      <div id="agents">
        <Card title={words.agents.title} note={words.agents.summary(presences)}>
          <Read query={agents} what={words.agents.failed}>
            {(data) => <Agents agents={data} queues={allQueues} conversations={all} />}
          </Read>
        </Card>
      </div>
      <div id="conversations">
        <Card title={words.conversations.title} note={all.length > 0 && shared.common.number(all.length)}>
          <Read query={conversations} what={words.conversations.failed}>
            {(data) => <Conversations conversations={data} agents={allAgents} workOf={workOf} />}
          </Read>
        </Card>
      </div>
    </LivePage>
  );
}
