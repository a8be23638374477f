import type { QueueReport } from '#contracts';
import { reportWords } from '../../words/en-history-reports.ts';
import { column, type Column, type Line, type OverflowKey, type Sheet, workFigures } from './sheet.ts';

/** What was closed or full and took work all the same sent it nowhere. */
const left = ({ overflowOut }: QueueReport) => overflowOut.filter(({ action }) => action !== 'assign-anyway');

type Why = QueueReport['overflowInBy'][number];
const keyOf = (way: 'out' | 'in', { stage, condition }: Why): OverflowKey => `${way} ${stage} ${condition}`;

/** Overflows one way by why; several ends of the same reason come together. */
function byReason(way: 'out' | 'in', overflows: readonly Why[]): Line['figures'] {
  const figures: Partial<Record<OverflowKey, number>> = {};
  for (const one of overflows) figures[keyOf(way, one)] = (figures[keyOf(way, one)] ?? 0) + one.count;
  return figures;
}

/** A column for each reason for which anything overflowed, in the order in which work meets them. */
function reasonColumns(way: 'out' | 'in', overflows: readonly Why[]): readonly Column[] {
  const known = Object.keys(reportWords.overflows);
  const found = new Map(overflows.map((one) => [`${one.stage} ${one.condition}`, one]));
  const rank = (why: string) => (known.indexOf(why) + known.length + 1) % (known.length + 1);
  return [...found]
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([why, one]) => {
      const name = reportWords.overflows[why] ?? one.condition;
      return {
        key: keyOf(way, one),
        kind: 'count',
        name: way === 'out' ? reportWords.overflowedOut(name) : reportWords.overflowedIn(name),
      };
    });
}

/** What happened in queues, with overflow by reason as far as there was any (product.md 37). */
export const queueSheet = (reports: readonly QueueReport[]): Sheet => ({
  columns: [
    ...column('count', 'incoming', 'accepted', 'abandoned', 'abandonedEarly', 'backlog', 'offeredNow'),
    ...column('seconds', 'answer'),
    ...column('share', 'level', 'promised'),
    ...column('count', 'overflowOut'),
    ...reasonColumns('out', reports.flatMap(left)),
    ...column('count', 'overflowIn'),
    ...reasonColumns(
      'in',
      reports.flatMap(({ overflowInBy }) => overflowInBy),
    ),
  ],
  lines: reports.map((report) => ({
    id: report.queueId,
    name: report.queueName,
    figures: {
      ...workFigures(report),
      offeredNow: report.offered,
      promised: report.promised?.share ?? null,
      overflowOut: left(report).reduce((sum, { count }) => sum + count, 0),
      ...byReason('out', left(report)),
      overflowIn: report.overflowIn,
      ...byReason('in', report.overflowInBy),
    },
  })),
});
