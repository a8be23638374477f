import { Any } from 'typeorm';
import type { QueueId } from '#contracts';
import type { Database, Transaction } from '#event-bus';
import { figuresOfQueues, viewQueues } from '../queries/queues.ts';
import { QueueTable } from '../storage/queue.table.ts';

/** How often a line that keeps moving is shown. */
const everyMs = 1000;

/**
 * Shows supervisors the queues whose lines changed: soon after a change, but never more than once a second, so that it
 * is one query whatever the traffic. Each replica remembers what it showed; the same shown twice does no harm.
 */
export class QueueFigures {
  private shown = new Map<QueueId, string>();
  private notBefore = 0;

  constructor(private readonly database: Database) {}

  /** Answers in how many milliseconds to come again when it is too early. */
  async showChanged(): Promise<number | false> {
    const early = this.notBefore - performance.now();
    if (early > 0) return early;
    this.notBefore = performance.now() + everyMs;
    this.shown = await this.database.transact((tx) => this.compare(tx));
    return false;
  }

  private async compare(tx: Transaction): Promise<Map<QueueId, string>> {
    const figures = await figuresOfQueues(tx.manager);
    const versions: { id: QueueId; version: number }[] = await tx.manager.query(`SELECT id, version FROM queue`);
    const now = new Map(versions.map(({ id, version }) => [id, JSON.stringify([version, figures.get(id)])]));

    const changed = [...now].filter(([id, said]) => this.shown.get(id) !== said).map(([id]) => id);
    if (changed.length === 0) return now;
    const queues = await tx.manager.getRepository(QueueTable).find({ where: { id: Any(changed) } });
    for (const view of await viewQueues(tx.manager, queues, figures)) {
      // the line moves without the queue's own version: time tells later figures from earlier ones
      tx.show({ agents: [], supervisors: true }, { kind: 'queue', id: view.id, version: tx.now.getTime(), view });
    }
    return now;
  }
}
