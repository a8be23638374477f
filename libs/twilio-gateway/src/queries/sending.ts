import type { EntityManager } from 'typeorm';
import { type ChannelId, type EstimateRequest, type EstimateView, Refusal, type SenderQueuesView } from '#contracts';
import { measureText } from '#sms-text';
import { leftToday, nextDay } from '../domain/day-cap.ts';
import { type Bucket, leavesAt } from '../domain/pace.ts';
import { prepare } from '../domain/planning.ts';
import { bucketOf } from '../domain/sender-group.ts';
import { copies } from '../storage/copies.ts';
import { senders } from '../storage/senders.ts';

/** Texts of agents are at least as urgent as this; what is bulk is less (contracts: smaller leaves first). */
const replies = 10;

interface Row {
  readonly name: string;
  readonly texts: number;
  readonly segments: number;
  readonly urgent: number;
  readonly oldestAt: Date | null;
  readonly inDoubt: number;
  readonly paused: number;
}

/** What waits to leave, sender by sender; of one channel only where one is named. */
export async function listSenderQueues(
  manager: EntityManager,
  channelId: ChannelId | undefined,
  now: Date,
): Promise<SenderQueuesView> {
  const only = channelId === undefined ? null : await bucketOfChannel(manager, channelId);
  const rows: Row[] = await manager.query(
    `SELECT bucket.name, waiting.texts::int, waiting.segments::int, waiting.urgent::int, waiting.oldest_at AS "oldestAt",
       waiting.paused::int, doubt.texts::int AS "inDoubt"
     FROM sender_bucket AS bucket
     CROSS JOIN LATERAL (
       SELECT count(*) AS texts, coalesce(sum(segments), 0) AS segments, min(written_at) AS oldest_at,
         coalesce(sum(segments) FILTER (WHERE priority <= $1), 0) AS urgent,
         count(*) FILTER (WHERE EXISTS (
           SELECT FROM channel JOIN account_pause ON account_pause.account_id = channel.account_id
           WHERE channel.id = delivery.channel_id)) AS paused
       FROM delivery WHERE delivery.bucket = bucket.name AND state = 'queued'
     ) AS waiting
     CROSS JOIN LATERAL (
       SELECT count(*) AS texts FROM delivery WHERE delivery.bucket = bucket.name AND look_at IS NOT NULL
     ) AS doubt
     WHERE $2::text IS NULL OR bucket.name = $2 ORDER BY bucket.name`,
    [replies, only],
  );
  const names = only !== null && rows.length === 0 ? [only] : rows.map(({ name }) => name);
  const buckets = new Map((await senders({ manager }).readBuckets(names)).map((one) => [one.name, one]));
  return {
    items: names.map((name) => {
      const bucket = buckets.get(name)!;
      const nothing = { texts: 0, segments: 0, urgent: 0, oldestAt: null, inDoubt: 0, paused: 0 };
      const { texts, segments, urgent, oldestAt, inDoubt, paused } = rows.find((row) => row.name === name) ?? nothing;
      const isGroup = name.startsWith('group:');
      return {
        sender: isGroup ? name.slice('group:'.length) : name,
        kind: isGroup ? 'group' : 'sender',
        segmentsPerSecond: bucket.segmentsPerSecond,
        day: dayOf(bucket, now),
        texts,
        segments,
        oldestAt: oldestAt?.toISOString() ?? null,
        expectedSeconds: { reply: secondsOf(bucket, urgent, now), bulk: secondsOf(bucket, segments, now) },
        inDoubt,
        paused,
      };
    }),
  };
}

/** What sending this text through this channel comes to. Refused as `channel-not-found`. */
export async function estimateSending(
  manager: EntityManager,
  { channelId, body }: EstimateRequest,
  now: Date,
): Promise<EstimateView> {
  const settings = await senders({ manager }).settings();
  const parts = prepare(body, settings);
  const sizes = parts.map(measureText);
  const segments = sizes.reduce((sum, size) => sum + size.segments, 0);
  const { items } = await listSenderQueues(manager, channelId, now);
  return {
    parts: [...parts],
    segments,
    encoding: sizes.some(({ encoding }) => encoding === 'UCS-2') ? 'UCS-2' : 'GSM-7',
    switchers: [...new Set(sizes.flatMap(({ switchers }) => switchers))],
    price: settings.pricePerSegment === null ? null : priceOf(settings.pricePerSegment, segments, settings.currency),
    expectedSeconds: items[0]?.expectedSeconds.reply ?? 0,
  };
}

async function bucketOfChannel(manager: EntityManager, channelId: ChannelId): Promise<string> {
  const channel = await copies({ manager }).channel(channelId);
  if (!channel) throw new Refusal('channel-not-found', 'There is no such channel at this provider.');
  const groups = await senders({ manager }).groupsOf([channel.number]);
  return bucketOf(channel.number, groups.get(channel.number));
}

const dayOf = ({ cap, ...count }: Bucket, now: Date) =>
  cap && {
    segments: cap.segmentsPerDay,
    left: leftToday(cap, count, now),
    nextAt: nextDay(cap, now).toISOString(),
  };

const secondsOf = (bucket: Bucket, segmentsBefore: number, now: Date): number =>
  Math.round((leavesAt(bucket, segmentsBefore, 1, now).getTime() - now.getTime()) / 1000);

/** In millionths, which a price has at most, so that nothing is rounded. */
function priceOf(pricePerSegment: string, segments: number, currency: string) {
  const millionths = Math.round(Number(pricePerSegment) * 1_000_000) * segments;
  return { amount: (millionths / 1_000_000).toFixed(6).replace(/\.?0+$/, ''), currency };
}
