import { type AccountId, type channelChanged, type DataOf, type EventOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { lifeIn } from '../domain/account.ts';
import { beginning, type Direction, follow, leave, type Reconciliation } from '../domain/reconciliation.ts';
import { reconciliations } from '../storage/reconciliations.ts';

const directions: readonly Direction[] = ['in', 'out'];
/** So long before and after somebody says that a number moved, texts may come to either account: carriers take days. */
const lingersMs = 7 * 86_400_000;

type Place = Pick<Reconciliation, 'channelId' | 'accountId' | 'direction'>;
const placeOf = ({ channelId, accountId, direction }: Place) => `${channelId} ${accountId} ${direction}`;

/**
 * Compares channels' texts with Twilio's list from when they were finished until they are retired, in whatever order their changes are heard.
 * Where a number moved, those of its former accounts until nothing comes there any more.
 */
export async function followChannels(
  tx: Transaction,
  events: readonly EventOf<typeof channelChanged>[],
): Promise<void> {
  const ours = events.filter(({ data }) => data.provider === 'twilio' || data.formerly);
  if (ours.length === 0) return;
  const known = await reconciliations(tx).ofChannels(ours.map(({ data }) => data.channelId));
  const followed = new Map(known.map((one) => [placeOf(one), one]));
  for (const { data, occurredAt } of ours.toSorted((one, other) => one.data.version - other.data.version)) {
    const isInUse = lifeIn(data.state) === 'active';
    const at = new Date(occurredAt);
    for (const direction of directions) {
      const its = { channelId: data.channelId, accountId: data.accountId, direction };
      if (data.provider === 'twilio') {
        const before =
          followed.get(placeOf(its)) ?? beginning(its, direction, data.version - 1, sinceOf(data, at), tx.now);
        followed.set(placeOf(its), follow(before, data.version, isInUse, at));
      }
      for (const { accountId, until } of formerOf(data)) {
        const before = followed.get(placeOf({ ...its, accountId }));
        const end = new Date(new Date(until).getTime() + lingersMs);
        if (before) followed.set(placeOf(before), leave(before, data.version, isInUse || at > end ? end : at));
      }
    }
  }
  await reconciliations(tx).save([...followed.values()]);
  tx.wake('reconcile');
}

/**
 * From when on a channel's texts may be at its account: since it was finished. Where its number moved there, since carriers may have done so
 * before anybody said it here.
 */
function sinceOf({ formerly: [moved] = [], since }: DataOf<typeof channelChanged>, at: Date): Date {
  const finished = since === undefined ? at : new Date(since);
  const there = moved ? new Date(new Date(moved.until).getTime() - lingersMs) : finished;
  return there > finished ? there : finished;
}

/** The other accounts that its number moved away from, each once, with when it did so last. */
function formerOf({ accountId: now, formerly = [] }: DataOf<typeof channelChanged>) {
  const last = new Map<AccountId, string>();
  for (const { accountId, until } of formerly)
    if (accountId !== now && !last.has(accountId)) last.set(accountId, until);
  return [...last].map(([accountId, until]) => ({ accountId, until }));
}
