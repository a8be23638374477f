import { useQuery } from '@tanstack/react-query';
import { ongoing } from '../../api/conversations.ts';
import { agents as agentsQuery, queues as queuesQuery, workItems } from '../../api/routing.ts';
import { Read } from '../../parts/read.tsx';
import { Card } from '../../parts/table.tsx';
import { ConnectionWord } from '../../shell/connection-bar.tsx';
import { TopTitle } from '../../shell/frame.tsx';
import { useTitle } from '../../shell/title.ts';
import { words as shared } from '../../words/en.ts';
import { supervisorWords as words } from '../../words/en-supervisor.ts';
import { presencesOf, queueNames } from './figures.ts';
import styles from './overview.module.css';
import { Agents, Conversations, Queues } from './tables.tsx';
import { Tiles } from './tiles.tsx';

/** Who waits, who can take it, and what is going on. Pushed, never refreshed by hand. */
export function Overview() {
  useTitle(words.title);
  const queues = useQuery(queuesQuery);
  const agents = useQuery(agentsQuery);
  const conversations = useQuery(ongoing);
  const queueOf = queueNames(useQuery(workItems).data ?? []);
  const allQueues = queues.data ?? [];
  const allAgents = agents.data ?? [];
  const all = conversations.data ?? [];
  const presences = presencesOf(allAgents).map(({ presence, count }) => ({
    presence: shared.presence[presence],
    count,
  }));
  return (
    <main className={styles.page} data-region="page">
      <TopTitle beside={<ConnectionWord />}>{words.title}</TopTitle>
      <div className={styles.stack}>
        <Tiles queues={queues.data} agents={agents.data} conversations={conversations.data} />
        <div className={styles.pair}>
          <div id="queues">
            <Card title={words.queues.title}>
              <Read query={queues} what={words.queues.failed}>
                {(data) => <Queues queues={data} agents={allAgents} />}
              </Read>
            </Card>
          </div>
          <div id="agents">
            <Card title={words.agents.title} note={words.agents.summary(presences)}>
              <Read query={agents} what={words.agents.failed}>
                {(data) => <Agents agents={data} queues={allQueues} conversations={all} />}
              </Read>
            </Card>
          </div>
        </div>
        <div id="conversations">
          <Card title={words.conversations.title} note={all.length > 0 && shared.common.number(all.length)}>
            <Read query={conversations} what={words.conversations.failed}>
              {(data) => <Conversations conversations={data} agents={allAgents} queueOf={queueOf} />}
            </Read>
          </Card>
        </div>
      </div>
    </main>
  );
}
