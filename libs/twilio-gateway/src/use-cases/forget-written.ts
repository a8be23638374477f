import type { EventOf, textWritten } from '#contracts';
import type { Transaction } from '#event-bus';
import { nobody, withdraw } from '../domain/delivery.ts';
import { erased } from '../domain/media.ts';
import { plan } from '../domain/planning.ts';
import { consents } from '../storage/consents.ts';
import { deliveries } from '../storage/deliveries.ts';
import { forgetting } from '../storage/forgetting.ts';
import { media } from '../storage/media.ts';
import { keepDeliveries } from './keep-deliveries.ts';
import { sayMedia } from './say-media.ts';

type TextWritten = EventOf<typeof textWritten>;

/**
 * Of texts that were written before their customer was forgotten, and are heard of only now, is kept that they were there: they do not leave,
 * and their files go (decisions R). Answers the others. Nobody is forgotten until the transaction ends.
 */
export async function forgetWritten(tx: Transaction, events: readonly TextWritten[]): Promise<readonly TextWritten[]> {
  await consents(tx).lockShared(events.map(({ data: { to } }) => to));
  const theirs = await forgetting(tx).forgottenSince(
    events.map(({ data: { to: customer, writtenAt } }) => ({ customer, at: new Date(writtenAt) })),
  );
  if (theirs.size === 0) return events;
  const late = events.filter((_, n) => theirs.has(n));
  const traces = late.flatMap(({ data }) =>
    plan({ ...data, to: nobody, body: '', mediaIds: [] }, { plainCharacters: false }, tx.now, () => tx.newId()),
  );
  await deliveries(tx).add(traces);
  const causes = new Map(late.map((event) => [event.data.messageId, tx.causedBy(event).cause]));
  await keepDeliveries(
    tx,
    traces.map((before) => ({ before, after: withdraw(before, tx.now), cause: causes.get(before.wholeId) })),
  );
  const files = await forgetting(tx).lockAttached(
    late.flatMap(({ data }) => data.mediaIds),
    late.map(({ data }) => data.conversationId),
  );
  const gone = files.map((file) => erased(file, tx.now));
  await media(tx).save(gone);
  for (const file of gone) sayMedia(tx, file);
  if (gone.length > 0) tx.wake('fetch-media');
  return events.filter((_, n) => !theirs.has(n));
}
