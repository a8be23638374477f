import type { PresenceReport } from '#contracts';
import { partsOf, unitOf } from './parts.ts';
import { presenceSheet } from './presence-sheet.ts';
import { asCsv } from './sheet.ts';

const told = (agentId: string, agentName: string, spent: [string, number, [string, string | null]?][]) =>
  ({
    agentId,
    agentName,
    seconds: spent.reduce((sum, [, seconds]) => sum + seconds, 0),
    presences: spent.map(([presence, seconds, custom]) => ({
      presence,
      presenceId: custom?.[0] ?? null,
      presenceText: custom?.[1] ?? null,
      seconds,
    })),
  }) as unknown as PresenceReport;
const lena = told('l', 'Lena', [
  ['available', 3600.25],
  ['away', 60],
  ['away', 900, ['7b3c1a9e-1', 'At lunch']],
  ['offline', 80_000],
]);
const diego = told('d', 'Diego', [
  ['busy', 30],
  ['offline', 50, ['7b3c1a9e-2', null]],
]);
const nobody = told('n', 'Noor', [['offline', 86_400]]);

describe('how long agents were what, as a table', () => {
  it('has a column for each presence, custom ones behind what they stand for, and how long each was signed in', () => {
    const [head, first, second, ...rest] = asCsv('Agent', presenceSheet([lena, diego, nobody]), null).split('\r\n');
    expect(head).toBe(
      'Agent,Signed in,Available,Busy,Do not disturb,Appear away,At lunch (Appear away),Inactive,Offline,no longer here (7b3c1a9e) (Offline)',
    );
    expect(first).toBe('Lena,4560.3,3600.3,,,60,900,,80000,');
    expect(second).toBe('Diego,30,,30,,,,,,50');
    expect(rest).toEqual(['']);
  });

  it('is drawn without what nobody was, and without Offline, which would hide the rest', () => {
    expect(partsOf(presenceSheet([lena, diego])).map(({ label }) => label)).toEqual([
      'Available',
      'Busy',
      'Appear away',
      'At lunch (Appear away)',
    ]);
  });

  it('is drawn in the unit in which the longest is a number that people can compare', () => {
    const lines = (...seconds: number[]) => presenceSheet(seconds.map((one) => told('l', 'Lena', [['busy', one]])));
    expect([lines(30, 119), lines(120, 7), lines(7199), lines(7200, 1)].map(unitOf)).toEqual([1, 60, 60, 3600]);
  });
});
