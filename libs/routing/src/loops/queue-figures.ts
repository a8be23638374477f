import { IsNull } from 'typeorm';
import type { QueueId } from '#contracts';
import type { Database, Transaction } from '#event-bus';
import type { Queue } from '../domain/queue.ts';
import { figuresOfQueues, openingsOf, tooLongAt, viewQueues } from '../queries/queues.ts';
import { QueueTable } from '../storage/queue.table.ts';

/** How often a line that keeps moving is shown. */
const everyMs = 1000;

/**
 * Shows supervisors the queues whose lines changed, and who serves them what waits there: soon after a change, but never more than once a second, so that it
 * is one query whatever the traffic. Each replica remembers what it showed; the same shown twice does no harm.
 */
export class QueueFigures {
  private shown = new Map<QueueId, string>();
  private notBefore = 0;

  constructor(private readonly database: Database) {}

  /** Answers in how many milliseconds to come again when it is too early, or when an alert will be due. */
  async showChanged(): Promise<number | false> {
    const early = this.notBefore - performance.now();
    if (early > 0) return early;
    this.notBefore = performance.now() + everyMs;
    const { shown, nextIn } = await this.database.transact((tx) => this.compare(tx));
    this.shown = shown;
    return nextIn;
  }

  private async compare(tx: Transaction): Promise<{ shown: Map<QueueId, string>; nextIn: number | false }> {
    const figures = await figuresOfQueues(tx.manager);
    const queues = await tx.manager.getRepository(QueueTable).findBy({ removedAt: IsNull() });
    const openings = await openingsOf(tx.manager, queues, tx.now);
    const dueAt = (queue: Queue) => {
      const line = figures.get(queue.id);
      return line ? tooLongAt(queue, line) : null;
    };
    const said = (queue: Queue) => {
      const due = dueAt(queue);
      return JSON.stringify([
        queue.version,
        figures.get(queue.id),
        openings.get(queue.id),
        due !== null && due <= tx.now,
      ]);
    };
    const shown = new Map(queues.map((queue) => [queue.id, said(queue)]));
    const later = queues.flatMap((queue) => {
      const due = dueAt(queue);
      return due && due > tx.now ? [due.getTime() - tx.now.getTime()] : [];
    });
    const changed = queues.filter(({ id }) => this.shown.get(id) !== shown.get(id));
    for (const view of await viewQueues(tx.manager, changed, tx.now, figures)) {
      // the line moves without the queue's own version: time tells later figures from earlier ones
      const { id, memberIds, waiting, longestWaitSince } = view;
      const version = tx.now.getTime();
      tx.show({ agents: [], supervisors: true }, { kind: 'queue', id, version, view });
      if (memberIds.length === 0) continue;
      const line = { queueId: id, waiting, longestWaitSince };
      tx.show({ agents: memberIds, supervisors: false }, { kind: 'open-line', id, version, view: line });
    }
    return { shown, nextIn: later.length > 0 ? Math.min(...later) : false };
  }
}
