import { queryOptions } from '@tanstack/react-query';
import type { WorkReportRequest } from '#contracts';
import { ask, askAll } from './client.ts';

/** From when until when, the end not included; no end: until now. */
export interface Period {
  readonly from: string;
  readonly to?: string | undefined;
}
const fiveMinutes = 300_000;
/** What lasts until now is read again now and then; what is over never changes much. */
const fresh = ({ to }: Period) => ({
  staleTime: fiveMinutes,
  refetchInterval: to === undefined ? fiveMinutes : (false as const),
});

const routing = '/api/routing/reports';
const conversations = '/api/conversations/reports';

export const queueReports = (period: Period) =>
  queryOptions({
    queryKey: ['reports', 'queues', period],
    queryFn: ({ signal }) => ask(`${routing}/queues`, 'queueReportsView', { query: { ...period }, signal }),
    ...fresh(period),
  });

export const workstreamReports = (period: Period) =>
  queryOptions({
    queryKey: ['reports', 'workstreams', period],
    queryFn: ({ signal }) => ask(`${routing}/workstreams`, 'workstreamReportsView', { query: { ...period }, signal }),
    ...fresh(period),
  });

/** What came of work by hour (of a clock in `zone`), skill or capacity profile. */
export const workReports = (period: Period, by: WorkReportRequest['by'], zone: string) =>
  queryOptions({
    queryKey: ['reports', 'work', by, period, zone],
    queryFn: ({ signal }) =>
      askAll((cursor) =>
        ask(`${routing}/work`, 'workReportsView', { query: { ...period, by, zone, limit: 200, cursor }, signal }),
      ),
    ...fresh(period),
  });

export const agentReports = (period: Period) =>
  queryOptions({
    queryKey: ['reports', 'agents', period],
    queryFn: ({ signal }) => ask(`${routing}/agents`, 'agentReportsView', { query: { ...period }, signal }),
    ...fresh(period),
  });

/** How long agents were what; only of those who serve the queue, where one is named. */
export const presenceReports = (period: Period, queueId?: string) =>
  queryOptions({
    queryKey: ['reports', 'presences', period, queueId ?? null],
    queryFn: ({ signal }) =>
      askAll((cursor) =>
        ask(`${routing}/presences`, 'presenceReportsView', {
          query: { ...period, queueId, limit: 200, cursor },
          signal,
        }),
      ),
    ...fresh(period),
  });

/** What came in, and what became of it before agents had it. */
export const conversationReports = (period: Period, by: 'workstream' | 'channel') =>
  queryOptions({
    queryKey: ['reports', 'conversations', by, period],
    queryFn: ({ signal }) =>
      ask(`${conversations}/conversations`, 'conversationsReport', { query: { ...period, by }, signal }),
    ...fresh(period),
  });

export const sessionReports = (period: Period, by: 'agent' | 'channel') =>
  queryOptions({
    queryKey: ['reports', 'sessions', by, period],
    queryFn: ({ signal }) => ask(`${conversations}/sessions`, 'sessionsReport', { query: { ...period, by }, signal }),
    ...fresh(period),
  });
