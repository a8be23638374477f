import type { ConversationsReport, QueueReport, SessionsReport, WorkReport, WorkstreamReportsView } from '#contracts';
import { asText, csvLine } from '#csv';
import { reportWords } from '../../words/en-history-reports.ts';

const { columns: names } = reportWords;

/** How a figure is written: a count, a length of time in seconds (`duration`: of hours and days), or a share from 0 to 1. */
export type Kind = 'count' | 'seconds' | 'duration' | 'share';
type Key = keyof typeof names;
export type PresenceKey = `presence ${string}`;
export type OverflowKey = `${'out' | 'in'} ${string}`;
export interface Column {
  readonly key: Key | PresenceKey | OverflowKey;
  readonly kind: Kind;
  readonly name: string;
}
export interface Line {
  readonly id: string;
  readonly name: string;
  readonly figures: Readonly<Partial<Record<Column['key'], number | null>>>;
}
/** A report as a table: what stands on the page, what is drawn, and what is saved, all from the same lines. */
export interface Sheet {
  readonly columns: readonly Column[];
  readonly lines: readonly Line[];
}

export const column = (kind: Kind, ...keys: Key[]): Column[] => keys.map((key) => ({ key, kind, name: names[key] }));

/** Work by hour, skill or capacity profile; what has none of them is its own line. */
export const workSheet = (reports: readonly WorkReport[]): Sheet => ({
  columns: [
    ...column('count', 'incoming', 'accepted', 'abandoned', 'abandonedEarly', 'backlog'),
    ...column('seconds', 'answer'),
    ...column('share', 'level'),
  ],
  lines: reports.map((report) => ({
    id: report.id ?? '',
    name: report.id === null ? reportWords.without : report.name || reportWords.unknown(report.id),
    figures: workFigures(report),
  })),
});

/** What came of work, by whatever it is counted. */
export const workFigures = (report: WorkReport | QueueReport): Line['figures'] => ({
  incoming: report.incoming,
  accepted: report.accepted,
  abandoned: report.abandoned,
  abandonedEarly: report.abandonedEarly,
  backlog: report.backlog,
  answer: report.averageSecondsToAnswer,
  level: report.serviceLevel.find(({ seconds }) => seconds === 20)?.share ?? null,
});

/** Every hour of the day, also those in which nothing came: a day without its nights reads as if it had none. */
export const hourSheet = (reports: readonly WorkReport[]): Sheet =>
  workSheet(
    Array.from({ length: 24 }, (_, hour) => {
      const id = String(hour).padStart(2, '0');
      return reports.find((report) => report.id === id) ?? nothingCame(id, `${id}:00`);
    }),
  );

const nothingCame = (id: string, name: string): WorkReport => ({
  ...{ id, name, incoming: 0, accepted: 0, abandoned: 0, abandonedEarly: 0, backlog: 0 },
  ...{ longestWaitSeconds: null, averageSecondsToAnswer: null, serviceLevel: [] },
});

/** How conversations fared before agents had them; what a bot kept is a share of what it had. */
const ofConversations = {
  columns: [
    ...column('seconds', 'firstWait', 'longestFirstWait'),
    ...column('count', 'outbound', 'withBot'),
    ...column('share', 'contained'),
  ],
  figures: (row: ConversationsReport['rows'][number] | undefined): Line['figures'] =>
    row
      ? {
          firstWait: row.firstWaitSeconds,
          longestFirstWait: row.longestFirstWaitSeconds,
          outbound: row.outbound,
          withBot: row.withBot,
          contained: shareOf(row.contained, row.withBot),
        }
      : {},
};
/** Null: there is nothing that it could be a share of. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** What came of the work of workstreams, and how their conversations fared before. */
export function workstreamSheet(reports: WorkstreamReportsView['items'], conversations: ConversationsReport): Sheet {
  const rowOf = new Map(conversations.rows.map((row) => [row.id, row]));
  return {
    columns: [
      ...column('count', 'incoming', 'accepted', 'abandoned', 'backlog', 'waitedTooLong', 'handledTooLong'),
      ...ofConversations.columns,
    ],
    lines: reports.map(({ workstreamId: id, workstreamName: name, ...figures }) => ({
      ...{ id, name },
      figures: { ...figures, ...ofConversations.figures(rowOf.get(id)) },
    })),
  };
}

/** Conversations on each number, and the sessions of agents in them. `nameOf`: what a number is called; undefined where nobody knows any more. */
export function channelSheet(
  { rows }: SessionsReport,
  conversations: ConversationsReport,
  nameOf: (id: string) => string | undefined,
): Sheet {
  const sessionsOf = new Map(rows.map((row) => [row.id, row]));
  const rowOf = new Map(conversations.rows.map((row) => [row.id, row]));
  return {
    columns: [
      ...column('count', 'conversations', 'abandoned', 'offered', 'accepted', 'rejected', 'timedOut', 'transferred'),
      ...column('seconds', 'accept', 'handle', 'wrapUp'),
      ...ofConversations.columns,
    ],
    lines: [...new Set([...rowOf.keys(), ...sessionsOf.keys()])].map((id) => {
      const [row, sessions] = [rowOf.get(id), sessionsOf.get(id)];
      return {
        id: id ?? '',
        name: id === null ? reportWords.nobody : (nameOf(id) ?? reportWords.unknown(id)),
        figures: {
          ...{ conversations: row?.incoming ?? 0, abandoned: row?.abandoned ?? 0 },
          ...{ offered: sessions?.offered ?? 0, accepted: sessions?.accepted ?? 0, rejected: sessions?.rejected ?? 0 },
          ...{ timedOut: sessions?.timedOut ?? 0, transferred: sessions?.transferred ?? 0 },
          accept: sessions?.acceptSeconds ?? null,
          handle: sessions?.handleSeconds ?? null,
          wrapUp: sessions?.wrapUpSeconds ?? null,
          ...ofConversations.figures(row),
        },
      };
    }),
  };
}

/** Lines of which something happened. */
export const busyLines = ({ lines }: Sheet): readonly Line[] =>
  lines.filter(({ figures }) => Object.values(figures).some((figure) => figure));

/** A share has three digits behind the point, seconds one: what a spreadsheet computes with. */
const cell = (figure: number | null | undefined, kind: Kind): string =>
  figure == null ? '' : kind === 'count' ? String(figure) : String(Number(figure.toFixed(kind === 'share' ? 3 : 1)));

/** Exactly what is shown, and beside each figure the one of before where that is shown, too. */
export function asCsv(group: string, { columns, lines }: Sheet, before: Sheet | null): string {
  const earlier = new Map(before?.lines.map((line) => [line.id, line]));
  const head = columns.flatMap(({ name }) => (before ? [name, reportWords.before(name)] : [name]));
  const rows = lines.map((line) => [
    asText(line.name),
    ...columns.flatMap(({ key, kind }) => {
      const now = cell(line.figures[key], kind);
      return before ? [now, cell(earlier.get(line.id)?.figures[key], kind)] : [now];
    }),
  ]);
  return [[group, ...head], ...rows].map(csvLine).join('');
}
