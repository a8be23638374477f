import type { EventOf, textsExpired } from '#contracts';
import type { Transaction } from '#event-bus';
import { nobody } from '../domain/delivery.ts';
import { erased } from '../domain/media.ts';
import { forgetting } from '../storage/forgetting.ts';
import { media } from '../storage/media.ts';
import { sayMedia } from './say-media.ts';

/** Texts were kept as long as they may be: their words, forms and files go; their SIDs stay, so that nothing brings them back. */
export async function forgetTexts(tx: Transaction, events: readonly EventOf<typeof textsExpired>[]): Promise<void> {
  const ids = [...new Set(events.flatMap(({ data }) => data.messageIds))];
  const customers = [...new Set(events.flatMap(({ data }) => data.customers))];
  const files = (await forgetting(tx).lockFilesOf(ids)).map((file) => erased(file, tx.now));
  await media(tx).save(files);
  for (const file of files) sayMedia(tx, file);
  await forgetting(tx).blankTexts(ids, customers, nobody);
  if (files.length > 0) tx.wake('fetch-media');
}
