import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as pass } from 'node:timers/promises';
import { Database, Loops } from '#event-bus';
import { PublicAddress } from '#platform';
import { statusCallback } from '../addresses.ts';
import { Directory } from '../directory.ts';
import { validityPeriod } from '../domain/delivery.ts';
import type { Answer } from '../domain/provider-codes.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { MediaLinks } from '../media/media-links.ts';
import { nextLeaving } from '../queries/next-leaving.ts';
import { Providers } from '../providers/providers.ts';
import { isAnyQueued } from '../storage/deliveries.ts';
import { recordAnswer } from '../use-cases/record-answer.ts';
import { type Submission, takeDeliveries } from '../use-cases/take-deliveries.ts';

/** How often an answer is tried to be written down, a second apart, while the database is away. Then the text is doubted anyway. */
const triesToRecord = 45;
/** How often those are looked at that wait for something else than the pace of their sender. */
const everyMs = 1_000;

/** Hands queued texts over to Twilio, some at a time. A slow one keeps its own lane only. */
@Injectable()
export class SendDeliveries implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly log = new Logger('gateway.send-deliveries');
  private readonly underWay = new Set<Promise<void>>();
  private closing = false;

  constructor(
    private readonly database: Database,
    private readonly loops: Loops,
    private readonly directory: Directory,
    private readonly providers: Providers,
    private readonly address: PublicAddress,
    private readonly links: MediaLinks,
    private readonly settings: GatewaySettings,
  ) {
    loops.add('send-deliveries', () => this.fillLanes());
  }

  /**
   * Takes as many texts as there are free lanes and sets them off. True when there may be more for the lanes still free; else in how many
   * milliseconds the pace of a sender allows the next, or to look again at what waits for something else. False: nothing waits.
   */
  private async fillLanes(): Promise<boolean | number> {
    const free = this.settings.deliveriesAtOnce - this.underWay.size;
    if (this.closing || free <= 0) return false;
    const taken = await this.database.transact((tx) => takeDeliveries(tx, free));
    for (const submission of taken) this.setOff(submission);
    if (taken.length > 0) return true;
    const next = await this.database.read((manager) => nextLeaving(manager, this.database.now()));
    if (next !== null) return Math.min(everyMs, Math.max(1, next.getTime() - this.database.now().getTime()));
    return (await this.database.read(isAnyQueued)) && everyMs;
  }

  private setOff(submission: Submission): void {
    const journey = this.handOver(submission).finally(() => {
      this.underWay.delete(journey);
      this.loops.get('send-deliveries')?.wake();
    });
    this.underWay.add(journey);
  }

  /** First it was written down that Twilio is asked; now it is asked; then its answer is written down. Nothing is locked meanwhile. */
  private async handOver(submission: Submission): Promise<void> {
    const { messageId, attempts } = submission.delivery;
    try {
      const answer = await this.ask(submission);
      await this.record(() =>
        this.database.transact((tx) => recordAnswer(tx, messageId, attempts, answer, Math.random())),
      );
      if (answer.kind === 'no-answer') this.loops.get('look-up-doubtful')?.wakeIn(2_000);
    } catch (error) {
      this.log.error(`Twilio's answer about text ${messageId} could not be written down: ${nameOf(error)}`);
    }
  }

  private async ask({ delivery, from, service, accountId, files }: Submission): Promise<Answer> {
    const account = await this.directory.account(accountId).catch(() => undefined);
    // a process that stood still meanwhile does not ask: others may have taken it for dead, looked, and asked again
    const waited = this.database.now().getTime() - delivery.submittedAt!.getTime();
    if (!account || waited > this.settings.answerWithinMs) return { kind: 'not-now', errorCode: null };
    return this.providers.of(account).send(account, {
      id: delivery.messageId,
      from,
      service,
      to: delivery.to,
      body: delivery.body,
      mediaUrls: files.map((id) => this.links.forProvider(id, this.database.now())),
      statusCallback: statusCallback(this.address, account.key, delivery.messageId),
      validityPeriod: validityPeriod(delivery, this.database.now()),
      writtenAt: delivery.writtenAt,
    });
  }

  private async record(write: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await write();
      } catch (error) {
        if (attempt === triesToRecord || this.closing) throw error;
        await pass(1000);
      }
    }
  }

  /** Resolves when no text is on its way to Twilio. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  onModuleDestroy(): void {
    this.closing = true;
  }

  /** What Twilio was asked is answered before the database closes. */
  beforeApplicationShutdown(): Promise<void> {
    return this.settled();
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
