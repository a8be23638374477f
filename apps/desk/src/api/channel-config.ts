import { queryOptions } from '@tanstack/react-query';
import { ask, askAll } from './client.ts';
import { keys } from './keys.ts';

const path = '/api/channel-config';

export const accounts = queryOptions({
  queryKey: keys.accounts,
  queryFn: ({ signal }) =>
    askAll((cursor) => ask(`${path}/accounts`, 'accountsView', { query: { limit: 200, cursor }, signal })),
});

export const channels = queryOptions({
  queryKey: keys.channels,
  queryFn: ({ signal }) =>
    askAll((cursor) => ask(`${path}/channels`, 'channelsView', { query: { limit: 200, cursor }, signal })),
});

export const workstreams = queryOptions({
  queryKey: keys.workstreams,
  queryFn: ({ signal }) =>
    askAll((cursor) => ask(`${path}/workstreams`, 'workstreamsView', { query: { limit: 200, cursor }, signal })),
});
