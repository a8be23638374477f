import { type AgentId, type PersonalQuickReplyRequest, type QuickReplyId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { isSame } from '../domain/differences.ts';
import type { PersonalQuickReply } from '../domain/personal-quick-reply.ts';
import { personalQuickReplies } from '../storage/personal-quick-replies.ts';

const mostOfOne = 500;

/**
 * Keeps a quick reply of this person, or changes it (`from`: the version that the change starts from; null creates). Nobody is told: it is
 * found at the next keystroke. Refuses with `already-exists`, `quick-reply-not-found`, `version-mismatch`, `too-many`.
 */
export async function savePersonalQuickReply(
  tx: Transaction,
  ownerId: AgentId,
  id: QuickReplyId,
  asked: PersonalQuickReplyRequest,
  from: number | null,
): Promise<PersonalQuickReply> {
  const replies = personalQuickReplies(tx);
  await replies.oneAtATime(ownerId);
  const found = await replies.find(id);
  const known = found?.ownerId === ownerId ? found : null;
  if (from !== null) {
    if (!known) throw quickReplyNotFound();
    refuseOtherVersion(known.version, from);
  }
  if (known && isSame({ locale: known.locale, message: known.message, tags: known.tags }, asked)) return known;
  if (found && from === null)
    throw new Refusal('already-exists', 'There is a quick reply with this id and other contents.', 'id');
  if (!known && (await replies.count(ownerId)) >= mostOfOne)
    throw new Refusal('too-many', `You have ${mostOfOne} quick replies: remove one that you no longer use.`);
  const reply: PersonalQuickReply = {
    ...asked,
    id,
    ownerId,
    version: (known?.version ?? 0) + 1,
    createdAt: known?.createdAt ?? tx.now,
    changedAt: tx.now,
  };
  await replies.save(reply);
  return reply;
}

export const quickReplyNotFound = (): Refusal => new Refusal('quick-reply-not-found', 'You have no such quick reply.');
