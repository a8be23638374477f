import {
  organisationSettings,
  type Person,
  Refusal,
  type Settled,
  type SettingsKind,
  theOrganisation,
  type WorkstreamId,
  workstreamSettings,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import type { Settings } from '../domain/settings.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { settings } from '../storage/settings.ts';
import { workstreams } from '../storage/workstreams.ts';
import { saveOrganisation, saveWorkstreamSettings, workstreamNotFound } from './save-settings.ts';

/**
 * Makes what holds for everybody again what it was at `version`. That is a new version. Refuses as saving does, and with
 * `version-not-found`, `outdated` (what it was then is not allowed any more).
 */
export async function restoreOrganisation(
  tx: Transaction,
  person: Person,
  version: number,
  from: number | null,
): Promise<Settings> {
  await oneAtATime(tx);
  const was = await settingsAt(tx, organisationSettings, theOrganisation, version);
  return saveOrganisation(tx, person, was, from, 'restored');
}

/** The same for what a workstream carries. */
export async function restoreWorkstreamSettings(
  tx: Transaction,
  person: Person,
  id: WorkstreamId,
  version: number,
  from: number | null,
): Promise<Settings> {
  await oneAtATime(tx);
  if (!(await workstreams(tx).exists(id))) throw workstreamNotFound();
  const was = await settingsAt(tx, workstreamSettings, id, version);
  return saveWorkstreamSettings(tx, person, id, was, from, 'restored');
}

async function settingsAt(tx: Transaction, kind: SettingsKind, about: string, version: number): Promise<Settled> {
  const known = await settings(tx).find(kind, about);
  if (!known) throw new Refusal('version-not-found', `Nothing is known of version ${version} of these.`);
  return changes(tx).at(kind.request, { kind: kind.kind, subjectId: known.id, version });
}
