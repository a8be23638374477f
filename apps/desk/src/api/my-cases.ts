import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ListView, MyCasesView } from '#contracts';
import { ask } from './client.ts';

/** All that was read of my cases, whatever was looked for. */
export const myCasesKey = ['my-cases'] as const;

/** The cases that my conversations are about, fifty at a time; with these words in them, on this line, with texts that I have not seen. */
export const myCases = ({ caseOrder, read, line, find }: Pick<ListView, 'caseOrder' | 'read' | 'line' | 'find'>) =>
  infiniteQueryOptions({
    queryKey: [...myCasesKey, caseOrder, read, line, find.trim()],
    queryFn: ({ pageParam, signal }): Promise<MyCasesView> =>
      ask('/api/conversations/my-cases', 'myCasesView', {
        query: {
          sort: caseOrder,
          read: read ?? undefined,
          channelId: line ?? undefined,
          q: find.trim() || undefined,
          limit: 50,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
