import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { ConversationView, HandlingView, NoteView } from '#contracts';
import { learn } from '../live/live.ts';
import { ask, askAll, order } from './client.ts';

const path = '/api/conversations';

const command =
  (name: 'join' | 'leave' | 'revive' | 'force-close') =>
  async (cache: QueryClient, id: string): Promise<ConversationView> => {
    const view = await ask(`${path}/${id}/${name}`, 'conversationView', { method: 'POST' });
    learn(cache, { kind: 'conversation', id: view.id, version: view.version, view });
    return view;
  };

/** From then on this supervisor writes to the customer, too; the agent is told, and the customer where a text says so (product.md 18.4, 21.2). */
export const join = command('join');
export const leave = command('leave');
/** Waiting becomes active again without an offer (product.md 17.2 T10). */
export const revive = command('revive');
/** Closed, whatever its state; its agent is told. */
export const forceClose = command('force-close');

/** Somebody looks at it, and it may be blocked (product.md 31). A repeat under the same id changes nothing. */
export const reportNumber = (number: string, id: string, comment: string): Promise<void> =>
  order(`/api/gateway/blocked-numbers/${encodeURIComponent(number)}/reports/${id}`, {
    method: 'PUT',
    body: { comment },
  });

/** What passed between the customer and us besides a conversation, newest first (product.md 19.5). */
export const timeline = (conversationId: string) =>
  infiniteQueryOptions({
    queryKey: ['timeline', conversationId],
    queryFn: ({ pageParam, signal }) =>
      ask(`${path}/${conversationId}/timeline`, 'timelineView', { query: { limit: 5, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Who handled it and who took part; read again whenever that has changed. */
export const handling = ({ id, status, statusSince, agentId, accepted, companions = [] }: ConversationView) =>
  queryOptions({
    queryKey: ['handling', id, [status, statusSince, agentId, accepted, companions]],
    queryFn: ({ signal }): Promise<HandlingView> => ask(`${path}/${id}/handling`, 'handlingView', { signal }),
    placeholderData: keepPreviousData,
  });

/** What agents wrote down about a conversation, newest first. */
export const notes = (conversationId: string) =>
  queryOptions({
    queryKey: ['notes', conversationId],
    queryFn: ({ signal }): Promise<NoteView[]> =>
      askAll((cursor) =>
        ask(`${path}/${conversationId}/notes`, 'notesView', { query: { limit: 100, cursor }, signal }),
      ),
  });

export const writeNote = (conversationId: string, id: string, body: string): Promise<NoteView> =>
  ask(`${path}/${conversationId}/notes/${id}`, 'noteView', { method: 'PUT', body: { body } });

export const removeNote = (conversationId: string, id: string): Promise<void> =>
  order(`${path}/${conversationId}/notes/${id}`, { method: 'DELETE' });
