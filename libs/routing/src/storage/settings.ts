import type { EntityManager } from 'typeorm';
import {
  assignmentSettings,
  type AssignmentSettings,
  type OrganisationSettings,
  organisationSettings,
  theOrganisation,
} from '#contracts';
import type { Rules } from '../domain/snapshot.ts';

/** The one row's key. */
export const theAssignmentSettings = '01990000-0000-7000-8000-000000000001';

/** What holds for all: routing's own settings, and what it knows of the organisation's. */
export interface Settings {
  readonly version: number;
  readonly assignment: AssignmentSettings;
  readonly organisation: OrganisationSettings;
}

interface SettingsRow {
  readonly assignment: { readonly version: number; readonly body: unknown } | null;
  readonly organisation: unknown;
}

/** Columns of a statement that asks for other things, too; they have the values `settingsAsked` from `$1` on. */
export const settingsSql = `
  (SELECT jsonb_build_object('version', version, 'body', body) FROM assignment_settings) AS assignment,
  (SELECT settled FROM settings_copy WHERE kind = $1 AND subject = $2) AS organisation`;
export const settingsAsked: readonly unknown[] = [organisationSettings.kind, theOrganisation];

/** What such a statement answered; what nobody has said is as usual. */
export const settingsIn = ({ assignment, organisation }: SettingsRow): Settings => ({
  version: assignment?.version ?? 0,
  assignment: assignmentSettings.parse(assignment?.body ?? {}),
  organisation: organisationSettings.stored.parse(organisation ?? {}),
});

/** Reads them as they are now. */
export async function settingsNow(manager: EntityManager): Promise<Settings> {
  const [row]: [SettingsRow] = await manager.query(`SELECT ${settingsSql}`, [...settingsAsked]);
  return settingsIn(row);
}

/** The part of them that the choice of agents goes by. */
export const rulesOf = ({ organisation }: Settings): Rules => ({
  sessions: organisation.agent.sessions,
});
