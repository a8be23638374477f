import type { MediaId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Media } from '../domain/media.ts';
import { media } from '../storage/media.ts';
import { sayMedia } from './say-media.ts';

/**
 * Writes down what became of a file that was taken in this version. Whatever else happened to it meanwhile counts instead: nothing is
 * changed then, and the answer is null.
 */
export async function recordMedia(
  tx: Transaction,
  { id, version }: { readonly id: MediaId; readonly version: number },
  move: (media: Media) => Media,
): Promise<Media | null> {
  const before = await media(tx).lock(id);
  if (!before || before.version !== version) return null;
  const after = move(before);
  await media(tx).save([after]);
  if (after.version !== version) sayMedia(tx, after);
  return after;
}
