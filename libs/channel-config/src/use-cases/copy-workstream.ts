import {
  type CopyWorkstreamRequest,
  type DefinitionId,
  definitionKinds,
  type Person,
  Refusal,
  type WorkstreamId,
  workstreamSettings,
} from '#contracts';
import { definedBy } from '#definitions';
import type { Transaction } from '#event-bus';
import { takenAlong } from '../domain/copy-of-workstream.ts';
import { refuseRemoved } from '../domain/retirement.ts';
import { nameOfCopy, type Workstream } from '../domain/workstream.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { settings } from '../storage/settings.ts';
import { workstreams } from '../storage/workstreams.ts';
import { keepDefinition } from './save-definition.ts';
import { saveWorkstreamSettings, workstreamNotFound } from './save-settings.ts';
import { saveWorkstream } from './save-workstream.ts';

/**
 * Makes a workstream like another one, with all that it carries: advanced settings, context variables, time-out rules, and a place among
 * the workstreams of its quick replies and disposition codes. Channels stay where they are. Who distributes its work hears whose copy it is
 * (product.md 6.4). The same request again changes nothing. Refuses with `workstream-not-found`, `already-removed`, `already-exists`,
 * `slug-taken`.
 */
export async function copyWorkstream(
  tx: Transaction,
  person: Person,
  sourceId: WorkstreamId,
  { id, slug, name }: CopyWorkstreamRequest,
): Promise<Workstream> {
  await oneAtATime(tx);
  const source = await workstreams(tx).find(sourceId);
  if (!source) throw workstreamNotFound();
  const known = await workstreams(tx).find(id);
  if (known) {
    if (known.copiedFrom === sourceId && known.slug === slug && (name === undefined || known.name === name))
      return known;
    throw new Refusal('already-exists', 'There is a workstream with this id and other contents.', 'id');
  }
  refuseRemoved(source);
  const { mode, direction, fallbackQueueId } = source;
  const asked = { slug, name: name ?? nameOfCopy(source.name), mode, direction, fallbackQueueId };
  const copy = await saveWorkstream(tx, person, id, asked, null, undefined, sourceId);
  const carried = await settings(tx).find(workstreamSettings, sourceId);
  if (carried) await saveWorkstreamSettings(tx, person, id, carried.body, 0);
  await takeDefinitions(tx, person, sourceId, copy);
  return copy;
}

async function takeDefinitions(tx: Transaction, person: Person, sourceId: WorkstreamId, copy: Workstream) {
  const kinds = new Map(definitionKinds.map((kind) => [kind.kind, kind]));
  for (const one of await definitions(tx).naming(sourceId)) {
    const kind = kinds.get(one.kind);
    const taken = kind && takenAlong(kind, definedBy(one), copy);
    if (!kind || !taken) continue;
    if (taken.as === 'one more') await keepDefinition(tx, kind, person, one.id, one, taken.defined, 'changed');
    else await keepDefinition(tx, kind, person, tx.newId() as DefinitionId, null, taken.defined, 'created');
  }
}
