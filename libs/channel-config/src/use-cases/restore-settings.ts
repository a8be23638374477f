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
import type { Settings } from '../domain/settings.ts';
import { changes } from '../storage/changes.ts';
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
  const was = await settingsAt(tx, organisationSettings as never, theOrganisation, version);
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
  const was = await settingsAt(tx, workstreamSettings as never, id, version);
  return saveWorkstreamSettings(tx, person, id, was, from, 'restored');
}

async function settingsAt(tx: Transaction, kind: SettingsKind, about: string, version: number): Promise<Settled> {
  const known = await settings(tx).find(kind, about);
  const was = known && (await changes(tx).at(known.id, version));
  if (!was) throw new Refusal('version-not-found', `Nothing is known of version ${version} of these.`);
  const read = kind.request.safeParse(was);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal('outdated', `What it was at version ${version} is not allowed any more: ${issue!.message}.`);
}
