import { z } from 'zod';
import { dayMs } from '../durations.ts';

/** At most so many days in one report. */
const longestDays = 400;

/** From when until when, the end not included; at most 400 days. Left out: until now, and 30 days before the end. */
export const reportPeriod = {
  /** Left out: 30 days before the end. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** The end, which is not part of it; at most 400 days after the beginning. Left out: now. */
  to: z.iso.datetime({ offset: true }).optional(),
};
export const isPeriod = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) => {
  if (from === undefined || to === undefined) return true;
  const length = Date.parse(to) - Date.parse(from);
  return length > 0 && length <= longestDays * dayMs;
};
const period = { error: 'must be after `from`, and at most 400 days', path: ['to'] };

export const sessionsReportRequest = z
  .object({ ...reportPeriod, by: z.enum(['agent', 'queue', 'workstream', 'channel']).default('agent') })
  .refine(isPeriod, period);

/** Sessions that began in the time asked for, by who or what they belong to (product.md 37). Seconds are averages over those that have them. */
export const sessionsReport = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    rows: z.array(
      z.object({
        /** Of the agent, queue, workstream or channel; null: none. */
        id: z.uuid().nullable(),
        /** How many sessions there were: how often an agent was asked. */
        offered: z.int(),
        /** Of these, how many the agent took. */
        accepted: z.int(),
        /** How many the agent declined. */
        rejected: z.int(),
        /** How many the agent let pass. */
        timedOut: z.int(),
        /** Passed on: to a colleague or a queue, by the agent or a supervisor. */
        transferred: z.int(),
        /** From being asked to accepting. */
        acceptSeconds: z.number().nullable(),
        /** Active time and wrap-up together: the average handle time. */
        handleSeconds: z.number().nullable(),
        /** From End to closing. */
        wrapUpSeconds: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'SessionsReport' });
export type SessionsReport = z.output<typeof sessionsReport>;

export const conversationsReportRequest = z
  .object({ ...reportPeriod, by: z.enum(['workstream', 'channel']).default('workstream') })
  .refine(isPeriod, period);

/** Conversations that were opened in the time asked for, and how those that are not closed stand now (product.md 37). */
export const conversationsReport = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    rows: z.array(
      z.object({
        /** Of the workstream or channel; null: of none that we were told of. */
        id: z.uuid().nullable(),
        /** How many were opened. */
        incoming: z.int(),
        /** Of these, what we wrote first: an agent began it, or it answers to a run. */
        outbound: z.int(),
        /** An agent accepted them. */
        answered: z.int(),
        /**
         * Ended before any agent accepted them, though one was wanted: what a bot never handed over, or an agent began, does not count. What overflow
         * ended does; the reports of queues tell it apart.
         */
        abandoned: z.int(),
        /** A bot had them first; of these it handed over so many, of which so many were abandoned; ended, and it never handed them over (bot containment is the share). */
        withBot: z.int(),
        escalated: z.int(),
        abandonedEscalated: z.int(),
        contained: z.int(),
        /** How many of them are closed by now. */
        closed: z.int(),
        /**
         * From opening, or from when a bot handed over, until an agent accepted first, or the customer gave up; not of what waits still, and only of
         * what no agent began.
         */
        firstWaitSeconds: z.number().nullable(),
        /** The longest of these. */
        longestFirstWaitSeconds: z.number().nullable(),
      }),
    ),
    /** Now, whenever they were opened. */
    now: z.object({
      open: z.int(),
      /** An agent is offered them. */
      unaccepted: z.int(),
      /** An agent has them. */
      active: z.int(),
      waiting: z.int(),
      wrapUp: z.int(),
    }),
  })
  .meta({ id: 'ConversationsReport' });
export type ConversationsReport = z.output<typeof conversationsReport>;
