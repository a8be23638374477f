import type { QueryClient } from '@tanstack/react-query';
import type { DryRunRequest, DryRunView, ExplanationView } from '#contracts';
import { ask, askAll } from './client.ts';
import { conversation } from './conversations.ts';
import { context } from './customers.ts';
import { dryRun } from './routing-settings.ts';

/** Asks what would become now of the text with which a conversation began, with what is known of its customer today. */
export async function runAgain(cache: QueryClient, told: ExplanationView): Promise<DryRunView> {
  const { conversationId, workstream } = told;
  const [began, known, texts] = await Promise.all([
    cache.ensureQueryData(conversation(conversationId)),
    cache.ensureQueryData(context(conversationId)),
    // the newest come first: the one that began it stands on the last page
    askAll((cursor) =>
      ask(`/api/conversations/${conversationId}/messages`, 'messagesView', { query: { limit: 200, cursor } }),
    ),
  ]);
  const first = texts.findLast(({ direction }) => direction === 'in') ?? texts.at(-1);
  const { withModels } = await import('./skill-finders.ts');
  const asked = await withModels(cache, {
    workstreamId: workstream.id as DryRunRequest['workstreamId'],
    channelId: began.channelId,
    customer: began.customer,
    supportNumber: began.number,
    text: (first?.body ?? '').slice(0, 1600),
    locale: began.language ?? 'en-US',
    country: null,
    startedBy: first?.direction === 'out' ? 'agent' : 'customer',
    known: known && {
      contact: known.contact,
      account: known.account,
      case: known.case,
      variables: known.variables,
      preferredAgentIds: [],
    },
    skillFinders: [],
  });
  return dryRun(asked);
}
