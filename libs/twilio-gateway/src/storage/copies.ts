import { type EntityManager, In, IsNull, Not } from 'typeorm';
import type { AccountId, ChannelId } from '#contracts';
import type { Account, Channel } from '../domain/account.ts';
import type { KnownProvider } from '../domain/known-providers.ts';
import { AccountTable } from './account.table.ts';
import { ApiKeyTable, type KeptApiKey } from './api-key.table.ts';
import { ChannelTable } from './channel.table.ts';

/** What this service remembers of the configuration. Each change carries the whole thing and a version, so any order will do. */
export const copies = ({ manager }: { manager: EntityManager }) => ({
  /** Stores these, each named once, in one statement; answers the ids of those of which we knew no later version. */
  async rememberAccounts(accounts: readonly Account[]): Promise<ReadonlySet<string>> {
    const stored: { id: string }[] = await manager.query(
      `INSERT INTO account (id, version, key, account_sid, sealed_auth_token, previous_auth_tokens, numbers, provider)
       SELECT id, version, key, account_sid, sealed_auth_token, previous_auth_tokens, numbers, provider
       FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[], $8::text[])
              AS new (id, version, key, account_sid, sealed_auth_token, previous_auth_tokens, numbers, provider)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, key = excluded.key, account_sid = excluded.account_sid,
         sealed_auth_token = excluded.sealed_auth_token, previous_auth_tokens = excluded.previous_auth_tokens,
         numbers = excluded.numbers, provider = excluded.provider
       WHERE account.version < excluded.version RETURNING id`,
      [
        accounts.map(({ id }) => id),
        accounts.map(({ version }) => version),
        accounts.map(({ key }) => key),
        accounts.map(({ accountSid }) => accountSid),
        accounts.map(({ sealedAuthToken }) => sealedAuthToken),
        accounts.map(({ previousAuthTokens }) => JSON.stringify(previousAuthTokens)),
        accounts.map(({ numbers }) => JSON.stringify(numbers)),
        accounts.map(({ provider }) => provider),
      ],
    );
    return new Set(stored.map(({ id }) => id));
  },
  /** The same for channels. */
  async rememberChannels(channels: readonly Channel[]): Promise<ReadonlySet<string>> {
    const stored: { id: string }[] = await manager.query(
      `INSERT INTO channel (id, version, account_id, number, state, provider, formerly)
       SELECT * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::jsonb[])
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, account_id = excluded.account_id, number = excluded.number,
         state = excluded.state, provider = excluded.provider, formerly = excluded.formerly
       WHERE channel.version < excluded.version RETURNING id`,
      [
        channels.map(({ id }) => id),
        channels.map(({ version }) => version),
        channels.map(({ accountId }) => accountId),
        channels.map(({ number }) => number),
        channels.map(({ state }) => state),
        channels.map(({ provider }) => provider),
        channels.map(({ formerly }) => JSON.stringify(formerly)),
      ],
    );
    return new Set(stored.map(({ id }) => id));
  },
  /** Whose provider's these numbers are. */
  async providersOf(numbers: readonly string[]): Promise<ReadonlyMap<string, KnownProvider>> {
    const found: { number: string; provider: KnownProvider }[] = await manager.query(
      `SELECT number, provider FROM channel WHERE number = ANY($1) GROUP BY number, provider`,
      [numbers],
    );
    return new Map(found.map(({ number, provider }) => [number, provider]));
  },
  /** Another text for another state of all accounts and channels: rows stay, and their versions only rise. */
  async mark(): Promise<string> {
    const [{ mark }]: [{ mark: string }] = await manager.query(
      `SELECT concat_ws(' ', (SELECT concat_ws('/', count(*), sum(version)) FROM account),
                             (SELECT concat_ws('/', count(*), sum(version)) FROM channel),
                             (SELECT concat_ws('/', count(*), sum(version)) FROM account_api_key)) AS mark`,
    );
    return mark;
  },
  /** The versions of all accounts; an account with a thousand numbers is read only when it changed. */
  accountVersions: (): Promise<Pick<Account, 'id' | 'version'>[]> => manager.query('SELECT id, version FROM account'),
  accounts: (ids: readonly AccountId[]): Promise<Account[]> =>
    manager.getRepository(AccountTable).findBy({ id: In([...ids]) }),
  apiKeys: (): Promise<KeptApiKey[]> => manager.getRepository(ApiKeyTable).findBy({ sid: Not(IsNull()) }),
  everyChannel: (): Promise<Channel[]> => manager.getRepository(ChannelTable).find(),
  channel: (id: ChannelId): Promise<Channel | null> => manager.getRepository(ChannelTable).findOneBy({ id }),
  async channels(ids: readonly ChannelId[]): Promise<ReadonlyMap<ChannelId, Channel>> {
    const found = await manager.getRepository(ChannelTable).findBy({ id: In([...ids]) });
    return new Map(found.map((channel) => [channel.id, channel]));
  },
});
