import type { QueryClient } from '@tanstack/react-query';
import type { ConversationView } from '#contracts';
import { organisation } from '../api/organisation.ts';

/**
 * Whether the organisation has agents asked before a session in this state is closed (product.md 17.4); what was last known while nobody answers, and
 * of what is not known as the product says.
 */
export async function asksBeforeClosing(
  cache: QueryClient,
  { status }: Pick<ConversationView, 'status'>,
): Promise<boolean> {
  const asks = (
    await cache.fetchQuery({ ...organisation, retry: false }).catch(() => cache.getQueryData(organisation.queryKey))
  )?.confirmSessionClose;
  if (status === 'wrap-up') return asks?.wrapUp ?? false;
  return status === 'open' ? (asks?.open ?? false) : (asks?.active ?? true);
}
