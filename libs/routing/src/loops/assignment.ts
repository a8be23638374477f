import { setTimeout as pass } from 'node:timers/promises';
import type { Database } from '#event-bus';
import { assignWork } from '../use-cases/assign-work.ts';
import { cutWork } from '../use-cases/cut-work.ts';

/** How long to leave a cycle of another replica alone. It may not have seen what woke us, so we come again. */
const patienceMs = 40;
/** What waits for nobody but time, such as the pause after it was declined, is looked at so often. */
const everyMs = 1_000;

/** As many items rules look at in one transaction. */
const cutAtOnce = 2_000;

/** Cycles of the assignment, as long as something waits. */
export class Assignment {
  private lookedAt = -Infinity;

  constructor(private readonly database: Database) {}

  /** One cycle; true when there may be more at once, else in how many milliseconds to come again, false: nothing waits. */
  async turn(): Promise<boolean | number> {
    let cycle = await this.database.transact((tx) => assignWork(tx));
    if (cycle === 'uncut') {
      const looked = await this.database.transact((tx) => cutWork(tx, cutAtOnce));
      // what somebody else holds is left to the next turn
      if (looked === 0) await pass(patienceMs);
      cycle = await this.database.transact((tx) => assignWork(tx, undefined, looked < cutAtOnce));
    }
    if (cycle === 'elsewhere') await pass(patienceMs);
    if (cycle !== 'done') return true;
    const now = performance.now();
    // under load every cycle ends here: whether anything waits is asked once a second
    if (now - this.lookedAt < everyMs) return everyMs;
    this.lookedAt = now;
    return (await this.isAnythingWaiting()) && everyMs;
  }

  private async isAnythingWaiting(): Promise<boolean> {
    const found: unknown[] = await this.database.read((manager) =>
      manager.query(`SELECT FROM work_item WHERE status = 'waiting' ORDER BY last_interaction_at LIMIT 1`),
    );
    return found.length > 0;
  }
}
