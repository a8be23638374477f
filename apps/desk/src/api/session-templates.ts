import { queryOptions } from '@tanstack/react-query';
import type { ContextView, FilledSessionTemplate } from '#contracts';
import { ask } from './client.ts';
import { gathered } from './gather.ts';

const gatheredTemplates = gathered<FilledSessionTemplate>(
  async (ids) =>
    (await ask('/api/conversations/session-templates', 'filledSessionTemplates', { query: { ids: ids.join() } })).items,
);

/** All of a conversation that its template may name: when it changes, the template is filled in anew. */
const filledInFrom = (known: ContextView | null) =>
  known && [known.contact, known.account, known.case, known.variables, known.language];

/** How the session of a conversation looks, with what is known of it now; null: it is not ours to see any more. */
export const sessionTemplate = (conversationId: string, known: ContextView | null) =>
  queryOptions({
    queryKey: ['session-template', conversationId, filledInFrom(known)],
    queryFn: () => gatheredTemplates(conversationId),
    staleTime: Infinity,
    // while it is filled in anew the one before stands
    placeholderData: (before: FilledSessionTemplate | null | undefined) =>
      before?.conversationId === conversationId ? before : undefined,
  });
