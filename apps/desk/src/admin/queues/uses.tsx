import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { QueueOverflow } from '#contracts';
import { workstreams as workstreamsQuery } from '../../api/channel-config.ts';
import { queues as queuesQuery } from '../../api/routing.ts';
import { routesOf } from '../../api/routing-settings.ts';
import { queueWords as words } from '../../words/en-queues.ts';
import own from './queues.module.css';

const targetsOf = ({ outOfHours, workItemLimit, waitingTime }: QueueOverflow) =>
  [outOfHours, workItemLimit, waitingTime].map((part) => part?.queueId);

/** What sends work to a queue: a workstream that falls back on it, the overflow of another queue, rules. */
export function QueueUses({ id }: { readonly id: string }) {
  const workstreams = useQuery(workstreamsQuery).data ?? [];
  const queues = useQuery(queuesQuery).data ?? [];
  const routes = useQueries({ queries: workstreams.map((one) => routesOf(one.id)) });
  const uses: readonly (readonly [key: string, link: ReactNode])[] = [
    ...workstreams
      .filter(({ fallbackQueueId }) => fallbackQueueId === id)
      .map(
        (one) =>
          [
            `fallback ${one.id}`,
            <Link to="/admin/workstreams/$id" params={{ id: one.id }} search={{ tab: 'settings' }}>
              {words.fallbackOf(one.name)}
            </Link>,
          ] as const,
      ),
    ...workstreams
      .filter((_, at) =>
        routes[at]?.data?.rules.some(
          (rule) =>
            rule.queues.some(({ queueId }) => queueId === id) ||
            (rule.overflow && targetsOf(rule.overflow).some((to) => to === id)),
        ),
      )
      .map(
        (one) =>
          [
            `rules ${one.id}`,
            <Link to="/admin/workstreams/$id" params={{ id: one.id }} search={{ tab: 'routes' }}>
              {words.rulesOf(one.name)}
            </Link>,
          ] as const,
      ),
    ...queues
      .filter((one) => one.id !== id && targetsOf(one.overflow).some((to) => to === id))
      .map(
        (one) =>
          [
            `overflow ${one.id}`,
            <Link to="/admin/queues/$id" params={{ id: one.id }}>
              {words.overflowOf(one.name)}
            </Link>,
          ] as const,
      ),
  ];
  if (uses.length === 0) return <p>{words.notUsed}</p>;
  return (
    <ul className={own.uses}>
      {uses.map(([key, link]) => (
        <li key={key} dir="auto">
          {link}
        </li>
      ))}
    </ul>
  );
}
