import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ServiceOfEvents } from '#contracts';
import { ask } from './client.ts';

const key = ['failed-events'] as const;
const doorOf = (service: ServiceOfEvents) => `/api/${service}/dead-letters`;

/** The subscriptions of a service that failed at events for good, and at how many. Looked at again while it is on screen. */
export const failedSubscriptions = (service: ServiceOfEvents) =>
  queryOptions({
    queryKey: [...key, service],
    queryFn: async ({ signal }) => (await ask(doorOf(service), 'deadSubscriptionsView', { signal })).items,
    staleTime: 0,
    refetchInterval: 10_000,
  });

/** What a subscription failed at, oldest first; read again when there are more of them, or fewer. */
export const failedEvents = (service: ServiceOfEvents, subscription: string, count: number) =>
  infiniteQueryOptions({
    queryKey: [...key, service, subscription, count],
    queryFn: ({ pageParam, signal }) =>
      ask(`${doorOf(service)}/${subscription}`, 'deadLettersView', { query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** Which events: one, or all of a subscription. */
export interface WhichEvents {
  readonly service: ServiceOfEvents;
  readonly subscription: string;
  /** Left out: all of them. */
  readonly eventId?: string | undefined;
}
const addressOf = ({ service, subscription, eventId }: WhichEvents): string =>
  [doorOf(service), subscription, ...(eventId === undefined ? [] : [eventId])].join('/');

/** Somebody else may have been quicker: what there is now is read in any case. */
async function done(cache: QueryClient, path: string, method: 'POST' | 'DELETE'): Promise<number> {
  try {
    return (await ask(path, 'deadLettersDone', { method })).count;
  } finally {
    await cache.invalidateQueries({ queryKey: key });
  }
}

/** Gives them to their subscription again. Answers how many there were. */
export const replayEvents = (cache: QueryClient, which: WhichEvents): Promise<number> =>
  done(cache, `${addressOf(which)}/replay`, 'POST');

/** Forgets them. Answers how many there were. */
export const dropEvents = (cache: QueryClient, which: WhichEvents): Promise<number> =>
  done(cache, addressOf(which), 'DELETE');
