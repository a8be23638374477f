import { type AssignmentSettings, assignmentSettings, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { differences } from '../domain/differences.ts';
import { faultsInTargets } from '../domain/targets.ts';
import type { By } from '../storage/changes.ts';
import { settingsNow, theAssignmentSettings } from '../storage/settings.ts';
import { AssignmentSettingsTable } from '../storage/settings.table.ts';
import { skillSlugs } from '../storage/skill-slugs.ts';
import { staffChanges } from '../storage/staff-changes.ts';
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
  if (from === null) throw new Refusal('version-required', `Say which version you change: If-Match: "${known}".`);
  if (from !== known) throw new Refusal('version-mismatch', `These settings are at version ${known} now.`);
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
    .upsert({ id: theAssignmentSettings, version, body: asked } as never, ['id']);
  const about = { kind: 'assignment-settings', subjectId: theAssignmentSettings, version, action };
  await staffChanges(tx).record(by, [{ ...about, before: { ...before }, after: { ...asked } }]);
  tx.wake('assignment');
  return { ...asked, version };
}

interface Kept {
  readonly before: AssignmentSettings;
  readonly asked: AssignmentSettings;
  readonly version: number;
  readonly action: 'changed' | 'restored';
}

/** Makes them again what they were at `version`. */
export async function restoreAssignmentSettings(tx: Transaction, person: Person, version: number, from: number | null) {
  const was = await staffChanges(tx).at(theAssignmentSettings, version);
  if (!was) throw new Refusal('version-not-found', `Nothing is known of version ${version}.`);
  return saveAssignmentSettings(tx, person, assignmentSettings.parse(was), from, 'restored');
}
