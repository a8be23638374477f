import type { Broker } from './broker.ts';
import type { Database } from './database.ts';
import { take } from './outbox.ts';

/** Moves committed events from the outbox to the broker, at least once. */
export class OutboxRelay {
  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly batch = 100,
  ) {}

  /** Publishes one batch; true when there may be more. */
  moveBatch(): Promise<boolean> {
    return this.database.dataSource.transaction(async (manager) => {
      const events = await take(manager, this.batch);
      if (events.length > 0) await this.broker.publish(events);
      return events.length === this.batch;
    });
  }

  /** Publishes all that is waiting. */
  async drain(): Promise<void> {
    while (await this.moveBatch());
  }
}
