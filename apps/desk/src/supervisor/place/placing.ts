import type { ConversationView } from '#contracts';

/** What a supervisor can do about who has it (product.md 18.4): what nobody has taken is assigned, what somebody has or had is transferred. */
export function placingOf({
  status,
  accepted,
}: Pick<ConversationView, 'status' | 'accepted'>): 'assign' | 'transfer' | null {
  if (status === 'open' || (status === 'active' && !accepted)) return 'assign';
  return status === 'waiting' || status === 'active' ? 'transfer' : null;
}
