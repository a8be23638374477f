import { type ChannelDraftRequest, type ChannelId, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { changeDraft, type ChannelDraft } from '../domain/channel-draft.ts';
import { isSame } from '../domain/differences.ts';
import { channelDrafts } from '../storage/channel-drafts.ts';
import { channels } from '../storage/channels.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { planExpiry } from '../timers/expire-channel-draft.ts';

/**
 * Begins the set-up of a channel, or keeps what was typed since (`from`: the version that the change starts from; null begins). What is wrong
 * is kept, too; nothing is said to anybody (product.md 5). Refuses with `already-exists`, `draft-not-found`, `version-mismatch`,
 * `draft-finished`.
 */
export async function saveChannelDraft(
  tx: Transaction,
  person: Person,
  id: ChannelId,
  said: ChannelDraftRequest,
  from: number | null,
): Promise<void> {
  await oneAtATime(tx);
  const known = await channelDrafts(tx).find(id);
  if (from !== null) {
    if (!known) throw draftNotFound();
    refuseOtherVersion(known.version, from);
  }
  const draft = known ? changed(known, said, from, tx.now) : await begun(tx, person, id, said);
  if (draft === known) return;
  await channelDrafts(tx).save(draft);
  await planExpiry(tx, draft);
}

function changed(known: ChannelDraft, said: ChannelDraftRequest, from: number | null, now: Date): ChannelDraft {
  if (from === null && !isSame(known.said, said))
    throw new Refusal('already-exists', 'There is a draft with this id and other contents.', 'id');
  return changeDraft(known, said, now);
}

async function begun(
  tx: Transaction,
  { subject, name }: Person,
  id: ChannelId,
  said: ChannelDraftRequest,
): Promise<ChannelDraft> {
  if (await channels(tx).find(id)) throw new Refusal('already-exists', 'There is a channel with this id.', 'id');
  return {
    id,
    version: 1,
    said,
    bySubject: subject,
    byName: name,
    createdAt: tx.now,
    changedAt: tx.now,
    finishedAt: null,
  };
}

export const draftNotFound = (): Refusal => new Refusal('draft-not-found', 'There is no such draft.');
