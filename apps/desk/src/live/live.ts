import { notifyManager, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { AgentId, LiveFrame } from '#contracts';
import { begin, drawn } from '../shell/marks.ts';
import { foldAll } from './apply.ts';
import { Heard } from './heard.ts';
import type { Family, LiveStates } from './states.ts';
import { streamOpened } from './stream.ts';

const heard = new Heard();
let viewer: AgentId | null = null;

/** From now on lists are those of this agent. */
export const viewAs = (agentId: AgentId): void => {
  viewer = agentId;
};

/** Where a live thing lies in the cache. */
export const liveKey = <Name extends Family>(family: Name, id = '') => ['live', family, id] as const;

/** A live thing: read once, then kept by what the stream tells. It is read again only after the stream said *reset*. */
export const liveQuery = <Name extends Family>(
  family: Name,
  id: string,
  load: (signal: AbortSignal, before: LiveStates[Name] | undefined) => Promise<LiveStates[Name]>,
) =>
  queryOptions({
    queryKey: liveKey(family, id),
    queryFn: async ({ signal, client }): Promise<LiveStates[Name]> => {
      await streamOpened();
      const mark = heard.mark();
      const before = client.getQueryData<LiveStates[Name]>(liveKey(family, id));
      const state = await load(signal, before);
      return foldAll(family, state, heard.since(mark), { id, agentId: viewer });
    },
    staleTime: Infinity,
    gcTime: 30 * 60 * 1_000,
  });

function fold(cache: QueryClient, frames: readonly LiveFrame[]): void {
  for (const query of cache.getQueryCache().findAll({ queryKey: ['live'] })) {
    const [, family, id] = query.queryKey as ReturnType<typeof liveKey>;
    const state = query.state.data as LiveStates[Family] | undefined;
    if (state === undefined) continue;
    const next = foldAll(family, state, frames, { id, agentId: viewer });
    if (next !== state) cache.setQueryData(query.queryKey, next);
  }
}

let waiting: LiveFrame[] = [];

/** A burst is applied once a frame; a hidden tab draws none, so a tenth of a second later at the latest. */
export function hear(cache: QueryClient, frame: LiveFrame): void {
  if (!heard.keep(frame)) return;
  waiting.push(frame);
  if (waiting.length > 1) return;
  begin('desk.event');
  const flush = () => {
    cancelAnimationFrame(drawing);
    clearTimeout(latest);
    const burst = waiting;
    waiting = [];
    notifyManager.batch(() => fold(cache, burst));
    drawn('desk.event');
  };
  const drawing = requestAnimationFrame(flush);
  const latest = setTimeout(flush, 100);
}

/** What a request answered counts like a frame: the same record, perhaps heard before the stream says it. */
export function learn(cache: QueryClient, frame: LiveFrame): void {
  if (heard.keep(frame)) fold(cache, [frame]);
}

/** Frames may be missing: what is on screen is read again, the rest when it is next looked at. */
export const readAgain = (cache: QueryClient): void => void cache.invalidateQueries({ queryKey: ['live'] });
