import { Button } from '@mantine/core';
import { IconRefresh, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { AgentView, ExplanationView } from '#contracts';
import { explanation } from '../../api/explanation.ts';
import { conversation as conversationQuery } from '../../api/conversations.ts';
import { agents as agentsQuery } from '../../api/routing.ts';
import { useCustomerName } from '../../parts/customer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Elapsed, Fact, Facts } from '../../parts/small.tsx';
import { Card } from '../../parts/table.tsx';
import { asClock, asDate, asInstant, secondsBetween } from '../../parts/time.ts';
import { TopCrumbs } from '../../shell/frame.tsx';
import { useTitle } from '../../shell/title.ts';
import { explainWords as words } from '../../words/en-explain.ts';
import { supervisorWords } from '../../words/en-supervisor.ts';
import overview from '../overview/overview.module.css';
import styles from './explain.module.css';
import { NextChances } from './next-chances.tsx';
import { RunAgain } from './run-again.tsx';
import { Step } from './step.tsx';

/** Why work went where it went: each step with what was considered, and why each was not chosen. */
export function Explain() {
  const { workItem } = useParams({ from: '/explain/$workItem' });
  const query = useQuery(explanation(workItem));
  const agents = useQuery(agentsQuery).data ?? [];
  useTitle(words.title);
  return (
    <main className={overview.page} data-region="page" aria-label={words.facts}>
      <TopCrumbs list={<Link to="/live">{supervisorWords.title}</Link>}>{words.title}</TopCrumbs>
      <div className={styles.stack}>
        <Read query={query} what={words.failed}>
          {(told) => (
            <>
              <Head told={told} agents={agents} isBusy={query.isFetching} onRefresh={() => void query.refetch()} />
              {told.steps.length === 0 ? (
                <Empty icon={IconRoute} title={words.none}>
                  {words.noneText}
                </Empty>
              ) : (
                <ol className={styles.steps} aria-label={words.title}>
                  {told.steps.map((step, at) => (
                    <li key={at}>
                      <Step step={step} startedAt={told.startedAt} />
                    </li>
                  ))}
                </ol>
              )}
              <RunAgain told={told} />
            </>
          )}
        </Read>
      </div>
    </main>
  );
}

interface HeadProps {
  readonly told: ExplanationView;
  readonly agents: readonly AgentView[];
  readonly isBusy: boolean;
  readonly onRefresh: () => void;
}

function Head({ told, agents, isBusy, onRefresh }: HeadProps) {
  const conversation = useQuery(conversationQuery(told.conversationId)).data;
  const customer = useCustomerName({
    conversationId: told.conversationId,
    address: conversation?.customer ?? '',
  });
  return (
    <Card
      title={customer || words.conversation}
      note={
        <span className={styles.actions}>
          <Link to="/live/c/$conversation" params={{ conversation: told.conversationId }}>
            {words.open}
          </Link>
          <Button
            variant="default"
            leftSection={<IconRefresh size={15} stroke={1.7} aria-hidden />}
            onClick={onRefresh}
            loading={isBusy}
          >
            {words.refresh}
          </Button>
        </span>
      }
    >
      <div className={styles.facts}>
        <Facts>
          <Fact name={words.workstream}>
            <bdi>{told.workstream.name}</bdi>
          </Fact>
          <Fact name={words.queue}>
            <Link to="/live/queues/$queue" params={{ queue: told.queue.id }} dir="auto">
              {told.queue.name}
            </Link>
          </Fact>
          <Fact name={words.status}>{words.statuses[told.status] ?? told.status}</Fact>
          <Fact name={words.agent}>
            <bdi>{agents.find(({ id }) => id === told.agentId)?.name ?? words.nobody}</bdi>
          </Fact>
          <Fact name={words.began}>
            <time dateTime={told.startedAt} title={asInstant(told.startedAt)}>
              {asDate(told.startedAt)}
            </time>
          </Fact>
          <Fact name={told.endedAt ? words.took : words.takes}>
            {told.endedAt ? (
              <span title={asInstant(told.endedAt)}>
                {asClock(secondsBetween(told.startedAt, Date.parse(told.endedAt)))}
              </span>
            ) : (
              <Elapsed since={told.startedAt} />
            )}
          </Fact>
        </Facts>
        {(told.status === 'waiting' || told.status === 'offered') && <NextChances told={told} />}
      </div>
    </Card>
  );
}
