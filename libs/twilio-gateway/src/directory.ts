import { Logger } from '@nestjs/common';
import type { AccountId, Address } from '#contracts';
import { type Database, isOutage } from '#event-bus';
import type { Seal } from '#secrets';
import type { AccountSecretUses } from './account-secret-uses.ts';
import { type Account, type Channel, placeOfApiKey, placeOfAuthToken } from './domain/account.ts';
import type { Directed, DirectorySnapshot } from './directory-snapshot.ts';
import { inTime } from './in-time.ts';
import { type ApiKey, OpenedAccount } from './opened-account.ts';
import type { KeptApiKey } from './storage/api-key.table.ts';
import { copies } from './storage/copies.ts';

/** Longer than this nobody waits to be told no. */
const patienceMs = 3000;

/**
 * The accounts and channels in memory, so that a webhook reads no table to learn whom it is for. A loop re-reads them after each change
 * and every fifteen seconds; who misses something asks for another look before saying no.
 */
export class Directory {
  private readonly log = new Logger('gateway.directory');
  private accounts: ReadonlyMap<AccountId, OpenedAccount> = new Map();
  private byKey: ReadonlyMap<string, OpenedAccount> = new Map();
  /** The same accounts as they are kept: closed. */
  private closed: ReadonlyMap<AccountId, Account> = new Map();
  private channels: ReadonlyMap<string, Channel> = new Map();
  private apiKeys: ReadonlyMap<AccountId, ApiKey> = new Map();
  /** Of what was last read: ten thousand channels are not read again and again to find them as they were. */
  private mark = '';
  /** What is known is what was kept on the local disk: the database was not there since the start. */
  private isRecalled = false;
  private looking: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
    /** Null: nothing is to be had of this process while the database is away. */
    private readonly snapshot: DirectorySnapshot | null = null,
    /** Null: nobody wants to know what secrets are used for. */
    private readonly uses: AccountSecretUses | null = null,
  ) {}

  /** The account whose webhook URLs carry this key. */
  async accountCalled(key: string): Promise<OpenedAccount | undefined> {
    return this.byKey.get(key) ?? (await this.again(() => this.byKey.get(key)));
  }

  /** The same account if it changed since; undefined where it did not. A rotated token must not turn genuine texts away. */
  async newerThan({ id, version }: OpenedAccount): Promise<OpenedAccount | undefined> {
    return this.again(() => {
      const now = this.accounts.get(id);
      return now && now.version > version ? now : undefined;
    });
  }

  async account(id: AccountId): Promise<OpenedAccount | undefined> {
    return this.accounts.get(id) ?? (await this.again(() => this.accounts.get(id)));
  }

  /** The account that has this number, of those that are known now. */
  ownerOf(number: Address): AccountId | undefined {
    return [...this.accounts.values()].find((account) => account.numberAt(number))?.id;
  }

  /** The channel that this number of this account is wired to, or was before it was retired. */
  async channelOf(account: OpenedAccount, number: Address): Promise<Channel | undefined> {
    const place = placeOf(account.id, number);
    const known = this.channels.get(place);
    return known?.state === 'active' ? known : this.again(() => this.channels.get(place));
  }

  /** Reads everything anew that changed. One read at a time; all who ask meanwhile share the next, which sees what was committed before they asked. */
  look(): Promise<void> {
    this.next ??= this.looking
      .catch(() => {})
      .then(() => {
        this.next = undefined;
        return (this.looking = this.read());
      });
    return this.next;
  }

  private async again<T>(find: () => T): Promise<T> {
    try {
      await inTime(this.look(), patienceMs, 'The database');
    } catch (error) {
      // what was known before the start is better than nothing
      const found = isOutage(error) && this.isRecalled ? find() : undefined;
      if (found === undefined) throw error;
      return found;
    }
    return find();
  }

  private async read(): Promise<void> {
    const mark = await this.readMark();
    if (mark === this.mark) return;
    const [versions, changed, channels, keys] = await this.database.read(async (manager) => {
      const versions = await copies({ manager }).accountVersions();
      const stale = versions.filter(({ id, version }) => this.closed.get(id)?.version !== version);
      const changed = stale.length > 0 ? await copies({ manager }).accounts(stale.map(({ id }) => id)) : [];
      const channels = await copies({ manager }).everyChannel();
      return [versions, changed, channels, await copies({ manager }).apiKeys()] as const;
    });
    this.apiKeys = new Map(keys.flatMap((key) => this.openKey(key)));
    const fresh = new Map(changed.map((account) => [account.id, account]));
    const accounts = versions.flatMap(({ id }) => fresh.get(id) ?? this.closed.get(id) ?? []);
    this.know({ accounts, channels });
    this.mark = mark;
    this.isRecalled = false;
    // waited for, so that many changes in a row are few files; it is all known already
    await this.snapshot?.keep({ accounts, channels });
  }

  /** Rejects while the database is away; who knew nothing yet then knows what was kept on the local disk. */
  private async readMark(): Promise<string> {
    try {
      return await this.database.read((manager) => copies({ manager }).mark());
    } catch (error) {
      if (isOutage(error) && this.mark === '' && !this.isRecalled) {
        const kept = await this.snapshot?.recall();
        // an account that changes meanwhile has another version, and is opened anew
        if (kept) this.know(kept);
        this.isRecalled = Boolean(kept);
      }
      throw error;
    }
  }

  private know({ accounts, channels }: Directed): void {
    const opened = accounts.flatMap((account) => {
      const known = this.accounts.get(account.id);
      return (known?.version === account.version ? known : this.open(account)) ?? [];
    });
    this.closed = new Map(accounts.map((account) => [account.id, account]));
    this.accounts = new Map(opened.map((account) => [account.id, account]));
    this.byKey = new Map(opened.map((account) => [account.key, account]));
    // a number may have had others before: the one in use comes last, and counts
    const byUse = channels.toSorted((a, b) => use[a.state] - use[b.state]);
    // what a former account still brings is its channel's, unless another has the number there now
    const former = byUse.flatMap((channel) =>
      (channel.formerly ?? []).map(({ accountId }) => [placeOf(accountId, channel.number), channel] as const),
    );
    const now = byUse.map((channel) => [placeOf(channel.accountId, channel.number), channel] as const);
    this.channels = new Map([...former, ...now]);
  }

  private open(account: Account): OpenedAccount | undefined {
    const authToken = this.openToken(account.id, account.sealedAuthToken);
    if (authToken === undefined) return undefined;
    const replaced = account.previousAuthTokens.flatMap(({ sealedAuthToken, validUntil }) => {
      const previous = this.openToken(account.id, sealedAuthToken);
      return previous === undefined ? [] : [{ authToken: previous, validUntil: new Date(validUntil) }];
    });
    return new OpenedAccount(
      account,
      authToken,
      replaced,
      () => this.database.now(),
      () => this.apiKeys.get(account.id),
      this.uses?.of(account.id),
    );
  }

  /** A key that cannot be opened is none: the account sends with its token, and the log says so. */
  private openKey({ accountId, sid, sealedSecret }: KeptApiKey): [AccountId, ApiKey][] {
    try {
      return [[accountId, { sid: sid!, secret: this.seal.open(sealedSecret!, placeOfApiKey(accountId)) }]];
    } catch {
      this.log.error(`The API key of account ${accountId} cannot be opened: none of SECRETS_KEYS closed it.`);
      return [];
    }
  }

  private openToken(id: AccountId, sealed: string): string | undefined {
    try {
      return this.seal.open(sealed, placeOfAuthToken(id));
    } catch {
      this.log.error(`A token of account ${id} cannot be opened: none of SECRETS_KEYS closed it.`);
      return undefined;
    }
  }
}

const use = { removed: 0, retiring: 1, active: 2 };

const placeOf = (accountId: AccountId, number: Address): string => `${accountId} ${number}`;
