import type { ChannelId } from '#contracts';
import type { Transaction } from '#event-bus';
import { allowedNow, paceNow } from '../domain/outbound-pace.ts';
import type { OutboundContact } from '../storage/outbound.tables.ts';
import { loadsOf, outboundTurns } from '../storage/outbound-turns.ts';

/**
 * Those whose turn it is in runs that have an order of their own or are slowed down, at most so many of each, and when to look again (product.md 29.2). The
 * pace is what such a run has less what slows it down now; `roomOn` says how many more may be handed on by a channel. Of a run that another replica writes for none are taken.
 */
export async function takeTurns(
  tx: Transaction,
  most: number,
  roomOn: (channelId: ChannelId) => number,
): Promise<{ readonly contacts: readonly OutboundContact[]; readonly again: Date | null }> {
  const next = await outboundTurns(tx).nextDue(tx.now);
  const runs = await outboundTurns(tx).due(tx.now);
  if (runs.length === 0) return { contacts: [], again: next };
  const ids = runs.map(({ id }) => id);
  const mine = await outboundTurns(tx).alone(ids);
  const lately = await outboundTurns(tx).lately(ids, tx.now);
  const loadOf = await loadsOf(tx.manager, runs, tx.now);
  const soon = new Date(tx.now.getTime() + 1000);
  const wanted = runs
    .filter(({ id }) => mine.has(id))
    .map((run) => {
      const { id: runId, textsPerMinute, endsAt, channelId } = run;
      // what is over is given up at once
      if (endsAt <= tx.now) return { runId, texts: most, again: soon };
      const room = Math.min(most, roomOn(channelId));
      if (textsPerMinute === null) return { runId, texts: room, again: soon };
      const allowed = allowedNow(paceNow(textsPerMinute, run.throttle, loadOf(runId)), lately(runId), tx.now);
      return { runId, ...allowed, texts: Math.min(room, allowed.texts) };
    });
  const contacts = await outboundTurns(tx).take(wanted, tx.now);
  const again = wanted.reduce<Date | null>(
    (first, one) => earlier(first, one.again),
    earlier(next, soonOf(mine, ids, soon)),
  );
  return { contacts, again };
}

/** Whoever writes for the others now may be gone soon. */
const soonOf = (mine: ReadonlySet<string>, ids: readonly string[], soon: Date): Date | null =>
  mine.size < ids.length ? soon : null;

export const earlier = (one: Date | null, other: Date | null): Date | null =>
  one && other ? (one < other ? one : other) : (one ?? other);
