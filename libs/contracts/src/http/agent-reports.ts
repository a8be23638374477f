import { z } from 'zod';
import { agentId } from '../ids.ts';
import { queueReportRequest } from './queue-reports.ts';

const count = z.number().int().nonnegative();
const seconds = z.number().nonnegative().nullable();

/** Over which time; the newest day unless it is said. At most 92 days. */
export const agentReportRequest = queueReportRequest.omit({ workstreamId: true });
export type AgentReportRequest = z.output<typeof agentReportRequest>;

const outcomes = {
  offered: count,
  accepted: count,
  rejected: count,
  timedOut: count,
};

/** What an agent was offered within the time, and the advice they asked for and gave (product.md 37). Durations are seconds. */
export const agentReport = z.object({
  agentId,
  agentName: z.string(),
  /** Work: out of queues, of colleagues who hand it over, and of supervisors. */
  ...outcomes,
  /** No desk of theirs showed it in time; taken back before they answered. */
  lost: count,
  withdrawn: count,
  /** From being offered to accepting, on average. */
  acceptSeconds: seconds,
  /** Colleagues whom they asked for advice, and how these answered; how long the advice went on that is over, on average. */
  adviceAsked: z.object({ ...outcomes, seconds }),
  /** The same of advice that they were asked for. */
  adviceGiven: z.object({ ...outcomes, seconds }),
});
export type AgentReport = z.output<typeof agentReport>;
export const agentReportsView = z
  .object({ from: z.iso.datetime(), to: z.iso.datetime(), items: z.array(agentReport) })
  .meta({ id: 'AgentReports' });
export type AgentReportsView = z.output<typeof agentReportsView>;
