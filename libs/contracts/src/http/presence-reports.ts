import { z } from 'zod';
import { agentId, presenceId, queueId } from '../ids.ts';
import { presence } from '../vocabulary.ts';
import { agentReportRequest } from './agent-reports.ts';
import { pageOf, pageRequest } from './page.ts';

/** Over which time, and of whom; everybody's newest day unless it is said. At most 92 days. */
export const presenceReportRequest = agentReportRequest.extend({
  /** Ids of agents, separated by commas; up to 200. Left out: all. */
  agentIds: z
    .string()
    .max(8000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(agentId).max(200))
    .optional(),
  /** Only of agents who serve this queue now. */
  queueId: queueId.optional(),
  ...pageRequest.shape,
});
export type PresenceReportRequest = z.output<typeof presenceReportRequest>;

const seconds = z.number().nonnegative();

/** How long an agent was what within the time, in seconds (product.md 14, 37). What they are still counts until now. */
export const presenceReport = z.object({
  agentId,
  agentName: z.string(),
  /** The sum of all: from the beginning, or their first sign-in after that, until the end or now. */
  seconds,
  /** What took no time is left out; a custom presence stands beside the built-in one that it stands for. */
  presences: z.array(
    z.object({
      presence,
      presenceId: presenceId.nullable(),
      /** The text of the custom presence, also of one that was removed; null: a built-in one. */
      presenceText: z.string().nullable(),
      seconds,
    }),
  ),
});
export type PresenceReport = z.output<typeof presenceReport>;

/** By name. */
export const presenceReportsView = pageOf(presenceReport)
  .extend({
    from: z.iso.datetime(),
    /** The end that was asked for, or now where that is earlier. */
    to: z.iso.datetime(),
  })
  .meta({ id: 'PresenceReports' });
export type PresenceReportsView = z.output<typeof presenceReportsView>;
