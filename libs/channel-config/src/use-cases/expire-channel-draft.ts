import type { ChannelId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type ChannelDraft, expiresAt } from '../domain/channel-draft.ts';
import { channelDrafts } from '../storage/channel-drafts.ts';

/** Throws away a draft that nobody changed for too long; answers one that was changed since, to be looked at again. */
export async function expireChannelDraft(tx: Transaction, id: ChannelId): Promise<ChannelDraft | null> {
  const draft = await channelDrafts(tx).find(id);
  if (!draft) return null;
  if (expiresAt(draft) > tx.now) return draft;
  await channelDrafts(tx).remove(id);
  return null;
}
