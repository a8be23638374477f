import type { EntityManager } from 'typeorm';
import {
  assignmentSettings,
  type AssignmentSettings,
  organisationSettings,
  type OrganisationSettings,
} from '#contracts';
import type { Rules } from '../domain/choose-agents.ts';

/** The one row's key. */
export const theAssignmentSettings = '01990000-0000-7000-8000-000000000001';

/** What holds for all: routing's own settings, and what it knows of the organisation's. */
export interface Settings {
  readonly version: number;
  readonly assignment: AssignmentSettings;
  readonly organisation: OrganisationSettings;
}

/** Reads them as they are now, in one statement; what nobody has said is as usual. */
export async function settingsNow(db: EntityManager): Promise<Settings> {
  const [row]: { version: number | null; assignment: unknown; organisation: unknown }[] = await db.query(
    `SELECT (SELECT version FROM assignment_settings) AS version, (SELECT body FROM assignment_settings) AS assignment,
       (SELECT body FROM definition_copy WHERE kind = 'organisation-settings' LIMIT 1) AS organisation`,
  );
  return {
    version: row!.version ?? 0,
    assignment: assignmentSettings.parse(row!.assignment ?? {}),
    organisation: organisationSettings.stored.parse(row!.organisation ?? {}),
  };
}

/** The part of them that the choice of agents goes by. */
export const rulesOf = ({ organisation }: Settings): Rules => ({
  sessions: organisation.agent.sessions,
});
