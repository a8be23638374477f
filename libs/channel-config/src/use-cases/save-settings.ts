import {
  definitionKinds,
  organisationSettings,
  type Person,
  Refusal,
  sessionTemplateKind,
  type Settled,
  type SettingsKind,
  theOrganisation,
  type WorkstreamId,
  type WorkstreamSettings,
  workstreamSettings,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { usesOf } from '../domain/use.ts';
import { isSame } from '../domain/differences.ts';
import { refuseRemoved } from '../domain/retirement.ts';
import { type Settings, usualSettings } from '../domain/settings.ts';
import type { Workstream } from '../domain/workstream.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { settings } from '../storage/settings.ts';
import { workstreams } from '../storage/workstreams.ts';
import { saySettings } from './say-settings.ts';

/** Whether they are changed, or are again what they were. */
type Action = 'changed' | 'restored';

/** Changes what holds for everybody. Refuses with `version-required`, `version-mismatch`, `unknown-reference`. */
export async function saveOrganisation(
  tx: Transaction,
  person: Person,
  asked: Settled,
  from: number | null,
  action: Action = 'changed',
): Promise<Settings> {
  await oneAtATime(tx);
  return save(tx, organisationSettings, person, theOrganisation, asked, from, action);
}

/**
 * Changes what a workstream carries beyond its distribution. Refuses with `workstream-not-found`, `already-removed`, `version-required`,
 * `version-mismatch`, `unknown-reference`, `not-generic` (its sessions), `bot-needs-push`.
 */
export async function saveWorkstreamSettings(
  tx: Transaction,
  person: Person,
  id: WorkstreamId,
  asked: Settled,
  from: number | null,
  action: Action = 'changed',
): Promise<Settings> {
  await oneAtATime(tx);
  const workstream = await workstreams(tx).find(id);
  if (!workstream) throw workstreamNotFound();
  refuseRemoved(workstream);
  await refuseUnfit(tx, workstream, asked as WorkstreamSettings);
  return save(tx, workstreamSettings, person, id, asked, from, action);
}

export const workstreamNotFound = (): Refusal => new Refusal('workstream-not-found', 'There is no such workstream.');

/** Its sessions are generic ones, and a bot answers only where work is offered (product.md 16, 25). */
async function refuseUnfit(
  tx: Transaction,
  { mode }: Pick<Workstream, 'mode'>,
  { sessionTemplateId, botId }: Pick<WorkstreamSettings, 'sessionTemplateId' | 'botId'>,
): Promise<void> {
  if (botId !== null && mode !== 'push')
    throw new Refusal('bot-needs-push', 'A bot answers only where work is offered.', 'botId');
  const isBuiltIn = sessionTemplateKind.builtIn.some(({ id }) => id === sessionTemplateId);
  const template = isBuiltIn ? null : await definitions(tx).find(sessionTemplateKind, sessionTemplateId);
  if (template && template.body['type'] !== 'generic')
    throw new Refusal('not-generic', `${template.name} is for records, not for conversations.`, 'sessionTemplateId');
}

async function save(
  tx: Transaction,
  kind: SettingsKind,
  person: Person,
  about: string,
  asked: Settled,
  from: number | null,
  action: Action,
): Promise<Settings> {
  const known = (await settings(tx).find(kind, about)) ?? usualSettings(kind, about, tx.newId());
  refuseOtherVersion(known.version, from);
  if (isSame(known.body, asked)) return known;
  const uses = usesOf(kind, asked);
  await definitions(tx).refuseUnknown(definitionKinds, uses);

  const changed: Settings = { ...known, version: known.version + 1, body: asked, changedAt: tx.now };
  await settings(tx).save(changed);
  await definitions(tx).saveUses(changed, uses);
  const { id: subjectId, version } = changed;
  await changes(tx).record(person, { kind: kind.kind, subjectId, version, action, before: known.body, after: asked });
  saySettings(tx, kind, changed);
  return changed;
}
