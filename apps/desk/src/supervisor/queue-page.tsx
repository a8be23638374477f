import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconStack2 } from '@tabler/icons-react';
import { ongoing } from '../api/conversations.ts';
import { queueReports } from '../api/reports.ts';
import { agents as agentsQuery, queues as queuesQuery, workItems } from '../api/routing.ts';
import { now } from '../live/clock.ts';
import { Empty } from '../parts/empty.tsx';
import { Read } from '../parts/read.tsx';
import { Fact, Facts } from '../parts/small.tsx';
import { Card } from '../parts/table.tsx';
import { asClock, asDate } from '../parts/time.ts';
import { ConnectionWord } from '../shell/connection-bar.tsx';
import { TopCrumbs } from '../shell/frame.tsx';
import { usePerson } from '../shell/sign-in/session.ts';
import { useTitle } from '../shell/title.ts';
import { liveWords } from '../words/en-live.ts';
import { supervisorWords } from '../words/en-supervisor.ts';
import { workOfEach } from './overview/figures.ts';
import styles from './overview/overview.module.css';
import { Agents } from './overview/agents-table.tsx';
import { Conversations, Queues } from './overview/tables.tsx';
import { midnight } from './overview/today.ts';

const words = liveWords.queue;

/** One queue: how it stands, what goes on in it, and who serves it. */
export function QueuePage() {
  const { queue: id } = useParams({ from: '/live/queues/$queue' });
  const isAdministrator = usePerson().roles.includes('administrator');
  const queues = useQuery(queuesQuery);
  const agents = useQuery(agentsQuery);
  const conversations = useQuery(ongoing);
  const items = useQuery(workItems);
  const report = useQuery(queueReports({ from: midnight(now()) })).data?.items.find(({ queueId }) => queueId === id);
  const queue = queues.data?.find((one) => one.id === id);
  useTitle(queue?.name ?? supervisorWords.queues.queue);
  const its = new Set<string>((items.data ?? []).flatMap((item) => (item.queueId === id ? [item.conversationId] : [])));
  const share = report?.promised?.share ?? null;
  return (
    <main className={styles.page} data-region="page">
      <TopCrumbs list={<Link to="/live">{supervisorWords.title}</Link>} beside={<ConnectionWord />}>
        {queue?.name ?? supervisorWords.queues.queue}
      </TopCrumbs>
      <Read query={queues} what={supervisorWords.queues.failed}>
        {(every) =>
          queue === undefined ? (
            <Empty icon={IconStack2} title={words.missing} actions={<Link to="/live">{supervisorWords.title}</Link>} />
          ) : (
            <div className={styles.stack}>
              <div className={styles.pair}>
                <Card title={supervisorWords.queues.title}>
                  <Queues queues={[queue]} agents={agents.data ?? []} />
                </Card>
                <Card title={words.facts}>
                  <div className={styles.queueFacts}>
                    <Facts>
                      <Fact name={words.hours}>
                        {queue.open ? words.open : words.closed}
                        {queue.changesAt && ` (${asDate(queue.changesAt)})`}
                      </Fact>
                      <Fact name={words.promise}>
                        {queue.serviceLevelSeconds === null
                          ? words.noPromise
                          : words.promiseIn(queue.serviceLevelSeconds)}
                      </Fact>
                      <Fact name={words.kept}>{share === null ? '–' : `${Math.round(share * 100)}%`}</Fact>
                      <Fact name={words.answer}>
                        {report?.averageSecondsToAnswer == null ? '–' : asClock(report.averageSecondsToAnswer)}
                      </Fact>
                    </Facts>
                    {isAdministrator && (
                      <Link to="/admin/queues/$id" params={{ id }}>
                        {words.settings}
                      </Link>
                    )}
                  </div>
                </Card>
              </div>
              <Card title={words.conversations(queue.name)}>
                <Read query={conversations} what={supervisorWords.conversations.failed}>
                  {(data) => (
                    <Conversations
                      conversations={data.filter((conversation) => its.has(conversation.id))}
                      agents={agents.data ?? []}
                      workOf={workOfEach(items.data ?? [])}
                    />
                  )}
                </Read>
              </Card>
              <Card title={words.agents(queue.name)}>
                <Read query={agents} what={supervisorWords.agents.failed}>
                  {(data) => (
                    <Agents
                      agents={data.filter(({ queueIds }) => queueIds.some((one) => one === id))}
                      queues={every}
                      conversations={conversations.data ?? []}
                    />
                  )}
                </Read>
              </Card>
            </div>
          )
        }
      </Read>
    </main>
  );
}
