import { type EntityManager, In } from 'typeorm';
import type { Slug } from '#contracts';
import type { Bucket } from '../domain/pace.ts';
import { rateIn, type SenderGroup } from '../domain/sender-group.ts';
import {
  type KeptSenderGroup,
  SenderGroupMemberTable,
  SenderGroupTable,
  type SendingSettings,
  SendingSettingsTable,
} from './sender.tables.ts';

const usualSettings: SendingSettings = {
  id: 1,
  version: 0,
  plainCharacters: true,
  pricePerSegment: null,
  currency: 'USD',
  filesAsLinks: true,
};

interface BucketRow {
  readonly name: string;
  readonly tokens: number;
  readonly filledAt: Date;
  readonly turn: number;
  readonly day: string | null;
  readonly leftInDay: number;
  readonly segmentsPerSecond: number | null;
  readonly segmentsPerDay: number | null;
  readonly timeZone: string;
}
const groupColumns = `sender_group.segments_per_second AS "segmentsPerSecond", sender_group.segments_per_day AS "segmentsPerDay",
  sender_group.time_zone AS "timeZone"`;
const columns = `bucket.name, bucket.tokens, bucket.filled_at AS "filledAt", bucket.turn,
  bucket.day::text, bucket.left_in_day AS "leftInDay", ${groupColumns}`;
const withGroup = `LEFT JOIN sender_group
  ON sender_group.slug = CASE WHEN bucket.name LIKE 'group:%' THEN substr(bucket.name, 7) END`;
const bucketOfRow = ({ segmentsPerSecond, segmentsPerDay, timeZone, ...row }: BucketRow): Bucket => ({
  ...row,
  cap: segmentsPerDay === null ? null : { segmentsPerDay, timeZone },
  ...rateIn(row.name, segmentsPerSecond === null ? undefined : { segmentsPerSecond }),
});

/** Who sends, how fast, and how texts are made ready. */
export const senders = ({ manager }: { readonly manager: EntityManager }) => {
  const withMembers = async (groups: readonly KeptSenderGroup[]): Promise<SenderGroup[]> => {
    const members = await manager
      .getRepository(SenderGroupMemberTable)
      .find({ where: { slug: In(groups.map(({ slug }) => slug)) }, order: { sender: 'ASC' } });
    return groups.map((group) => ({
      ...group,
      senders: members.filter(({ slug }) => slug === group.slug).map(({ sender }) => sender),
    }));
  };
  return {
    async settings(): Promise<SendingSettings> {
      return (await manager.getRepository(SendingSettingsTable).findOneBy({ id: 1 })) ?? usualSettings;
    },
    saveSettings: (settings: SendingSettings) => manager.getRepository(SendingSettingsTable).upsert(settings, ['id']),

    /** Until the transaction ends nobody else changes settings or groups. */
    oneAtATime: async (): Promise<void> => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('gateway.sending-settings'))`);
    },

    async groups(): Promise<SenderGroup[]> {
      const groups = await manager.getRepository(SenderGroupTable).find({ order: { slug: 'ASC' } });
      return withMembers(groups);
    },
    async group(slug: Slug): Promise<SenderGroup | undefined> {
      return (await withMembers(await manager.getRepository(SenderGroupTable).findBy({ slug })))[0];
    },
    async saveGroup({ senders: members, ...group }: SenderGroup): Promise<void> {
      await manager.getRepository(SenderGroupTable).upsert(group, ['slug']);
      await manager.getRepository(SenderGroupMemberTable).delete({ slug: group.slug });
      if (members.length > 0)
        await manager
          .getRepository(SenderGroupMemberTable)
          .insert(members.map((sender) => ({ sender, slug: group.slug })));
    },
    async removeGroup(slug: Slug): Promise<void> {
      await manager.getRepository(SenderGroupMemberTable).delete({ slug });
      await manager.getRepository(SenderGroupTable).delete({ slug });
    },

    /** The groups of these senders. */
    async groupsOf(asked: readonly string[]): Promise<ReadonlyMap<string, KeptSenderGroup>> {
      const members = await manager.getRepository(SenderGroupMemberTable).findBy({ sender: In([...asked]) });
      if (members.length === 0) return new Map();
      const groups = await manager
        .getRepository(SenderGroupTable)
        .findBy({ slug: In([...new Set(members.map(({ slug }) => slug))]) });
      const bySlug = new Map(groups.map((group) => [group.slug, group]));
      return new Map(
        members.flatMap(({ sender, slug }) => (bySlug.has(slug) ? [[sender, bySlug.get(slug)!] as const] : [])),
      );
    },

    /** These buckets as they are; one that is not there yet begins full. */
    async openBuckets(names: readonly string[], now: Date): Promise<Bucket[]> {
      if (names.length === 0) return [];
      // empty long ago: full by now, whatever its rate
      await manager.query(
        `INSERT INTO sender_bucket (name, tokens, filled_at, turn, served_at)
       SELECT name, 0, '2000-01-01', 0, $2 FROM unnest($1::text[]) AS new (name)
       WHERE NOT EXISTS (SELECT FROM sender_bucket known WHERE known.name = new.name) ORDER BY name ON CONFLICT DO NOTHING`,
        [names, now],
      );
      return this.readBuckets(names);
    },

    /** These buckets as they are; one that is not there yet is full. */
    async readBuckets(names: readonly string[]): Promise<Bucket[]> {
      const rows: BucketRow[] = await manager.query(
        `SELECT asked.name, coalesce(bucket.tokens, 0) AS tokens, coalesce(bucket.filled_at, '2000-01-01') AS "filledAt",
         coalesce(bucket.turn, 0) AS turn, bucket.day::text, coalesce(bucket.left_in_day, 0) AS "leftInDay", ${groupColumns}
       FROM unnest($1::text[]) AS asked (name) LEFT JOIN sender_bucket AS bucket ON bucket.name = asked.name
       LEFT JOIN sender_group ON sender_group.slug = CASE WHEN asked.name LIKE 'group:%' THEN substr(asked.name, 7) END`,
        [names],
      );
      return rows.map(bucketOfRow);
    },

    /** The buckets that have texts waiting whose time has come, those served least lately first; nobody else takes from them meanwhile. */
    async takeBuckets(now: Date, limit: number): Promise<Bucket[]> {
      const rows: BucketRow[] = await manager.query(
        `SELECT ${columns} FROM sender_bucket AS bucket ${withGroup}
       WHERE EXISTS (SELECT FROM delivery WHERE delivery.bucket = bucket.name AND state = 'queued' AND due_at <= $1)
       ORDER BY bucket.served_at LIMIT $2 FOR UPDATE OF bucket SKIP LOCKED`,
        [now, limit],
      );
      return rows.map(bucketOfRow);
    },

    async saveBuckets(buckets: readonly Bucket[], servedAt: Date): Promise<void> {
      if (buckets.length === 0) return;
      await manager.query(
        `UPDATE sender_bucket SET tokens = after.tokens, filled_at = after.filled_at, turn = after.turn, served_at = $5,
         day = after.day, left_in_day = after.left_in_day
       FROM unnest($1::text[], $2::float8[], $3::timestamptz[], $4::float8[], $6::date[], $7::int[])
         AS after (name, tokens, filled_at, turn, day, left_in_day)
       WHERE sender_bucket.name = after.name`,
        [
          buckets.map(({ name }) => name),
          buckets.map(({ tokens }) => tokens),
          buckets.map(({ filledAt }) => filledAt),
          buckets.map(({ turn }) => turn),
          servedAt,
          buckets.map(({ day }) => day),
          buckets.map(({ leftInDay }) => leftInDay),
        ],
      );
    },

    /** What waits in one bucket waits in another from now on, in the same order. */
    async move(from: string, to: string, numbers: readonly string[]): Promise<void> {
      await manager.query(
        `UPDATE delivery SET bucket = new.name, turn = delivery.turn - old.turn + new.turn
       FROM sender_bucket AS old, sender_bucket AS new
       WHERE old.name = $1 AND new.name = $2 AND delivery.bucket = $1 AND delivery.state = 'queued'
         AND EXISTS (SELECT FROM channel WHERE channel.id = delivery.channel_id AND channel.number = ANY($3))`,
        [from, to, numbers],
      );
    },
  };
};

/** Each bucket that has texts waiting whose time has come, and how large the first of them is. */
export async function bucketsWaiting(
  manager: EntityManager,
  now: Date,
): Promise<readonly { readonly bucket: Bucket; readonly segments: number }[]> {
  const rows: (BucketRow & { segments: number })[] = await manager.query(
    `SELECT ${columns}, first.segments FROM sender_bucket AS bucket ${withGroup}
     CROSS JOIN LATERAL (
       SELECT segments FROM delivery WHERE delivery.bucket = bucket.name AND state = 'queued' AND due_at <= $1
       ORDER BY priority, turn, message_id LIMIT 1
     ) AS first ORDER BY bucket.served_at LIMIT 200`,
    [now],
  );
  return rows.map(({ segments, ...row }) => ({ bucket: bucketOfRow(row), segments }));
}
