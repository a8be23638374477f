import type { Address, customerErased, EventOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { nobody, withdraw } from '../domain/delivery.ts';
import { erased } from '../domain/media.ts';
import { blockedNumbers } from '../storage/blocked-numbers.ts';
import { consents } from '../storage/consents.ts';
import { forgetting } from '../storage/forgetting.ts';
import { media } from '../storage/media.ts';
import { finishErasure } from '../timers/finish-erasure.ts';
import { keepDeliveries } from './keep-deliveries.ts';
import { sayMedia } from './say-media.ts';

/**
 * Forgets customers (decisions R): what they wrote and what was written to them is blanked, their files are removed, and texts that still
 * wait for them do not leave. SIDs stay, so that no comparison with Twilio's list brings a text back; the ledger of consent and
 * the block list stay under a keyed hash, so that who opted out stays opted out, and who was blocked stays blocked. That all is done is said when the last byte is gone.
 */
export async function forgetCustomers(
  tx: Transaction,
  events: readonly EventOf<typeof customerErased>[],
): Promise<void> {
  const until = new Map<Address, Date>();
  for (const { data } of events.toSorted((one, other) => (one.data.erasedAt < other.data.erasedAt ? -1 : 1)))
    for (const one of data.addresses) until.set(one, new Date(data.erasedAt));
  const addresses = [...until.keys()];
  await consents(tx).lock(addresses);
  await consents(tx).forget(addresses);
  await forgetting(tx).remember(until);
  await blockedNumbers(tx).forget(addresses);
  const waiting = await forgetting(tx).lockWaiting(addresses);
  await keepDeliveries(
    tx,
    waiting.map((before) => ({ before, after: withdraw(before, tx.now) })),
  );
  const theirs = await forgetting(tx).lockFiles(addresses);
  const unsent = await forgetting(tx).lockUnattached(events.flatMap(({ data }) => data.conversationIds ?? []));
  const files = [...theirs, ...unsent].map((file) => erased(file, tx.now));
  await media(tx).save(files);
  for (const file of files) sayMedia(tx, file);
  await forgetting(tx).blank(addresses, nobody);
  if (files.length > 0) tx.wake('fetch-media');
  for (const event of events) await tx.causedBy(event).schedule(finishErasure, event.data.erasureId, tx.now, {});
}
