import type { AgentReport, SessionsReport } from '#contracts';
import { reportWords } from '../../words/en-history-reports.ts';
import { column, shareOf, type Sheet } from './sheet.ts';

/**
 * How agents answered what they were offered, as the live page counts it, and what they had of it; shares are of what was offered, and of what they
 * took. `nameOf`: what an agent is called; undefined where nobody knows any more.
 */
export function agentSheet(
  sessions: SessionsReport,
  reports: readonly AgentReport[],
  nameOf: (id: string) => string | undefined,
): Sheet {
  const offersTo = new Map(reports.map((report) => [report.agentId as string, report]));
  const sessionsOf = new Map(sessions.rows.map((row) => [row.id as string, row]));
  return {
    columns: [
      ...column('count', 'offered', 'accepted', 'rejected'),
      ...column('share', 'rejectRate'),
      ...column('count', 'timedOut'),
      ...column('share', 'timeoutRate'),
      ...column('count', 'lost', 'transferred'),
      ...column('share', 'transferRate'),
      ...column('seconds', 'accept', 'handle', 'wrapUp'),
    ],
    lines: [...new Set([...sessionsOf.keys(), ...offersTo.keys()])].map((id) => {
      const [offers, had] = [offersTo.get(id), sessionsOf.get(id)];
      const { offered = 0, accepted = 0, rejected = 0, timedOut = 0, lost = 0, acceptSeconds = null } = offers ?? {};
      const { transferred = 0, handleSeconds = null, wrapUpSeconds = null } = had ?? {};
      return {
        id,
        name: offers?.agentName ?? nameOf(id) ?? reportWords.unknown(id),
        figures: {
          ...{ offered, accepted, rejected, timedOut, lost, transferred },
          rejectRate: shareOf(rejected, offered),
          timeoutRate: shareOf(timedOut, offered),
          transferRate: shareOf(transferred, had?.accepted ?? 0),
          ...{ accept: acceptSeconds, handle: handleSeconds, wrapUp: wrapUpSeconds },
        },
      };
    }),
  };
}

/** What agents asked each other, how that was answered, and how long it took on average. */
export const adviceSheet = (reports: readonly AgentReport[]): Sheet => ({
  columns: [
    ...column('count', 'adviceAsked', 'askedAccepted', 'askedRejected', 'askedTimedOut'),
    ...column('seconds', 'askedSeconds'),
    ...column('count', 'adviceGiven', 'givenAccepted', 'givenRejected', 'givenTimedOut'),
    ...column('seconds', 'givenSeconds'),
  ],
  lines: reports.map(({ agentId: id, agentName: name, adviceAsked: asked, adviceGiven: given }) => ({
    ...{ id, name },
    figures: {
      adviceAsked: asked.offered,
      askedAccepted: asked.accepted,
      askedRejected: asked.rejected,
      askedTimedOut: asked.timedOut,
      askedSeconds: asked.seconds,
      adviceGiven: given.offered,
      givenAccepted: given.accepted,
      givenRejected: given.rejected,
      givenTimedOut: given.timedOut,
      givenSeconds: given.seconds,
    },
  })),
});
