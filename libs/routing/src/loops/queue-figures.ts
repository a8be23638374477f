import { Any } from 'typeorm';
import type { QueueId } from '#contracts';
import type { Database, Transaction } from '#event-bus';
import { figuresOfQueues, viewQueues } from '../queries/queues.ts';
import { QueueTable } from '../storage/queue.table.ts';

/**
 * Shows supervisors the queues whose lines changed. Looking every second, instead of at every change, keeps it one
 * small query whatever the traffic. Each replica remembers what it showed; the same shown twice does no harm.
 */
export class QueueFigures {
  private shown = new Map<QueueId, string>();

  constructor(private readonly database: Database) {}

  /** Never asks to be run again at once. */
  async showChanged(): Promise<false> {
    const now = await this.database.transact((tx) => this.compare(tx));
    this.shown = now;
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
