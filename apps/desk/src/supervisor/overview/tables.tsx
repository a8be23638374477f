import { Button, Checkbox } from '@mantine/core';
import { IconEye, IconMessages, IconStack2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { AgentView, ConversationView, QueueView } from '#contracts';
import { useNow } from '../../live/clock.ts';
import { spellAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { CustomerName } from '../../parts/customer.tsx';
import { WhyLink } from '../../parts/see-why.tsx';
import { Elapsed, Wait } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { StatusTag, Tag } from '../../parts/tag.tsx';
import { asDate, secondsBetween } from '../../parts/time.ts';
import { liveWords } from '../../words/en-live.ts';
import { words as shared } from '../../words/en.ts';
import { supervisorWords as words } from '../../words/en-supervisor.ts';
import { BulkBar } from '../bulk/bulk-bar.tsx';
import '../fields.css';
import { freeIn, inUrgency, type WorkOf } from './figures.ts';
import { MoodMark } from './mood-mark.tsx';
import { anything, narrowed } from './narrow.ts';
import { StandingTag } from './standing.tsx';
import { standingOf, useThresholds, worst } from './thresholds.ts';

interface QueuesProps {
  readonly queues: readonly QueueView[];
  readonly agents: readonly AgentView[];
}

/** Who waits where, and how many could take it. */
export function Queues({ queues, agents }: QueuesProps) {
  const thresholds = useThresholds();
  const now = useNow();
  if (queues.length === 0) {
    return (
      <Empty icon={IconStack2} title={words.queues.none}>
        {words.queues.noneText}
      </Empty>
    );
  }
  const standing = ({ waiting, longestWaitSince }: QueueView) =>
    worst(
      standingOf('waiting', waiting, thresholds),
      standingOf('longest', longestWaitSince === null ? null : secondsBetween(longestWaitSince, now), thresholds),
    );
  const columns = [
    { name: words.queues.queue },
    { name: words.queues.waiting, end: true },
    { name: words.queues.offered, end: true },
    { name: words.queues.longest, end: true },
    { name: words.queues.free, end: true },
    { name: liveWords.state },
  ];
  return (
    <DataTable label={words.queues.title} columns={columns}>
      {[...queues]
        .sort((one, other) => one.priority - other.priority || one.name.localeCompare(other.name))
        .map((queue) => (
          <tr key={queue.id}>
            <td className={table.strong} dir="auto">
              <Link to="/live/queues/$queue" params={{ queue: queue.id }}>
                {queue.name}
              </Link>
            </td>
            <td className={table.end}>{shared.common.number(queue.waiting)}</td>
            <td className={table.end}>{shared.common.number(queue.offered)}</td>
            <td className={table.end}>
              {queue.longestWaitSince ? (
                <Elapsed since={queue.longestWaitSince} />
              ) : (
                <span className={table.quiet}>0:00</span>
              )}
            </td>
            <td className={`${table.end} ${table.quiet}`}>
              {queue.memberIds.length === 0
                ? words.queues.nobody
                : shared.common.of(freeIn(queue, agents), queue.memberIds.length)}
            </td>
            <td>
              <span className={table.withMark}>
                <StandingTag of={standing(queue)} />
                {queue.alerts.map((alert) => (
                  <Tag key={alert} tone="risk">
                    {liveWords.alerts[alert] ?? alert}
                  </Tag>
                ))}
                {standing(queue) === 'normal' && queue.alerts.length === 0 && (
                  <span className={table.quiet}>{liveWords.standing.normal}</span>
                )}
              </span>
            </td>
          </tr>
        ))}
    </DataTable>
  );
}

const { bulk } = liveWords;

/** Rows drawn at first; the rest on demand, so that a thousand conversations do not slow the page down. */
const firstShown = 50;

const Narrowing = lazy(() => import('./narrowing.tsx').then(({ Narrowing: component }) => ({ default: component })));

interface ConversationsProps {
  readonly conversations: readonly ConversationView[];
  readonly agents: readonly AgentView[];
  readonly workOf: WorkOf;
}

function Why({ conversation, workOf }: { readonly conversation: ConversationView; readonly workOf: WorkOf }) {
  const work = workOf.get(conversation.id);
  return work && <WhyLink workItem={work.id} of={spellAddress(conversation.customer)} />;
}

/** What is going on, who waits longest on top, each a click away from being watched. */
export function Conversations({ conversations, agents, workOf }: ConversationsProps) {
  const [shown, setShown] = useState(firstShown);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [narrow, setNarrow] = useState(anything);
  const names = new Map<string, string>(agents.map(({ id, name }) => [id, name]));
  const queueOf = ({ id }: ConversationView) => workOf.get(id)?.queueName;
  const like = narrowed(conversations, narrow, queueOf);
  const listed = inUrgency(like).slice(0, shown);
  const isEach = listed.length > 0 && listed.every(({ id }) => chosen.has(id));
  const choose = (ids: readonly string[], isChosen: boolean) =>
    setChosen(new Set([...[...chosen].filter((id) => !ids.includes(id)), ...(isChosen ? ids : [])]));
  const columns = [
    {
      name: bulk.choose,
      head: (
        <Checkbox
          size="xs"
          radius="xs"
          aria-label={bulk.chooseAll}
          checked={isEach}
          indeterminate={!isEach && listed.some(({ id }) => chosen.has(id))}
          onChange={(event) =>
            choose(
              listed.map(({ id }) => id),
              event.currentTarget.checked,
            )
          }
        />
      ),
    },
    { name: words.conversations.customer },
    { name: words.conversations.status },
    { name: words.conversations.waits, end: true },
    { name: words.conversations.agent },
    { name: words.conversations.handled, end: true },
    { name: words.conversations.queue },
    { name: words.conversations.line },
    { name: words.conversations.monitor, isUnseen: true },
  ];
  const handler = ({ agentId, accepted }: ConversationView) => {
    const name = agentId && names.get(agentId);
    return name && (accepted ? name : words.conversations.offered(name));
  };
  const bar = (
    <BulkBar
      chosen={like.filter(({ id }) => chosen.has(id))}
      outOf={like.length}
      onAll={() => setChosen(new Set(like.map(({ id }) => id)))}
      onClear={() => setChosen(new Set())}
    />
  );
  if (conversations.length === 0) {
    return (
      <>
        {bar}
        <Empty icon={IconMessages} title={words.conversations.none}>
          {words.conversations.noneText}
        </Empty>
      </>
    );
  }
  return (
    <>
      <Suspense fallback={<div className={table.more} />}>
        <Narrowing {...{ names, narrow, queueOf }} all={conversations} onNarrow={setNarrow} />
      </Suspense>
      {bar}
      {like.length === 0 && (
        <Empty icon={IconMessages} title={liveWords.narrow.none}>
          {liveWords.narrow.noneText}
        </Empty>
      )}
      <DataTable label={words.conversations.title} columns={columns}>
        {listed.map((conversation) => (
          <tr key={conversation.id}>
            <td className={table.choice}>
              <Checkbox
                size="xs"
                radius="xs"
                aria-label={bulk.chooseOne(spellAddress(conversation.customer))}
                checked={chosen.has(conversation.id)}
                onChange={(event) => choose([conversation.id], event.currentTarget.checked)}
              />
            </td>
            <td className={table.strong} title={conversation.lastText?.body}>
              <CustomerName conversationId={conversation.id} address={conversation.customer} />
            </td>
            <td>
              <span className={table.withMark} title={words.conversations.openedAt(asDate(conversation.openedAt))}>
                <StatusTag status={conversation.status} />
                <MoodMark of={conversation.id} />
              </span>
            </td>
            <td className={table.end}>{conversation.waitingSince && <Wait since={conversation.waitingSince} />}</td>
            <td dir="auto">{handler(conversation)}</td>
            <td className={`${table.end} ${table.quiet}`}>
              {conversation.acceptedAt && conversation.status !== 'waiting' && (
                <Elapsed since={conversation.acceptedAt} />
              )}
            </td>
            <td className={table.quiet} dir="auto" title={workOf.get(conversation.id)?.queueName}>
              {workOf.get(conversation.id)?.queueName}
            </td>
            <td className={table.quiet} dir="auto" title={conversation.channelName}>
              {conversation.channelName}
            </td>
            <td className={table.end}>
              <span className={table.rowActions}>
                <Why conversation={conversation} workOf={workOf} />
                <Link
                  to="/live/c/$conversation"
                  params={{ conversation: conversation.id }}
                  className={table.rowAction}
                  aria-label={words.conversations.monitorName(spellAddress(conversation.customer))}
                >
                  <IconEye size={15} stroke={1.7} aria-hidden />
                  {words.conversations.monitor}
                </Link>
              </span>
            </td>
          </tr>
        ))}
      </DataTable>
      {like.length > shown && (
        <div className={table.more}>
          <Button variant="subtle" onClick={() => setShown(shown + 200)}>
            {words.conversations.more(like.length - shown)}
          </Button>
        </div>
      )}
    </>
  );
}
