import type { Broker } from './broker.ts';
import type { Database } from './database.ts';
import { Outage } from './failure.ts';
import { take } from './outbox.ts';

/** Moves committed events from the outbox to the broker, at least once. */
export class OutboxRelay {
  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    /** At most so many in one transaction. A batch never waits to be full; of a backlog 300 moved half as fast again as 100. */
    private readonly batch = 300,
  ) {}

  /** Publishes one batch; true when there may be more. Throws while the broker is away: the events stay. */
  async moveBatch(): Promise<boolean> {
    if (!this.broker.reachable) throw new Outage('The broker is away.');
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
