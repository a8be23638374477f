import { type EntityManager, In } from 'typeorm';
import type { ChannelId } from '#contracts';
import type { Account, Channel } from '../domain/account.ts';
import { AccountTable } from './account.table.ts';
import { ChannelTable } from './channel.table.ts';

/** What this service remembers of the configuration. Each change carries the whole thing and a version, so any order will do. */
export const copies = ({ manager }: { manager: EntityManager }) => ({
  async rememberAccount(account: Account): Promise<void> {
    const { id, version, key, accountSid, sealedAuthToken, previousAuthTokens } = account;
    await manager.query(
      `INSERT INTO account (id, version, key, account_sid, sealed_auth_token, previous_auth_tokens) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, key = excluded.key, account_sid = excluded.account_sid,
         sealed_auth_token = excluded.sealed_auth_token, previous_auth_tokens = excluded.previous_auth_tokens
       WHERE account.version < excluded.version`,
      [id, version, key, accountSid, sealedAuthToken, JSON.stringify(previousAuthTokens)],
    );
  },
  async rememberChannel({ id, version, accountId, number }: Channel): Promise<void> {
    await manager.query(
      `INSERT INTO channel (id, version, account_id, number) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, account_id = excluded.account_id, number = excluded.number
       WHERE channel.version < excluded.version`,
      [id, version, accountId, number],
    );
  },
  everyAccount: (): Promise<Account[]> => manager.getRepository(AccountTable).find(),
  everyChannel: (): Promise<Channel[]> => manager.getRepository(ChannelTable).find(),
  channel: (id: ChannelId): Promise<Channel | null> => manager.getRepository(ChannelTable).findOneBy({ id }),
  async channels(ids: readonly ChannelId[]): Promise<ReadonlyMap<ChannelId, Channel>> {
    const found = await manager.getRepository(ChannelTable).findBy({ id: In([...ids]) });
    return new Map(found.map((channel) => [channel.id, channel]));
  },
});
