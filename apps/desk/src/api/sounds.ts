import { queryOptions } from '@tanstack/react-query';
import { ask, askAll } from './client.ts';
import { keys } from './keys.ts';

const path = '/api/channel-config/sounds';

/** Every sound that may be chosen. */
export const sounds = queryOptions({
  queryKey: [...keys.definitions('sound'), 'to-choose'],
  queryFn: ({ signal }) => askAll((cursor) => ask(path, 'soundsView', { query: { limit: 200, cursor }, signal })),
});

export const sound = (id: string) =>
  queryOptions({
    queryKey: [...keys.definitions('sound'), 'to-hear', id],
    queryFn: ({ signal }) => ask(`${path}/${id}`, 'soundView', { signal }),
    staleTime: 5 * 60_000,
  });
