import { attachable, type EventOf, type MessageId, type textWritten } from '#contracts';
import type { Transaction } from '#event-bus';
import { howFilesLeave } from '../domain/files-out.ts';
import { attached, mayLeaveWith, type Media } from '../domain/media.ts';
import { copies } from '../storage/copies.ts';
import { media } from '../storage/media.ts';
import { sayMedia } from './say-media.ts';

type TextWritten = EventOf<typeof textWritten>['data'];

/** Makes an address at which a customer can see a file, for a while. */
export type LinkTo = (media: Media, now: Date) => string;

/** What becomes of texts for their files. */
export interface WithFiles {
  /** The texts as they leave: where the number takes no files, with links in their words. */
  readonly texts: readonly TextWritten[];
  /** Those whose files are not to be had: nothing of them leaves. */
  readonly unfit: ReadonlySet<MessageId>;
}

/**
 * Texts take along the files that agents attached to them (product.md 23): each is here, of its conversation, with no other text, and all
 * of them are no more than Twilio takes. Texts without files cost nothing.
 */
export async function attachMedia(tx: Transaction, texts: readonly TextWritten[], linkTo: LinkTo): Promise<WithFiles> {
  const withFiles = texts.filter(({ mediaIds }) => mediaIds.length > 0);
  if (withFiles.length === 0) return { texts, unfit: new Set() };
  const found = await media(tx).lockAll([...new Set(withFiles.flatMap(({ mediaIds }) => mediaIds))]);
  const byId = new Map(found.map((one) => [one.id, one]));
  const channels = await copies(tx).channels(withFiles.map(({ channelId }) => channelId));
  const unfit = new Set<MessageId>();
  const links = new Map<MessageId, readonly string[]>();
  for (const text of withFiles) {
    const files = text.mediaIds.flatMap((id) => byId.get(id) ?? []);
    const bytes = files.reduce((sum, { size }) => sum + (size ?? 0), 0);
    const isWhole = files.length === text.mediaIds.length && files.length <= attachable.files;
    if (!isWhole || bytes > attachable.bytes || !mayLeaveWith(files, text)) {
      unfit.add(text.messageId);
      continue;
    }
    const news = files.map((file, index) => (file.messageId ? file : attached(file, text.messageId, index, tx.now)));
    for (const file of news) byId.set(file.id, file);
    const number = channels.get(text.channelId)?.number;
    if (number !== undefined && howFilesLeave(number, text.provider) === 'link')
      links.set(
        text.messageId,
        files.map((file) => linkTo(file, tx.now)),
      );
  }
  const changed = [...byId.values()].filter((file) => !found.includes(file));
  await media(tx).save(changed);
  for (const file of changed) sayMedia(tx, file);
  return { texts: texts.map((text) => withLinks(text, links.get(text.messageId))), unfit };
}

const withLinks = (text: TextWritten, links: readonly string[] = []): TextWritten =>
  links.length === 0 ? text : { ...text, body: [text.body, ...links].filter(Boolean).join('\n') };
