import type { EntityManager } from 'typeorm';
import { ChannelTable } from '../storage/channel.table.ts';
import { MessagingAccountTable } from '../storage/messaging-account.table.ts';
import { WorkstreamTable } from '../storage/workstream.table.ts';

const tables = { account: MessagingAccountTable, workstream: WorkstreamTable, channel: ChannelTable } as const;

/** Whether there is, or was, an account, a workstream or a channel with this id. */
export const exists = (db: EntityManager, kind: keyof typeof tables, id: string): Promise<boolean> =>
  db.getRepository<{ id: string }>(tables[kind]).existsBy({ id });
