import {
  type ConfigurationFile,
  type ConfigurationImported,
  type LifeSettings,
  lifeSettings,
  type WorkstreamId,
  workstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { changing, ConfigurationReader, type Planned, planned, resultsOf } from '#platform';
import { differingFields, lifeThing } from '../domain/configuration.ts';
import type { Life } from '../domain/life-settings.ts';
import { lifeSettingsOf, usualLife } from '../storage/life-settings.ts';
import { planAnew } from '../timers/plan-anew.ts';
import { lifeChange } from './set-life-settings.ts';

/**
 * Makes settings what a file says (decisions I): all of it or, when anything in it is wrong, nothing. They are known by the ids of their
 * workstreams, which may be heard of later. Refuses with `unreadable`, and says everything that is wrong by its path.
 */
export async function importConfiguration(
  tx: Transaction,
  by: By,
  file: ConfigurationFile,
  isDryRun: boolean,
): Promise<ConfigurationImported> {
  await lifeSettingsOf(tx).oneAtATime();
  const known = new Map<string, Life>((await lifeSettingsOf(tx).all()).map((life) => [life.workstreamId, life]));
  const reader = new ConfigurationReader(file);
  const plans: Planned<Life>[] = (reader.section('conversation-settings') ?? []).flatMap(([slug, thing]) => {
    const path = `conversation-settings.${slug}`;
    const id = reader.read<WorkstreamId>(workstreamId as never, slug, path);
    const asked = reader.read<LifeSettings>(lifeSettings as never, thing, path);
    if (!id || !asked) return [];
    const before = known.get(id) ?? null;
    const after = { ...asked, workstreamId: id, version: (before?.version ?? 0) + 1, changedAt: tx.now };
    const differing = before ? differingFields(lifeThing(before), lifeThing(after)) : [];
    return [
      planned('conversation-settings', slug, before, before && differing.length === 0 ? before : after, differing),
    ];
  });
  reader.settle();
  if (!isDryRun) {
    const changed = changing(plans).map(({ after }) => after);
    await lifeSettingsOf(tx).saveAll(changed);
    await changes(tx).record(
      by,
      ...changing(plans).map(({ before, after }) => lifeChange(before ?? usualLife, after, 'changed')),
    );
    await planAnew(
      tx,
      changed.map((life) => life.workstreamId),
    );
  }
  return { dryRun: isDryRun, ...resultsOf(plans) };
}
