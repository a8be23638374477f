import { type AssignmentSettings, assignmentSettings, type Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { differences } from '../domain/differences.ts';
import { faultsInTargets } from '../domain/targets.ts';
import { settingsNow, theAssignmentSettings } from '../storage/settings.ts';
import { AssignmentSettingsTable } from '../storage/settings.table.ts';
import { skillSlugs } from '../storage/skill-slugs.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { refuseFaults } from './save-rules.ts';

/** Says what holds for all work from now on; the same again changes nothing. Refuses with `version-required`, `version-mismatch`, `unreadable`, `unknown-reference`. */
export async function saveAssignmentSettings(
  tx: Transaction,
  person: Person,
  asked: AssignmentSettings,
  from: number | null,
  action: 'changed' | 'restored' = 'changed',
) {
  await staffDefinitions(tx).oneAtATime();
  const { version: known, assignment: before } = await settingsNow(tx.manager);
  refuseOtherVersion(known, from);
  if (differences({ ...before }, { ...asked }).length === 0) return { ...before, version: known };
  return keepAssignmentSettings(tx, person, { before, asked, version: known + 1, action });
}

/** Stores what holds for all work, and writes down who said so. Refuses with `unreadable`, `unknown-reference` filters that can mean nothing. */
export async function keepAssignmentSettings(
  tx: Transaction,
  by: By,
  { before, asked, version, action }: Kept,
): Promise<AssignmentSettings & { version: number }> {
  refuseFaults(faultsInTargets(asked.targets, await skillSlugs(tx.manager)));
  await tx.manager
    .getRepository(AssignmentSettingsTable)
    .upsert({ id: theAssignmentSettings, version, body: asked }, ['id']);
  await changes(tx).record(by, { ...theirHistory, version, action, before: { ...before }, after: { ...asked } });
  tx.wake('assignment');
  return { ...asked, version };
}

/** What the history calls them. */
export const theirHistory = { kind: 'assignment-settings', subjectId: theAssignmentSettings };

interface Kept {
  readonly before: AssignmentSettings;
  readonly asked: AssignmentSettings;
  readonly version: number;
  readonly action: 'changed' | 'restored';
}

/** Makes them again what they were at `version`. Refuses as saving does, and with `version-not-found`, `outdated`. */
export async function restoreAssignmentSettings(tx: Transaction, person: Person, version: number, from: number | null) {
  const was = await changes(tx).at(assignmentSettings, { ...theirHistory, version });
  return saveAssignmentSettings(tx, person, was, from, 'restored');
}
