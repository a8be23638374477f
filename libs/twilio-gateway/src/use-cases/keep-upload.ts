import { type AgentId, type AttachRequest, type MediaId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Content, type Media, uploaded } from '../domain/media.ts';
import { media } from '../storage/media.ts';
import { sayMedia } from './say-media.ts';

/** What an agent attaches, and for which conversation. */
export interface Upload extends AttachRequest {
  readonly id: MediaId;
  readonly fileName: string | null;
  readonly statedType: string | null;
  readonly uploadedBy: AgentId;
}

/** The same file under the same id, where it is there already. Refused as `already-exists` where the id is another's. */
export function sameUpload(known: Media | null, upload: Upload, hash: string): Media | null {
  if (!known) return null;
  const { conversationId, channelId, uploadedBy } = known;
  const isSame =
    known.hash === hash &&
    conversationId === upload.conversationId &&
    channelId === upload.channelId &&
    uploadedBy === upload.uploadedBy;
  if (!isSame) throw new Refusal('already-exists', 'There is another file with this id.', 'id');
  return known;
}

/** Writes down a file that an agent attached; its bytes are kept already. The id is the client's: the same once more is what is there. */
export async function keepUpload(tx: Transaction, upload: Upload, content: Content): Promise<Media> {
  await media(tx).await(upload.id);
  const known = sameUpload(await media(tx).find(upload.id), upload, content.hash);
  if (known) return known;
  const kept = uploaded(upload, content, tx.now);
  await media(tx).add([kept]);
  sayMedia(tx, kept);
  return kept;
}
