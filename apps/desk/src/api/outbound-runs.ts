import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { OutboundRunSettings, OutboundRunView } from '#contracts';
import { ask, askAll } from './client.ts';

const path = '/api/conversations/outbound';
/** How long until it is read again how far a run is: soon while it writes, later while it is still to be heard what became of a text; false: nothing more comes by itself. */
export function readAgainAfter({
  state,
  audience,
  progress,
}: Pick<OutboundRunView, 'state' | 'audience' | 'progress'>): number | false {
  const isTakenIn = audience === null || audience.taken === audience.lines;
  if (state === 'running' || (state === 'paused' && !isTakenIn)) return 3_000;
  return (progress.states['sent'] ?? 0) > 0 ? 10_000 : false;
}

/** Every run, newest first. */
export const outboundRuns = queryOptions({
  queryKey: ['outbound-runs'],
  queryFn: ({ signal }): Promise<OutboundRunView[]> =>
    askAll((cursor) => ask(path, 'outboundRunsView', { query: { limit: 200, cursor }, signal })),
});

/** One run, and how far it is. */
export const outboundRun = (id: string) =>
  queryOptions({
    queryKey: ['outbound-runs', id],
    queryFn: ({ signal }): Promise<OutboundRunView> => ask(`${path}/${id}`, 'outboundRunView', { signal }),
    refetchInterval: ({ state: { data } }) => data !== undefined && readAgainAfter(data),
  });

async function kept(cache: QueryClient, answer: Promise<OutboundRunView>): Promise<OutboundRunView> {
  const run = await answer;
  cache.setQueryData(outboundRun(run.id).queryKey, run);
  await cache.invalidateQueries({ queryKey: outboundRuns.queryKey, exact: true });
  return run;
}

/** Begins a run; whom it writes to is said by its file. */
export const beginRun = (cache: QueryClient, id: string, body: OutboundRunSettings): Promise<OutboundRunView> =>
  kept(cache, ask(`${path}/${id}`, 'outboundRunView', { method: 'PUT', body }));

export const steerRun = (cache: QueryClient, id: string, how: 'pause' | 'resume' | 'cancel') =>
  kept(cache, ask(`${path}/${id}/${how}`, 'outboundRunView', { method: 'POST' }));

/** Gives a run its audience, which is taken in part by part afterwards. A table with a mistake in it changes nothing. */
export const importAudience = (cache: QueryClient, id: string, file: Blob) =>
  kept(cache, ask(`${path}/${id}/contacts/import`, 'outboundRunView', { method: 'POST', file }));
