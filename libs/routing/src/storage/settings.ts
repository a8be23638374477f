import type { EntityManager } from 'typeorm';
import { assignmentSettings, type AssignmentSettings, type OrganisationSettings } from '#contracts';
import { settings } from '#copies';
import type { Rules } from '../domain/snapshot.ts';

/** The one row's key. */
export const theAssignmentSettings = '01990000-0000-7000-8000-000000000001';

/** What holds for all: routing's own settings, and what it knows of the organisation's. */
export interface Settings {
  readonly version: number;
  readonly assignment: AssignmentSettings;
  readonly organisation: OrganisationSettings;
}

/** Reads them as they are now; what nobody has said is as usual. */
export async function settingsNow(manager: EntityManager): Promise<Settings> {
  const [stored]: { version: number; body: unknown }[] = await manager.query(
    `SELECT version, body FROM assignment_settings`,
  );
  const { organisation } = await settings({ manager }).inForce();
  return {
    version: stored?.version ?? 0,
    assignment: assignmentSettings.parse(stored?.body ?? {}),
    organisation,
  };
}

/** The part of them that the choice of agents goes by. */
export const rulesOf = ({ organisation }: Settings): Rules => ({
  sessions: organisation.agent.sessions,
});
