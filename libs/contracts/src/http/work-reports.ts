import { z } from 'zod';
import { queueId } from '../ids.ts';
import { timeZone } from './operating-hours.ts';
import { pageOf, pageRequest } from './page.ts';
import { queueReportRequest, serviceLevels } from './queue-reports.ts';

/** Over which time, of which workstream or queue, and by what; the newest day by its hours unless it is said. At most 92 days. */
export const workReportRequest = queueReportRequest.extend({
  /** By the hour of the day in which it came, by a skill that it needs, or by a capacity profile that it takes (product.md 37). */
  by: z.enum(['hour', 'skill', 'capacity-profile']).default('hour'),
  /** Whose clock tells the hour. */
  zone: timeZone.default('UTC'),
  queueId: queueId.optional(),
  ...pageRequest.shape,
});
export type WorkReportRequest = z.output<typeof workReportRequest>;

const count = z.number().int().nonnegative();
const seconds = z.number().nonnegative();

/**
 * What came of work that came into a queue within the time and has this in common (product.md 37). Work that needs several skills, or takes several
 * profiles, counts with each of them. Durations are seconds.
 */
export const workReport = z.object({
  /** Of the skill or profile, or the hour from `00` to `23`; null: work without any. */
  id: z.string().nullable(),
  /** What it is called, also where it was removed; the hour as `09:00`. Empty: work without any. */
  name: z.string(),
  /** Came into queues; taken by an agent; ended before anybody took it, sooner than the queue's short-abandon threshold or later; waits still. */
  incoming: count,
  accepted: count,
  abandoned: count,
  abandonedEarly: count,
  backlog: count,
  /** Of what waits still. */
  longestWaitSeconds: seconds.nullable(),
  /** From coming into the queue until taken, on average. */
  averageSecondsToAnswer: seconds.nullable(),
  /** Share of the accepted that was taken within so many seconds, from 0 to 1; null: nothing was accepted. */
  serviceLevel: z.array(z.object({ seconds: z.literal(serviceLevels), share: z.number().min(0).max(1).nullable() })),
});
export type WorkReport = z.output<typeof workReport>;

/** By name. */
export const workReportsView = pageOf(workReport)
  .extend({ from: z.iso.datetime(), to: z.iso.datetime() })
  .meta({ id: 'WorkReports' });
export type WorkReportsView = z.output<typeof workReportsView>;
