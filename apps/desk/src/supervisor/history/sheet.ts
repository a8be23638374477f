import type { AgentReport, QueueReport, SessionsReport, WorkReport, WorkstreamReportsView } from '#contracts';
import { asText, csvLine } from '#csv';
import { reportWords } from '../../words/en-history-reports.ts';

const { columns: names } = reportWords;

/** How a figure is written: a count, a length of time in seconds (`duration`: of hours and days), or a share from 0 to 1. */
export type Kind = 'count' | 'seconds' | 'duration' | 'share';
type Key = keyof typeof names;
export type PresenceKey = `presence ${string}`;
export interface Column {
  readonly key: Key | PresenceKey;
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

const column = (kind: Kind, ...keys: Key[]): Column[] => keys.map((key) => ({ key, kind, name: names[key] }));

export const queueSheet = (reports: readonly QueueReport[]): Sheet => ({
  columns: [
    ...column('count', 'incoming', 'accepted', 'abandoned', 'backlog', 'offeredNow'),
    ...column('seconds', 'answer'),
    ...column('share', 'level', 'promised'),
    ...column('count', 'overflowOut', 'overflowIn'),
  ],
  lines: reports.map((report) => ({
    id: report.queueId,
    name: report.queueName,
    figures: {
      incoming: report.incoming,
      accepted: report.accepted,
      abandoned: report.abandoned,
      backlog: report.backlog,
      offeredNow: report.offered,
      answer: report.averageSecondsToAnswer,
      level: report.serviceLevel.find(({ seconds }) => seconds === 20)?.share ?? null,
      promised: report.promised?.share ?? null,
      overflowOut: report.overflowOut.reduce((sum, { count }) => sum + count, 0),
      overflowIn: report.overflowIn,
    },
  })),
});

/** Work by hour, skill or capacity profile; what has none of them is its own line. */
export const workSheet = (reports: readonly WorkReport[]): Sheet => ({
  columns: [
    ...column('count', 'incoming', 'accepted', 'abandoned', 'backlog'),
    ...column('seconds', 'answer'),
    ...column('share', 'level'),
  ],
  lines: reports.map((report) => ({
    id: report.id ?? '',
    name: report.id === null ? reportWords.without : report.name || reportWords.unknown(report.id),
    figures: {
      incoming: report.incoming,
      accepted: report.accepted,
      abandoned: report.abandoned,
      backlog: report.backlog,
      answer: report.averageSecondsToAnswer,
      level: report.serviceLevel.find(({ seconds }) => seconds === 20)?.share ?? null,
    },
  })),
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

export const workstreamSheet = (reports: WorkstreamReportsView['items']): Sheet => ({
  columns: column('count', 'incoming', 'accepted', 'abandoned', 'backlog', 'waitedTooLong', 'handledTooLong'),
  lines: reports.map(({ workstreamId: id, workstreamName: name, ...figures }) => ({ id, name, figures })),
});

/** `nameOf`: what an agent or a number is called; undefined where nobody knows any more. */
export const sessionSheet = ({ rows }: SessionsReport, nameOf: (id: string) => string | undefined): Sheet => ({
  columns: [
    ...column('count', 'offered', 'accepted', 'rejected', 'timedOut', 'transferred'),
    ...column('seconds', 'accept', 'handle', 'wrapUp'),
  ],
  lines: rows.map(({ id, acceptSeconds, handleSeconds, wrapUpSeconds, ...counts }) => ({
    id: id ?? '',
    name: id === null ? reportWords.nobody : (nameOf(id) ?? reportWords.unknown(id)),
    figures: { ...counts, accept: acceptSeconds, handle: handleSeconds, wrapUp: wrapUpSeconds },
  })),
});

/** The sessions of agents, with what became of offers that no desk showed, and of advice; also of who gave nothing but that. */
export function agentSheet(
  sessions: SessionsReport,
  reports: readonly AgentReport[],
  nameOf: (id: string) => string | undefined,
): Sheet {
  const sheet = sessionSheet(sessions, nameOf);
  const toldOf = new Map(reports.map((report) => [report.agentId as string, report]));
  const known = new Set(sheet.lines.map(({ id }) => id));
  const others = reports
    .filter(({ agentId }) => !known.has(agentId))
    .map(({ agentId: id, agentName: name }): Line => ({ id, name, figures: {} }));
  return {
    columns: [
      ...sheet.columns,
      ...column('count', 'lost', 'adviceAsked', 'adviceGiven'),
      ...column('seconds', 'advice'),
    ],
    lines: [...sheet.lines, ...others].map((line) => {
      const told = toldOf.get(line.id);
      if (!told) return line;
      const { lost, adviceAsked, adviceGiven } = told;
      const advice = adviceGiven.seconds;
      const figures = { lost, adviceAsked: adviceAsked.offered, adviceGiven: adviceGiven.accepted, advice };
      return { ...line, figures: { ...line.figures, ...figures } };
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
