import type { Broker } from './broker.ts';
import type { Database } from './database.ts';
import { Outage } from './failure.ts';
import { take } from './outbox.ts';

/** Moves committed facts from the outbox to the broker, at least once. */
export class OutboxRelay {
  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    /** At most so many rows in one transaction, each with up to twenty facts. A batch never waits to be full. */
    private readonly batch = 100,
  ) {}

  /** Publishes one batch; true when there may be more. Throws while the broker is away: the events stay. */
  async moveBatch(most = this.batch): Promise<boolean> {
    if (!this.broker.reachable) throw new Outage('The broker is away.');
    return this.database.dataSource.transaction(async (manager) => {
      const messages = await take(manager, most);
      if (messages.length > 0) await this.broker.publish(messages);
      return messages.length === most;
    });
  }

  /** Publishes all that is waiting. */
  async drain(): Promise<void> {
    while (await this.moveBatch());
  }
}
