import { type MediaId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { askedAgain, type Media } from '../domain/media.ts';
import { media } from '../storage/media.ts';
import { sayMedia } from './say-media.ts';

/** Somebody wants a file that was not to be had. Refused as `media-not-found`, and as `media-state` where it will never come. */
export async function retryMedia(tx: Transaction, id: MediaId): Promise<Media> {
  const before = await media(tx).lock(id);
  if (!before) throw new Refusal('media-not-found', 'There is no such file.', 'id');
  const after = askedAgain(before, tx.now);
  if (after !== before) await media(tx).save([after]);
  if (after.version !== before.version) sayMedia(tx, after);
  if (after.dueAt !== null) tx.wake('fetch-media');
  return after;
}
