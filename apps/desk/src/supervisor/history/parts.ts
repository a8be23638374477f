import type { Presence } from '#contracts';
import { reportWords } from '../../words/en-history-reports.ts';
import type { ChartProps } from '../charts/chart.tsx';
import type { PresenceColumn } from './presence-sheet.ts';
import type { Sheet } from './sheet.ts';

const { columns: names } = reportWords;

/** As their marks are coloured. Offline is not drawn: nights would hide the days. */
const colors: Partial<Record<Presence, string>> = {
  available: 'var(--available)',
  busy: 'var(--busy)',
  'do-not-disturb': 'color-mix(in srgb, var(--busy) 60%, var(--ink))',
  away: 'var(--away)',
  inactive: 'var(--ink-3)',
};
/** What stands for another is its colour, paler. */
const paler = (color: string) => `color-mix(in srgb, ${color} 55%, var(--surface))`;

const isOfPresence = (column: Sheet['columns'][number]): column is PresenceColumn => 'base' in column;

/** What a bar of the first column consists of; of all others, of how offers ended. */
const madeOf: Partial<Record<string, readonly [keyof typeof names, keyof typeof names, keyof typeof names]>> = {
  incoming: ['accepted', 'backlog', 'abandoned'],
  adviceAsked: ['askedAccepted', 'askedRejected', 'askedTimedOut'],
};

/** What the bars of a report are made of: time in presences, work that came in, or offers. */
export function partsOf({ columns, lines }: Sheet): ChartProps['parts'] {
  const presences = columns.filter(isOfPresence);
  if (presences.length > 0)
    return presences.flatMap(({ key, name, base, isCustom }) => {
      const color = colors[base];
      if (!color || !lines.some(({ figures }) => figures[key])) return [];
      return [{ key, label: name, color: isCustom ? paler(color) : color }];
    });
  const [first, second, third] = madeOf[columns[0]!.key] ?? (['accepted', 'rejected', 'timedOut'] as const);
  return [
    { key: first, label: names[first], color: 'var(--accent-fill)' },
    { key: second, label: names[second], color: 'var(--away)' },
    { key: third, label: names[third], color: 'var(--busy)' },
  ];
}

/** In what time in presences is drawn, in seconds: hours, minutes or seconds, of which the longest line has two at least. */
export const unitOf = ({ lines }: Sheet): number => {
  const longest = Math.max(...lines.map(({ figures }) => figures.onDuty ?? 0));
  return [3600, 60].find((unit) => longest >= 2 * unit) ?? 1;
};
