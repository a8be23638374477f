import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ListView, ListViewsView } from '#contracts';
import { ask } from './client.ts';

const path = '/api/routing/agents/me/views';

/** The views that I keep of my lists; they are the same at every desk of mine. */
export const listViews = queryOptions({
  queryKey: ['list-views'],
  queryFn: ({ signal }): Promise<ListViewsView> => ask(path, 'listViewsView', { signal }),
  staleTime: 30_000,
});

/**
 * Changes my views as they are now. Another window may have changed them meanwhile: then the change is made to what that one kept.
 */
export async function changeListViews(
  cache: QueryClient,
  change: (views: readonly ListView[]) => readonly ListView[],
): Promise<void> {
  const { version, views } = await cache.fetchQuery({ ...listViews, staleTime: 0 });
  const kept = await ask(path, 'listViewsView', { method: 'PUT', body: { views: change(views) }, ifMatch: version });
  cache.setQueryData(listViews.queryKey, kept);
}
