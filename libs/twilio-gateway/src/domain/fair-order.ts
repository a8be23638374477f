import type { ConversationId } from '#contracts';
import { type Bucket, leave, mayLeave } from './pace.ts';

/** A text as the order of leaving sees it. */
export interface Waiting {
  readonly bucket: string;
  readonly conversationId: ConversationId;
  readonly segments: number;
  /** Smaller leaves first. */
  readonly priority: number;
}

/** A text that has its place. */
export interface Placed extends Waiting {
  readonly turn: number;
}

/**
 * The places of new texts, in the order given, so that every conversation gets the same share of its bucket (self-clocked fair queueing):
 * a text stands as many segments behind the one before it in its conversation as it is large, and never before the text that left last.
 * So a conversation of a thousand texts does not delay one of twenty by more than these twenty.
 * `turns` are those of the texts that left last, by bucket; `last` those of the last text that waits, by bucket and conversation.
 */
export function place<Text extends Waiting>(
  texts: readonly Text[],
  turns: ReadonlyMap<string, number>,
  last: ReadonlyMap<string, number>,
): readonly (Text & Placed)[] {
  const behind = new Map(last);
  return texts.map((text) => {
    const lane = laneOf(text);
    const turn = Math.max(turns.get(text.bucket) ?? 0, behind.get(lane) ?? 0) + text.segments;
    behind.set(lane, turn);
    return { ...text, turn };
  });
}

/** The key of `last`. */
export const laneOf = ({ bucket, conversationId }: Pick<Waiting, 'bucket' | 'conversationId'>): string =>
  `${bucket} ${conversationId}`;

/** Which of two texts of one bucket leaves first: by priority, then by turn. */
const beforeIn = (one: Placed, other: Placed): number => one.priority - other.priority || one.turn - other.turn;

/**
 * Which texts leave now: of each bucket the first ones as long as its pace allows, one of each bucket in turn, `limit` in all. Nobody is
 * passed in a bucket: a large text whose pace does not allow it yet holds up what is behind it, or it would wait for ever. `candidates`
 * are of different conversations. Also answers the buckets as they are afterwards.
 */
export function choose<Text extends Placed>(
  candidates: readonly Text[],
  buckets: readonly Bucket[],
  limit: number,
  now: Date,
): { readonly leaving: readonly Text[]; readonly buckets: readonly Bucket[] } {
  const after = new Map(buckets.map((bucket) => [bucket.name, bucket]));
  const lines = buckets.map(({ name }) =>
    candidates.filter((text) => text.bucket === name).toSorted((one, other) => beforeIn(one, other)),
  );
  const leaving: Text[] = [];
  for (let isMoving = true; isMoving && leaving.length < limit;) {
    isMoving = false;
    for (const line of lines) {
      const [text] = line;
      const bucket = text && after.get(text.bucket);
      if (!bucket || leaving.length === limit || !mayLeave(bucket, text.segments, now)) continue;
      line.shift();
      leaving.push(text);
      after.set(bucket.name, leave(bucket, text, now));
      isMoving = true;
    }
  }
  return { leaving, buckets: [...after.values()] };
}
