import { useQuery } from '@tanstack/react-query';
import type { ConversationView } from '#contracts';
import { context } from '../api/customers.ts';
import { sessionTemplate } from '../api/session-templates.ts';
import { useCustomerName } from '../parts/customer.tsx';
import { isSession } from './sessions.ts';

/** How a session looks (product.md 16); asked for once its conversation is a session. */
export function useSessionTemplate(conversation: ConversationView) {
  const { data: known } = useQuery(context(conversation.id));
  return useQuery({
    ...sessionTemplate(conversation.id, known ?? null),
    enabled: known !== undefined && isSession(conversation),
  });
}

/** What a session is called: as its template says, or as its customer is called. */
export function useSessionName(conversation: ConversationView): string {
  const name = useCustomerName({ conversationId: conversation.id, address: conversation.customer });
  return useSessionTemplate(conversation).data?.title ?? name;
}
