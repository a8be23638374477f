import { type Address, type ChannelId, Refusal, type WorkstreamId } from '#contracts';
import { type EntityManager, In, Not } from 'typeorm';
import type { Transaction } from '#event-bus';
import { type Channel, ChannelTable, type Workstream, WorkstreamTable } from './copies.table.ts';
import { inBulk } from './in-bulk.ts';
import { remember } from './remember.ts';

/** Our copies of what channel-config owns. */
export const copies = (tx: Transaction) => ({
  /**
   * The channels of these that we have been told of. When one is missing, nobody tells us of it until this transaction ends:
   * so a conversation that is opened without its channel is there when the channel becomes known.
   */
  async channels(ids: readonly ChannelId[]): Promise<Map<ChannelId, Channel>> {
    const known = await channelsOf(tx.manager, ids);
    const missing = ids.filter((id) => !known.has(id));
    if (missing.length === 0) return known;
    await tx.manager.query(
      `SELECT pg_advisory_xact_lock_shared(key)
       FROM (SELECT DISTINCT ${keyOf('id')} AS key FROM unnest($1::uuid[]) AS missing (id) ORDER BY key) AS keys`,
      [missing],
    );
    return new Map([...known, ...(await channelsOf(tx.manager, missing))]);
  },

  /** Stores these, each named once, in one statement; answers those of which we knew no later version. Waits for those who look for one in vain. */
  async rememberChannels(channels: readonly Channel[]): Promise<Channel[]> {
    await tx.manager.query(
      `SELECT pg_advisory_xact_lock(key)
       FROM (SELECT DISTINCT ${keyOf('id')} AS key FROM unnest($1::uuid[]) AS told (id) ORDER BY key) AS keys`,
      [channels.map(({ channelId }) => channelId)],
    );
    const stored = await remember(tx.manager, ChannelTable, channels);
    return channels.filter(({ channelId }) => stored.has(channelId));
  },

  /** The same for workstreams. */
  async rememberWorkstreams(workstreams: readonly Workstream[]): Promise<Workstream[]> {
    const stored = await remember(tx.manager, WorkstreamTable, workstreams);
    return workstreams.filter(({ workstreamId }) => stored.has(workstreamId));
  },

  /** Of these workstreams, those that are out of use, or about to be. */
  async retiredAmong(ids: readonly WorkstreamId[]): Promise<ReadonlySet<WorkstreamId | null>> {
    const retired = { workstreamId: In([...new Set(ids)]), state: Not('active' as const) };
    const found = await tx.manager.getRepository(WorkstreamTable).findBy(retired);
    return new Set(found.map(({ workstreamId }) => workstreamId));
  },
});

const keyOf = (id: string) => `hashtextextended('conversations.channel ' || ${id}, 0)`;

/** Those of these channels that we have been told of. */
export async function channelsOf(manager: EntityManager, ids: readonly ChannelId[]): Promise<Map<ChannelId, Channel>> {
  const found = await inBulk(manager, ChannelTable).where('c.id = ANY($1)', [[...new Set(ids)]]);
  return new Map(found.map((channel) => [channel.channelId, channel]));
}

/** The channels of these numbers that we have been told of. */
export const channelsNumbered = (manager: EntityManager, numbers: readonly Address[]): Promise<Channel[]> =>
  manager.getRepository(ChannelTable).findBy({ number: In([...new Set(numbers)]) });

/** The channel of a conversation that is shown. One whose channel we have not been told of is not there for anybody yet. */
export async function channelOf(manager: EntityManager, id: ChannelId): Promise<Channel> {
  const channel = (await channelsOf(manager, [id])).get(id);
  if (!channel) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  return channel;
}
