import type { QueueReport } from '#contracts';

/** What today came to so far, over some queues. Shares are percent; null: nothing to tell yet. */
export interface Today {
  readonly incoming: number;
  readonly accepted: number;
  readonly abandoned: number;
  readonly serviceLevel: number | null;
  readonly abandonRate: number | null;
}

/** The seconds of the service level that is shown first (product.md 37). */
const headline = 20;

const sum = (reports: readonly QueueReport[], of: (report: QueueReport) => number): number =>
  reports.reduce((sofar, report) => sofar + of(report), 0);

export function todayOf(reports: readonly QueueReport[]): Today {
  const incoming = sum(reports, (report) => report.incoming);
  const accepted = sum(reports, (report) => report.accepted);
  const abandoned = sum(reports, (report) => report.abandoned);
  const quickly = sum(
    reports,
    (report) => (report.serviceLevel.find(({ seconds }) => seconds === headline)?.share ?? 0) * report.accepted,
  );
  return {
    incoming,
    accepted,
    abandoned,
    serviceLevel: accepted === 0 ? null : (quickly / accepted) * 100,
    abandonRate: incoming === 0 ? null : (abandoned / incoming) * 100,
  };
}

/** When today began, where the person is. */
export function midnight(now: number): string {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}
