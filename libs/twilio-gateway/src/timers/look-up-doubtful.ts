import { Injectable, Logger } from '@nestjs/common';
import type { AccountId } from '#contracts';
import { Database, Loops } from '#event-bus';
import { Directory } from '../directory.ts';
import { carrierAt } from '../domain/account.ts';
import type { Delivery } from '../domain/delivery.ts';
import { type Listing, readFrom } from '../domain/look-up.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { inLanes } from '../lanes.ts';
import { LookUpCount } from '../look-up-count.ts';
import { copies } from '../storage/copies.ts';
import { doubtfulOf, type DoubtfulPair, doubtfulPairs, nextLook } from '../storage/deliveries.ts';
import { Providers } from '../providers/providers.ts';
import { recordLookUp } from '../use-cases/record-look-up.ts';

const atOnce = 4;
const pairsAtOnce = 100;
/** What cannot be told yet is asked again after this at the earliest. */
const aSecond = 1_000;

/**
 * Looks at Twilio's list for texts of which nobody knows whether Twilio has them, before any is sent again (twilio.md, pitfall 8). One
 * replica at a time; each list serves all doubtful texts to that customer.
 */
@Injectable()
export class LookUpDoubtful {
  private readonly log = new Logger('gateway.look-up-doubtful');

  constructor(
    private readonly database: Database,
    loops: Loops,
    private readonly directory: Directory,
    private readonly providers: Providers,
    private readonly settings: GatewaySettings,
    private readonly count: LookUpCount,
  ) {
    const turn = async () => (await database.alone('look-up-doubtful', () => this.lookUpSome())) ?? false;
    loops.add('look-up-doubtful', turn);
  }

  /** True when there may be more, else in how many milliseconds the next is to be looked for. */
  private async lookUpSome(): Promise<boolean | number> {
    const pairs = await this.database.read((manager) => doubtfulPairs(manager, this.database.now(), pairsAtOnce));
    await inLanes(atOnce, pairs, (pair) => this.lookUp(pair));
    if (pairs.length === pairsAtOnce) return true;
    const next = await this.database.read(nextLook);
    return next !== null && Math.max(aSecond, next.getTime() - this.database.now().getTime());
  }

  /** Each account is asked for those that it was given: a number may have moved since. */
  private async lookUp(pair: DoubtfulPair): Promise<void> {
    const [doubtful, channel] = await this.database.read((manager) =>
      Promise.all([doubtfulOf(manager, pair), copies({ manager }).channel(pair.channelId)]),
    );
    const carriers = Map.groupBy(doubtful, ({ submittedAt }) => (channel ? carrierAt(channel, submittedAt) : null));
    for (const [accountId, its] of carriers) await this.lookUpAt(accountId, pair, its);
  }

  private async lookUpAt(accountId: AccountId | null, pair: DoubtfulPair, doubtful: readonly Delivery[]) {
    const ids = new Set(doubtful.map(({ messageId }) => messageId));
    const { listing, readAt, absentAfterMs } = await this.list(accountId, pair, doubtful);
    const found = await this.database.transact((tx) => recordLookUp(tx, pair, ids, listing, readAt, absentAfterMs));
    for (const kind of found) this.count.add(kind);
    if (found.includes('undecided'))
      this.log.warn(`It cannot be told whether Twilio has a text of channel ${pair.channelId}; it stays unknown.`);
  }

  /**
   * What the provider lists of these two, when it was asked, and after how long what is not there was never sent: at once, where the
   * provider tells repeated texts apart.
   */
  private async list(
    accountId: AccountId | null,
    pair: DoubtfulPair,
    doubtful: readonly Delivery[],
  ): Promise<{ listing: Listing; readAt: Date; absentAfterMs: number }> {
    const readAt = this.database.now();
    const account = accountId && (await this.directory.account(accountId));
    if (!account) return { listing: { kind: 'no-answer' }, readAt, absentAfterMs: this.settings.absentAfterMs };
    // a sender group may have chosen another number, so it is all texts to this customer
    const provider = this.providers.of(account);
    const listing = await provider.list(account, pair.to, readFrom(doubtful));
    return { listing, readAt, absentAfterMs: provider.capabilities().lists ? this.settings.absentAfterMs : 0 };
  }
}
