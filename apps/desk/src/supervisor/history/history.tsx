import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { IconCalendarOff, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { queues } from '../../api/routing.ts';
import { now } from '../../live/clock.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { save } from '../../parts/save.ts';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { asClock, asDuration, here, timeZones } from '../../parts/time.ts';
import { useTitle } from '../../shell/title.ts';
import { reportWords as words } from '../../words/en-history-reports.ts';
import { words as shared } from '../../words/en.ts';
import { Chart } from '../charts/chart.tsx';
import '../fields.css';
import { LivePage } from '../places.tsx';
import styles from './history.module.css';
import { partsOf, unitOf } from './parts.ts';
import { daysBefore, faultOf, lastDays } from './period.ts';
import { asCsv, busyLines, type Kind, type Sheet } from './sheet.ts';
import { type Group, groups, useSheet } from './use-sheet.ts';

/** A week, unless the address says otherwise. */
const usualDays = 7;
/** More bars than these say nothing at a glance. */
const mostBars = 10;

/** What happened between two days: by queue, workstream, hour, skill, capacity profile, agent (and their advice and presences) or number. The address says which. */
export function History() {
  useTitle(words.title);
  const search = useSearch({ from: '/live/history' });
  const go = useNavigate({ from: '/live/history' });
  const set = (change: Partial<typeof search>) => void go({ search: { ...search, ...change }, replace: true });
  const zone = search.zone && timeZones.includes(search.zone) ? search.zone : here;
  const usual = lastDays(usualDays, zone, now());
  const days = { from: search.from ?? usual.from, to: search.to ?? usual.to, zone };
  const by: Group = search.by ?? 'queue';
  const fault = faultOf(days);
  const lines = useQuery({ ...queues, enabled: by === 'presence' }).data ?? [];
  const queueId = lines.some(({ id }) => id === search.queue) ? search.queue : undefined;
  const sheet = useSheet(by, fault ? null : days, queueId);
  const isComparing = search.compare === 'before';
  const before = useSheet(by, !fault && isComparing ? daysBefore(days) : null, queueId);
  const ready = sheet.data && (!isComparing || before.data) ? sheet.data : undefined;
  const busy = ready && busyLines(ready);
  // of a day with any work every hour is shown
  const shown = ready && busy && { ...ready, lines: by === 'hour' && busy.length > 0 ? ready.lines : busy };
  const earlier = isComparing ? (before.data ?? null) : null;
  const saveShown = () => {
    if (shown)
      save(new Blob([asCsv(lineOf(by), shown, earlier)], { type: 'text/csv' }), `${by}-${days.from}-${days.to}.csv`);
  };
  return (
    <LivePage
      title={words.title}
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={15} stroke={1.7} aria-hidden />}
          disabled={!shown?.lines.length}
          onClick={saveShown}
        >
          {words.csv}
        </Button>
      }
    >
      <section className={styles.filters} aria-label={words.filters}>
        <TextInput
          type="date"
          label={words.from}
          value={days.from}
          max={days.to}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={words.to}
          value={days.to}
          error={fault && words[fault]}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
        <Select
          label={words.zone}
          data={timeZones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
          searchable
          allowDeselect={false}
          value={zone}
          onChange={(next) => set({ zone: next ?? undefined })}
        />
        <Select
          label={words.by}
          data={groups.map((value) => ({ value, label: words.groups[value] }))}
          allowDeselect={false}
          value={by}
          onChange={(next) => set({ by: next ?? undefined })}
        />
        {by === 'presence' && (
          <Select
            label={words.queue}
            data={[
              { value: '', label: words.everyQueue },
              ...lines.map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            allowDeselect={false}
            value={queueId ?? ''}
            onChange={(next) => set({ queue: next || undefined })}
          />
        )}
        <Checkbox
          className={styles.compare}
          label={words.compare}
          checked={isComparing}
          onChange={(event) => set({ compare: event.currentTarget.checked ? 'before' : undefined })}
        />
      </section>
      {!fault && (
        <Card title={titleOf(by)}>
          <Read
            query={{
              data: shown,
              error: sheet.error ?? before.error,
              refetch: () => void Promise.all([sheet.refetch(), ...(isComparing ? [before.refetch()] : [])]),
            }}
            what={words.failed}
          >
            {(data) => <Report by={by} sheet={data} before={earlier} />}
          </Read>
        </Card>
      )}
    </LivePage>
  );
}

/** What a line of the table is. */
const lineOf = (by: Group): string => words.groups[by === 'presence' || by === 'advice' ? 'agent' : by];
const titles: Partial<Record<Group, string>> = { presence: words.presenceTable, advice: words.adviceTable };
const titleOf = (by: Group): string => titles[by] ?? words.table(words.groups[by]);

const write = (figure: number | null | undefined, kind: Kind): string =>
  figure == null
    ? '–'
    : kind === 'count'
      ? shared.common.number(figure)
      : kind === 'share'
        ? `${Math.round(figure * 100)}%`
        : kind === 'duration'
          ? asDuration(figure)
          : asClock(figure);

interface ReportProps {
  readonly by: Group;
  readonly sheet: Sheet;
  readonly before: Sheet | null;
}

function Report({ by, sheet, before }: ReportProps) {
  if (sheet.lines.length === 0)
    return (
      <Empty icon={IconCalendarOff} title={words.none}>
        {words.noneText}
      </Empty>
    );
  const group = lineOf(by);
  const lead = sheet.columns[0]!;
  const earlier = new Map(before?.lines.map((line) => [line.id, line]));
  const parts = partsOf(sheet);
  // the lines behind bars stand at round hours, not at round thousands of seconds
  const unit = by === 'presence' ? unitOf(sheet) : 1;
  const greatest = (): Sheet['lines'] =>
    [...sheet.lines]
      .sort((one, other) => (other.figures[lead.key] ?? 0) - (one.figures[lead.key] ?? 0))
      .slice(0, mostBars);
  // a day is read from its morning to its evening
  const rows = (by === 'hour' ? sheet.lines : greatest()).map(({ id, name, figures }) => ({
    id,
    name,
    figures: Object.fromEntries(parts.map(({ key }) => [key, (figures[key as typeof lead.key] ?? 0) / unit])),
  }));
  return (
    <>
      <Chart
        of={by === 'presence' ? words.presenceChart : words.chart(lead.name, group)}
        name={group}
        rows={rows}
        parts={parts}
        {...(by === 'presence' && { write: (figure) => asDuration(Math.round(figure * unit)) })}
      />
      <DataTable
        label={titleOf(by)}
        columns={[{ name: group }, ...sheet.columns.map(({ name }) => ({ name, end: true }))]}
      >
        {sheet.lines.map((line) => (
          <tr key={line.id}>
            <td className={table.strong} dir="auto">
              {line.name}
            </td>
            {sheet.columns.map(({ key, kind, name }) => (
              <td key={key} className={table.end}>
                {write(line.figures[key], kind)}
                {before && (
                  <span className={styles.before} title={words.before(name)}>
                    <span className="unseen">{words.wasBefore} </span>
                    {write(earlier.get(line.id)?.figures[key], kind)}
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </DataTable>
    </>
  );
}
