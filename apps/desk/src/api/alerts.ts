import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

const halfAMinute = 30_000;

/** Conversations whose customers feel so badly that supervisors are to know, oldest first. */
export const moodAlerts = queryOptions({
  queryKey: ['alerts', 'moods'],
  queryFn: async ({ signal }) =>
    (await ask('/api/conversations/sentiment-alerts', 'sentimentAlertsView', { signal })).items,
  staleTime: 0,
  refetchInterval: halfAMinute,
});
