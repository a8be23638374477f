import { Injectable, Logger } from '@nestjs/common';
import { Database, Loops } from '#event-bus';
import { Directory } from '../directory.ts';
import { type Listing, readFrom } from '../domain/look-up.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { inLanes } from '../lanes.ts';
import { LookUpCount } from '../look-up-count.ts';
import { copies } from '../storage/copies.ts';
import { doubtfulOf, type DoubtfulPair, doubtfulPairs } from '../storage/deliveries.ts';
import { TwilioTexts } from '../twilio-texts.ts';
import { recordLookUp } from '../use-cases/record-look-up.ts';

const atOnce = 4;
const pairsAtOnce = 100;

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
    private readonly twilio: TwilioTexts,
    private readonly settings: GatewaySettings,
    private readonly count: LookUpCount,
  ) {
    const turn = async () => (await database.alone('look-up-doubtful', () => this.lookUpSome())) ?? false;
    loops.add('look-up-doubtful', turn, { everyMs: 1000 });
  }

  /** True when there may be more. */
  private async lookUpSome(): Promise<boolean> {
    const pairs = await this.database.read((manager) => doubtfulPairs(manager, this.database.now(), pairsAtOnce));
    await inLanes(atOnce, pairs, (pair) => this.lookUp(pair));
    return pairs.length === pairsAtOnce;
  }

  private async lookUp(pair: DoubtfulPair): Promise<void> {
    const { listing, readAt } = await this.list(pair);
    const found = await this.database.transact((tx) =>
      recordLookUp(tx, pair, listing, readAt, this.settings.absentAfterMs),
    );
    for (const kind of found) this.count.add(kind);
    if (found.includes('undecided'))
      this.log.warn(`It cannot be told whether Twilio has a text of channel ${pair.channelId}; it stays unknown.`);
  }

  /** What Twilio lists of these two, and when it was asked. */
  private async list(pair: DoubtfulPair): Promise<{ listing: Listing; readAt: Date }> {
    const [doubtful, channel] = await this.database.read((manager) =>
      Promise.all([doubtfulOf(manager, pair), copies({ manager }).channel(pair.channelId)]),
    );
    const readAt = this.database.now();
    const account = channel && (await this.directory.account(channel.accountId));
    if (!account || doubtful.length === 0) return { listing: { kind: 'no-answer' }, readAt };
    // a Messaging Service may have chosen another number
    const texts = await this.twilio.recent(account, { to: pair.to }, readFrom(doubtful));
    if (!('kind' in texts)) return { listing: { kind: 'listed', texts }, readAt };
    // credentials that are not accepted now may be tomorrow
    const isFinal = texts.kind === 'refused' && texts.errorCode === 'too-many';
    return { listing: { kind: isFinal ? 'refused' : 'no-answer' }, readAt };
  }
}
