import type { ChannelId } from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { channelDrafts } from '../storage/channel-drafts.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { cancelExpiry } from '../timers/expire-channel-draft.ts';
import { draftNotFound } from './save-channel-draft.ts';

/**
 * Throws a draft away; a channel that it became stays. Refuses with `draft-not-found`, `version-required`, `version-mismatch`.
 */
export async function removeChannelDraft(tx: Transaction, id: ChannelId, from: number | null): Promise<void> {
  await oneAtATime(tx);
  const known = await channelDrafts(tx).find(id);
  if (!known) throw draftNotFound();
  refuseOtherVersion(known.version, from);
  await channelDrafts(tx).remove(id);
  await cancelExpiry(tx, id);
}
