import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

/**
 * What is set for everybody. No stream tells of it: who needs it reads it again once it is older than half a minute. It lies where
 * administration keeps it, so that a change made in this window holds here at once.
 */
export const organisation = queryOptions({
  queryKey: ['set-up', 'settings', 'organisation-settings', null],
  queryFn: ({ signal }) => ask('/api/channel-config/organisation', 'organisationSettingsView', { signal }),
});
