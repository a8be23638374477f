import type { EntityManager } from 'typeorm';
import type { SettingsKind } from '#contracts';
import { listChanges } from '#history';
import { type Settings, usualSettings } from '../domain/settings.ts';
import { settings } from '../storage/settings.ts';

import type { PageAsked } from './list.ts';

export const viewOfSettings = (kind: SettingsKind, { about, version, body, changedAt }: Settings) => ({
  ...kind.about(about),
  ...body,
  version,
  changedAt: changedAt?.toISOString() ?? null,
});
export type SettingsView = ReturnType<typeof viewOfSettings>;

/** What is set of this, or what holds while nobody has said otherwise. */
export async function settingsOf(db: EntityManager, kind: SettingsKind, about: string): Promise<SettingsView> {
  const found = await settings({ manager: db }).find(kind, about);
  return viewOfSettings(kind, found ?? usualSettings(kind, about, about));
}

/** What was changed of it, newest first. */
export async function changesOfSettings(db: EntityManager, kind: SettingsKind, about: string, asked: PageAsked) {
  const found = await settings({ manager: db }).find(kind, about);
  // what was never changed has no history, but a cursor is read all the same
  return listChanges(db, { kind: kind.kind, subjectId: found?.id ?? about }, asked);
}
