import { z } from 'zod';
import { channelId, type ChannelId } from '#contracts';
import { defineTimer, type Transaction } from '#event-bus';
import { type ChannelDraft, expiresAt } from '../domain/channel-draft.ts';
import { expireChannelDraft } from '../use-cases/expire-channel-draft.ts';

/** Looks at a draft when it may have been left alone for too long. */
export const expireDraft = defineTimer('expire-channel-draft', z.object({}), async (tx, subject) => {
  const draft = await expireChannelDraft(tx, channelId.parse(subject));
  if (draft) await planExpiry(tx, draft);
});

export const planExpiry = (tx: Transaction, draft: ChannelDraft): Promise<void> =>
  tx.schedule(expireDraft, draft.id, expiresAt(draft), {});

export const cancelExpiry = (tx: Transaction, id: ChannelId): Promise<void> => tx.cancel(expireDraft, id);
