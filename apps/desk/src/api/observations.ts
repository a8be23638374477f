import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

const path = '/api/gateway';

export interface ContradictionsAsked {
  readonly from: string;
  readonly to: string;
  readonly number?: string | undefined;
  readonly accountId?: string | undefined;
}

/** Texts of which two different ends were reported from one instant to another, the last contradicted first. */
export const contradictions = (asked: ContradictionsAsked) =>
  infiniteQueryOptions({
    queryKey: ['sending', 'contradictions', asked],
    queryFn: ({ pageParam, signal }) =>
      ask(`${path}/contradictions`, 'contradictionsView', {
        query: { ...asked, limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Everything that was seen of a text of ours on its way. Nothing pushes it: it is read each time somebody looks. */
export const textWay = (messageId: string) =>
  queryOptions({
    queryKey: ['sending', 'way', messageId],
    queryFn: ({ signal }) => ask(`${path}/texts/${messageId}/observations`, 'textWayView', { signal }),
    staleTime: 0,
  });
