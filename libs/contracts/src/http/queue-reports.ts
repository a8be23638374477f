import { z } from 'zod';
import { queueId, workstreamId } from '../ids.ts';

const at = z.iso.datetime();
const seconds = z.number().nonnegative();
const count = z.number().int().nonnegative();

/** Over which time, and of which workstream; the newest day unless it is said. At most 92 days. */
export const queueReportRequest = z.object({
  /** Left out: a day before the end. The end is at most 92 days after it. */
  from: at.optional(),
  /** The end, which is not part of it; left out: now. */
  to: at.optional(),
  /** Of this workstream's work alone. */
  workstreamId: workstreamId.optional(),
});
export type QueueReportRequest = z.output<typeof queueReportRequest>;

/** The seconds for which a share of quickly answered work is told (product.md 37). */
export const serviceLevels = [10, 20, 30, 40, 60, 120] as const;

/** What happened in a queue: of work that came into it within the time (product.md 37). Durations are seconds. */
export const queueReport = z.object({
  queueId,
  queueName: z.string(),
  /** Came into it, also out of other queues. */
  incoming: count,
  /** Taken by an agent. */
  accepted: count,
  /** Ended before any agent took it, and not by overflow; without `abandonedEarly`. */
  abandoned: count,
  /** The same, within the queue's short-abandon threshold. */
  abandonedEarly: count,
  /** Waits still, or is offered to an agent just now. */
  backlog: count,
  /** How many of those that wait still are offered to an agent just now. */
  offered: count,
  /** Of what waits still. */
  longestWaitSeconds: seconds.nullable(),
  /** From coming into the queue until taken, on average. */
  averageSecondsToAnswer: seconds.nullable(),
  /** Share of the accepted that was taken within so many seconds, from 0 to 1; null: nothing was accepted. */
  serviceLevel: z.array(z.object({ seconds: z.number().int(), share: z.number().min(0).max(1).nullable() })),
  /** The same for what the queue promises; null: it promises nothing. */
  promised: z.object({ seconds: z.number().int(), share: z.number().min(0).max(1).nullable() }).nullable(),
  /** Work that overflowed out of it, by why and what became of it, and that came in by overflow. */
  overflowOut: z.array(z.object({ stage: z.string(), condition: z.string(), action: z.string(), count })),
  overflowIn: count,
  /** What came in by overflow, by when and why it left the queue before. */
  overflowInBy: z.array(z.object({ stage: z.string(), condition: z.string(), count })),
});
export type QueueReport = z.output<typeof queueReport>;
export const queueReportsView = z
  .object({ from: at, to: at, items: z.array(queueReport) })
  .meta({ id: 'QueueReports' });
export type QueueReportsView = z.output<typeof queueReportsView>;

/** What came of a workstream's work, and what took longer than its settings expect (product.md 6.2). */
export const workstreamReport = z.object({
  workstreamId,
  workstreamName: z.string(),
  /** Work that began within the time, each once, however many queues it was in. */
  incoming: count,
  /** Of it, what an agent took. */
  accepted: count,
  /** Ended before any agent took it, and not by overflow. */
  abandoned: count,
  /** Waits still, or is offered to an agent just now. */
  backlog: count,
  /** Waited longer than `waitingThresholdSeconds`; was with an agent longer than `handlingThresholdSeconds`. Null: nothing is expected. */
  waitedTooLong: count.nullable(),
  handledTooLong: count.nullable(),
});
export const workstreamReportsView = z
  .object({ from: at, to: at, items: z.array(workstreamReport) })
  .meta({ id: 'WorkstreamReports' });
export type WorkstreamReportsView = z.output<typeof workstreamReportsView>;
