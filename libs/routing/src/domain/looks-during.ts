import type { QueueId } from '#contracts';

/** A time in which an item waited in one queue. */
export interface Stay {
  readonly queueId: QueueId;
  readonly from: Date;
  readonly to: Date;
}

/** What is known of an item's way: when it came into which queue. */
export interface Turn {
  readonly at: Date;
  readonly queueId: QueueId;
}

/** Where an item waited: from each turn of its way to the next, and where it is now until it was taken. */
export function staysOf(turns: readonly Turn[], now: Turn, until: Date): readonly Stay[] {
  const all = [...turns.filter(({ at }) => at < now.at), now];
  const stays = all.map(({ queueId, at }, index) => ({ queueId, from: at, to: all[index + 1]?.at ?? until }));
  // rules and the overflow that follows them are told at the same moment: only the last of them is a stay
  return stays.filter(({ from, to }, index) => index === stays.length - 1 || from < to);
}

/** Something that holds from `at` until the next of its line; `isOver`: nothing holds from then on. */
export interface Look {
  readonly at: Date;
  readonly isOver: boolean;
}

/** Of the looks at a line, oldest first, those that held while an item waited there: the last before it came, and those that followed. */
export function looksDuring<One extends Look>(looks: readonly One[], { from, to }: Omit<Stay, 'queueId'>): One[] {
  const before = looks.findLast(({ at }) => at <= from);
  const since = looks.filter(({ at }) => at > from && at <= to);
  const held = before && from < to ? [before, ...since] : since;
  return held.filter(({ isOver }) => !isOver);
}
