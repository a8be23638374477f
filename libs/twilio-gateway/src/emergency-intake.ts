import { Injectable, Logger, type OnModuleDestroy, Optional } from '@nestjs/common';
import { setTimeout as pass } from 'node:timers/promises';
import { type DataOf, webhookKept } from '#contracts';
import { Broker, currentCause, Database, type Departing, departing, envelopeOf, isOutage, Outage } from '#event-bus';
import { Metrics } from '#platform';
import { Gather } from './gather.ts';
import { inTime } from './in-time.ts';

/** The subscription whose queue holds webhooks while the database is away. */
export const emergencyIntake = 'gateway.emergency-intake';
/** Twilio waits 15 s for all of it (twilio.md 4.3). */
const databasePatienceMs = 5000;
const probeEveryMs = 500;

/**
 * The one exception to "only a transaction publishes" (decisions E): while PostgreSQL is away a signed webhook is published straight to
 * RabbitMQ, which has it on disk before it is answered. This service hears it as it hears everything else: as soon as the database
 * answers. Where the broker has no disk of its own, and where it is away too, the webhook is refused as an outage.
 */
@Injectable()
export class EmergencyIntake implements OnModuleDestroy {
  private readonly log = new Logger('gateway.emergency-intake');
  private readonly keeping: Gather<Departing, void>;
  private readonly stopping = new AbortController();
  /** The database was away when it was last asked: nobody waits for it until it answers again. */
  private isAway = false;
  private kept = 0;
  /** Told of webhooks that could not be kept. */
  onLost: () => void = () => {};

  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    @Optional() metrics?: Metrics,
  ) {
    const keep = async (events: readonly Departing[]) => {
      await broker.publish(events);
      return events.map(() => {});
    };
    this.keeping = new Gather(keep, { atMost: 200, meetsAll: () => true });
    metrics?.gauge(
      'parley_emergency_intake_waiting',
      'Webhooks that RabbitMQ keeps until the database is back.',
      [],
      async (gauge) => gauge.set(await this.waiting()),
    );
  }

  /**
   * Takes a webhook in by `takeIn`, or keeps it where the database is away or does not answer. What was kept although it was taken in
   * later all the same is known by its SID. Throws an `Outage` when it could be neither taken in nor kept.
   */
  async orKeep<T>(takeIn: () => Promise<T>, webhook: () => DataOf<typeof webhookKept>): Promise<T | 'kept'> {
    if (!this.broker.durable) return this.noticingLoss(takeIn);
    try {
      if (!this.isAway) return await this.inTime(takeIn());
    } catch (error) {
      if (!isOutage(error)) throw error;
      this.noticeOutage();
    }
    await this.noticingLoss(() => this.keep(webhook()));
    return 'kept';
  }

  /** What the database answers, or an `Outage` where waiting longer would leave no time to keep the webhook. */
  inTime<T>(answer: Promise<T>): Promise<T> {
    return this.broker.durable ? inTime(answer, databasePatienceMs, 'The database') : answer;
  }

  /** How many webhooks wait for the database. Rejects while RabbitMQ is away. */
  waiting(): Promise<number> {
    return this.broker.waiting(emergencyIntake);
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async keep(webhook: DataOf<typeof webhookKept>): Promise<void> {
    const event = envelopeOf(webhookKept, webhook, this.database.now(), currentCause());
    try {
      await this.keeping.add(departing(event));
    } catch (error) {
      throw new Outage('The database and RabbitMQ are away.', { cause: error });
    }
    this.kept += 1;
  }

  private async noticingLoss<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isOutage(error)) this.onLost();
      throw error;
    }
  }

  private noticeOutage(): void {
    if (this.isAway) return;
    this.isAway = true;
    this.kept = 0;
    this.log.warn('The database is away: webhooks are kept in RabbitMQ.');
    void this.awaitDatabase();
  }

  private async awaitDatabase(): Promise<void> {
    const { signal } = this.stopping;
    // asked once and no more while it hangs
    let asked: Promise<boolean> | undefined;
    for (;;) {
      await pass(probeEveryMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      asked ??= this.database.answers().then(
        () => true,
        () => ((asked = undefined), false),
      );
      if (await asked) break;
    }
    this.isAway = false;
    this.log.log(`The database is back; RabbitMQ has kept ${this.kept} webhooks for it.`);
  }
}
