import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dayMs, type SenderQueueView, type SendingAlertView } from '#contracts';
import { deliverability, senderQueues, sendingAlerts } from '../../api/deliverability.ts';
import { now } from '../../live/clock.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Address, Elapsed, When } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { asClock } from '../../parts/time.ts';
import { useTitle } from '../../shell/title.ts';
import { deliverabilityWords as words } from '../../words/en-deliverability.ts';
import { words as shared } from '../../words/en.ts';
import overview from '../overview/overview.module.css';
import { LivePage } from '../places.tsx';
import { Contradictions } from './contradictions.tsx';
import { Fared } from './fared.tsx';
import { BlockedNumbers, OptedOut } from './safety.tsx';
import styles from './sending.module.css';

const periods = ['1', '7', '30', '90'] as const;

/** What waits to leave, what holds it up, and how what left has fared. */
export function Sending() {
  useTitle(words.title);
  const queues = useQuery(senderQueues);
  const alerts = useInfiniteQuery(sendingAlerts);
  const [days, setDays] = useState<(typeof periods)[number]>('7');
  // one end for as long as the page is open: the same answer is not asked for twice
  const [until] = useState(now);
  const fared = useQuery(
    deliverability(new Date(until - Number(days) * dayMs).toISOString(), new Date(until).toISOString()),
  );
  const waiting = (queues.data ?? []).reduce((sum, { texts }) => sum + texts, 0);
  return (
    <LivePage title={words.title}>
      <Card title={words.alerts.title}>
        <Read query={alerts} what={words.alerts.failed}>
          {({ pages }) => <Alerts alerts={pages.flatMap(({ items }) => items)} />}
        </Read>
        {alerts.hasNextPage && (
          <div className={table.more}>
            <Button variant="subtle" onClick={() => void alerts.fetchNextPage()} loading={alerts.isFetchingNextPage}>
              {words.alerts.more}
            </Button>
          </div>
        )}
      </Card>
      <Card title={words.queue.title} note={queues.data && words.queue.total(waiting)}>
        <Read query={queues} what={words.queue.failed}>
          {(data) => <SenderQueues queues={data} />}
        </Read>
      </Card>
      <Card
        title={words.fared.title}
        note={
          <Segments
            label={words.fared.period}
            value={days}
            segments={periods.map((value) => ({ value, label: words.fared.days[value]! }))}
            controls="fared"
            onChange={setDays}
          />
        }
      >
        <div id="fared" role="tabpanel" aria-label={words.fared.days[days]}>
          <Read query={fared} what={words.fared.failed}>
            {(data) => <Fared of={data} />}
          </Read>
        </div>
      </Card>
      <Contradictions />
      <OptedOut />
      <BlockedNumbers />
    </LivePage>
  );
}

function Alerts({ alerts }: { readonly alerts: readonly SendingAlertView[] }) {
  // nothing to do takes no room from what is looked at
  if (alerts.length === 0) {
    return (
      <p className={overview.aside}>
        {words.alerts.none}. {words.alerts.noneText}
      </p>
    );
  }
  return (
    <ul className={styles.alerts}>
      {alerts.map((alert) => (
        <li key={alert.id} className={styles.alert}>
          <p className={styles.alertHead}>
            <strong>{alert.title}</strong>
            <Tag tone={alert.isPausing ? 'bad' : 'risk'}>
              {alert.isPausing ? words.alerts.pausing : words.alerts.count(alert.count)}
            </Tag>
            <span className={styles.quiet}>
              {alert.sender === '' ? words.alerts.anyNumber : <Address of={alert.sender} />},{' '}
              {words.alerts.code(alert.errorCode)}, <When at={alert.lastAt} />
            </span>
          </p>
          <p>
            {alert.advice}{' '}
            {alert.link && (
              <a href={alert.link} target="_blank" rel="noreferrer">
                {words.alerts.explained}
                <span className="unseen"> ({shared.common.opensInNewTab})</span>
              </a>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function SenderQueues({ queues }: { readonly queues: readonly SenderQueueView[] }) {
  if (queues.length === 0)
    return (
      <Empty icon={IconSend} title={words.queue.none}>
        {words.queue.noneText}
      </Empty>
    );
  const columns = [
    { name: words.queue.sender },
    { name: words.queue.texts, end: true },
    { name: words.queue.segments, end: true },
    { name: words.queue.oldest, end: true },
    { name: words.queue.pace, end: true },
    { name: words.queue.reply, end: true },
    { name: words.queue.bulk, end: true },
    { name: words.queue.state },
  ];
  return (
    <DataTable label={words.queue.title} columns={columns}>
      {[...queues]
        .sort((one, other) => other.texts - one.texts || one.sender.localeCompare(other.sender))
        .map((queue) => (
          <tr key={queue.sender}>
            <td className={table.strong}>
              {queue.kind === 'group' ? (
                <span className={table.withMark}>
                  <bdi>{queue.sender}</bdi> <Tag>{words.queue.group}</Tag>
                </span>
              ) : (
                <Address of={queue.sender} />
              )}
            </td>
            <td className={table.end}>{shared.common.number(queue.texts)}</td>
            <td className={table.end}>{shared.common.number(queue.segments)}</td>
            <td className={table.end}>{queue.oldestAt && <Elapsed since={queue.oldestAt} />}</td>
            <td className={`${table.end} ${table.quiet}`}>{shared.common.number(queue.segmentsPerSecond)}</td>
            <td className={table.end}>{asClock(queue.expectedSeconds.reply)}</td>
            <td className={table.end}>{asClock(queue.expectedSeconds.bulk)}</td>
            <td>
              <span className={table.withMark}>
                {queue.paused > 0 && <Tag tone="bad">{words.queue.paused(queue.paused)}</Tag>}
                {queue.inDoubt > 0 && <Tag tone="risk">{words.queue.inDoubt(queue.inDoubt)}</Tag>}
                {queue.day && (
                  <Tag tone={queue.day.left < queue.day.segments ? 'quiet' : 'risk'}>
                    {words.queue.today(queue.day.left, queue.day.segments)}
                  </Tag>
                )}
                {queue.paused + queue.inDoubt === 0 && <span className={table.quiet}>{words.queue.flows}</span>}
              </span>
            </td>
          </tr>
        ))}
    </DataTable>
  );
}
