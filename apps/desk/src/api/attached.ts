import { useSyncExternalStore } from 'react';
import { v7 } from 'uuid';
import type { ChannelId, MediaId } from '#contracts';
import { Attachments, type AttachedNow } from './attachments.ts';
import { browserShelf } from './outbox-shelf.ts';
import { pause, writer } from './unsent.ts';
import { upload } from './upload.ts';

/** The files of this desk that are not sent yet. It arrives with the first conversation whose agent may attach files. */
export const attachments = new Attachments(browserShelf('parley-files'), {
  upload,
  pause,
  now: Date.now,
  newId: () => v7() as MediaId,
});

let opened: Promise<void> | undefined;
/** Takes back, once, what this person had attached in an earlier window. */
export const open = (by: string): Promise<void> => (opened ??= attachments.open(by).catch(() => undefined));

/** Resolves when the server has these files of a text; throws `Refused` when it does not take one. */
export async function kept(by: string, ids: readonly string[]): Promise<void> {
  await open(by);
  await attachments.kept(ids);
}

/** Attaches files to the text that is being written in this conversation. */
export function attachFiles(
  { id: conversationId, channelId }: { readonly id: string; readonly channelId: ChannelId },
  files: readonly File[],
): void {
  for (const file of files) {
    const { name: fileName, type: contentType, size } = file;
    attachments.add({ conversationId, channelId, by: writer(), file, fileName, contentType, size });
  }
}

/** The files beside the words of a conversation, and what is said of those that cannot go along. */
export const useAttached = (conversationId: string): readonly AttachedNow[] =>
  useSyncExternalStore(attachments.watch, () => attachments.beside(conversationId));
export const useNotAttached = (conversationId: string): readonly string[] =>
  useSyncExternalStore(attachments.watch, () => attachments.sentences(conversationId));
