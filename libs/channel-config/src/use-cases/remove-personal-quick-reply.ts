import type { AgentId, QuickReplyId } from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { personalQuickReplies } from '../storage/personal-quick-replies.ts';
import { quickReplyNotFound } from './save-personal-quick-reply.ts';

/** Removes a quick reply of this person for good. Refuses with `quick-reply-not-found`, `version-required`, `version-mismatch`. */
export async function removePersonalQuickReply(
  tx: Transaction,
  ownerId: AgentId,
  id: QuickReplyId,
  from: number | null,
): Promise<void> {
  const replies = personalQuickReplies(tx);
  await replies.oneAtATime(ownerId);
  const known = await replies.find(id);
  if (known?.ownerId !== ownerId) throw quickReplyNotFound();
  refuseOtherVersion(known.version, from);
  await replies.remove(id);
}
