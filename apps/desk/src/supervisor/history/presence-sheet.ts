import type { Presence, PresenceReport } from '#contracts';
import { reportWords } from '../../words/en-history-reports.ts';
import { words } from '../../words/en.ts';
import type { Column, Line, PresenceKey, Sheet } from './sheet.ts';

/** Those that take work first, as the live page has them. */
const bases: readonly Presence[] = ['available', 'busy', 'do-not-disturb', 'away', 'inactive', 'offline'];

type Spent = PresenceReport['presences'][number];
const keyOf = ({ presence, presenceId }: Pick<Spent, 'presence' | 'presenceId'>): PresenceKey =>
  `presence ${presence}${presenceId === null ? '' : ` ${presenceId}`}`;

export interface PresenceColumn extends Column {
  /** What it is, or stands for. */
  readonly base: Presence;
  readonly isCustom: boolean;
}

/** Every built-in presence, and behind each the custom ones that stood for it in this time. */
function presenceColumns(reports: readonly PresenceReport[]): readonly PresenceColumn[] {
  const custom = new Map<PresenceKey, PresenceColumn>();
  for (const { presences } of reports)
    for (const spent of presences) {
      if (spent.presenceId === null) continue;
      const text = spent.presenceText ?? reportWords.unknown(spent.presenceId);
      const name = reportWords.custom(text, words.presence[spent.presence]);
      custom.set(keyOf(spent), { key: keyOf(spent), kind: 'duration', name, base: spent.presence, isCustom: true });
    }
  const sorted = [...custom.values()].sort((one, other) => one.name.localeCompare(other.name));
  return bases.flatMap((base): PresenceColumn[] => [
    {
      key: keyOf({ presence: base, presenceId: null }),
      kind: 'duration',
      name: words.presence[base],
      base,
      isCustom: false,
    },
    ...sorted.filter((column) => column.base === base),
  ]);
}

/** How long each agent was what, in seconds; who never signed in within the time is left out. */
export function presenceSheet(reports: readonly PresenceReport[]): Sheet {
  const lines = reports.map(({ agentId, agentName, seconds, presences }): Line => {
    const gone = presences.filter(({ presence }) => presence === 'offline').reduce((sum, one) => sum + one.seconds, 0);
    const spent = Object.fromEntries(presences.map((one) => [keyOf(one), one.seconds]));
    return { id: agentId, name: agentName, figures: { onDuty: Math.max(0, seconds - gone), ...spent } };
  });
  return {
    columns: [{ key: 'onDuty', kind: 'duration', name: reportWords.columns.onDuty }, ...presenceColumns(reports)],
    lines: lines.filter(({ figures }) => figures.onDuty),
  };
}
