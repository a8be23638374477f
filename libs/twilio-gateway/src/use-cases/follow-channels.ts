import type { channelChanged, EventOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { lifeIn } from '../domain/account.ts';
import { beginning, type Direction, follow, type Reconciliation } from '../domain/reconciliation.ts';
import { reconciliations } from '../storage/reconciliations.ts';

const directions: readonly Direction[] = ['in', 'out'];

/** Compares channels' texts with Twilio's list from when they were finished until they are retired, in whatever order their changes are heard. */
export async function followChannels(
  tx: Transaction,
  events: readonly EventOf<typeof channelChanged>[],
): Promise<void> {
  const ours = events.filter(({ data }) => data.provider === 'twilio');
  if (ours.length === 0) return;
  const known = await reconciliations(tx).ofChannels(ours.map(({ data }) => data.channelId));
  const placeOf = ({ channelId, direction }: Pick<Reconciliation, 'channelId' | 'direction'>) =>
    `${channelId} ${direction}`;
  const followed = new Map(known.map((one) => [placeOf(one), one]));
  for (const { data, occurredAt } of ours.toSorted((one, other) => one.data.version - other.data.version)) {
    const { channelId, version } = data;
    const at = new Date(occurredAt);
    const since = data.since === undefined ? at : new Date(data.since);
    for (const direction of directions) {
      const place = placeOf({ channelId, direction });
      const before = followed.get(place) ?? beginning(channelId, direction, version - 1, since, tx.now);
      followed.set(place, follow(before, version, lifeIn(data.state) === 'active', at));
    }
  }
  await reconciliations(tx).save([...followed.values()]);
  tx.wake('reconcile');
}
