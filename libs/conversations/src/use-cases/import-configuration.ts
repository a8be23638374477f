import {
  type ConfigurationFile,
  type ConfigurationImported,
  type DirectorySourceRequest,
  directorySourceRequest,
  type DirectorySourceView,
  identificationRequest,
  lifeSettingsRequest,
  type WorkstreamId,
  workstreamId,
} from '#contracts';
import type { z } from 'zod';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { changing, ConfigurationReader, type Planned, planned, resultsOf } from '#platform';
import { differingFields, directoryThing, identificationThing, lifeThing, standard } from '../domain/configuration.ts';
import { usualIdentification } from '../domain/identification.ts';
import type { Life } from '../domain/life-settings.ts';
import { readDirectorySource } from '../queries/identification.ts';
import { type IdentificationRule, IdentificationRuleTable } from '../storage/context.table.ts';
import { lifeSettingsOf, usualLife } from '../storage/life-settings.ts';
import { planAnew } from '../timers/plan-anew.ts';
import { oneAtATime } from './how-customers-are-found.ts';
import { keepDirectorySource } from './save-directory-source.ts';
import { type Kept, keepIdentification } from './save-identification.ts';
import { lifeChange } from './set-life-settings.ts';

/**
 * Makes settings, and how customers are found, what a file says (decisions I): all of it or, when anything in it is wrong, nothing. What is set
 * of workstreams is known by their ids; they may be heard of later. Refuses with `unreadable`, and says everything that is wrong by its path.
 */
export async function importConfiguration(
  tx: Transaction,
  by: By,
  file: ConfigurationFile,
  isDryRun: boolean,
): Promise<ConfigurationImported> {
  await lifeSettingsOf(tx).oneAtATime();
  await oneAtATime(tx);
  const reader = new ConfigurationReader(file);
  const lives = await planLives(tx, reader);
  const rules = await planIdentification(tx, reader);
  const directory = await readDirectorySource(tx.manager);
  const sources = planDirectory(reader, directory);
  reader.settle();
  if (!isDryRun) {
    await keepLives(tx, by, changing(lives));
    await keepIdentification(tx, by, changing(rules).map(toKeep));
    for (const { after } of changing(sources)) await keepDirectorySource(tx, by, directory, after, 'changed');
  }
  return { dryRun: isDryRun, ...resultsOf([...lives, ...rules, ...sources]) };
}

/** The things of a section that stand under the ids of workstreams. */
function ofWorkstreams<Asked>(
  reader: ConfigurationReader,
  section: string,
  schema: z.ZodType<Asked>,
): { readonly id: WorkstreamId; readonly asked: Asked }[] {
  return (reader.section(section) ?? []).flatMap(([slug, thing]) => {
    const path = `${section}.${slug}`;
    const id = reader.read(workstreamId, slug, path);
    const asked = reader.read(schema, thing, path);
    return id && asked ? [{ id, asked }] : [];
  });
}

async function planLives(tx: Transaction, reader: ConfigurationReader): Promise<Planned<Life>[]> {
  const section = 'conversation-settings';
  const known = new Map<string, Life>((await lifeSettingsOf(tx).all()).map((life) => [life.workstreamId, life]));
  return ofWorkstreams(reader, section, lifeSettingsRequest).map(({ id, asked }) => {
    const before = known.get(id) ?? null;
    const after = { ...asked, workstreamId: id, version: (before?.version ?? 0) + 1, changedAt: tx.now };
    const differing = before ? differingFields(lifeThing(before), lifeThing(after)) : [];
    return planned(section, id, before, before && differing.length === 0 ? before : after, differing);
  });
}

const toKeep = ({ before, after: { workstreamId: id, version, ...asked } }: Planned<Rule>): Kept => ({
  ...{ workstreamId: id, before: before ?? usualIdentification, asked, version, action: 'changed' },
});

type Rule = Omit<IdentificationRule, 'changedAt'>;

async function planIdentification(tx: Transaction, reader: ConfigurationReader): Promise<Planned<Rule>[]> {
  const section = 'identification';
  const stored = await tx.manager.getRepository(IdentificationRuleTable).find();
  const known = new Map<string, Rule>(stored.map((rule) => [rule.workstreamId, rule]));
  return ofWorkstreams(reader, section, identificationRequest).map(({ id, asked }) => {
    const before = known.get(id) ?? null;
    const after = { ...asked, workstreamId: id, version: (before?.version ?? 0) + 1 };
    const differing = before ? differingFields(identificationThing(before), identificationThing(after)) : [];
    return planned(section, id, before, before && differing.length === 0 ? before : after, differing);
  });
}

function planDirectory(reader: ConfigurationReader, known: DirectorySourceView): Planned<DirectorySourceRequest>[] {
  const section = 'directory';
  return (reader.section(section) ?? []).flatMap(([slug, thing]) => {
    const path = `${section}.${slug}`;
    if (slug !== standard) reader.fault(path, `is not ${standard}, and there is no other`);
    const asked = reader.read(directorySourceRequest, thing, path);
    if (!asked) return [];
    const before = known.version === 0 ? null : known;
    const differing = before ? differingFields(directoryThing(before), directoryThing(asked)) : [];
    return [planned(section, slug, before, before && differing.length === 0 ? before : asked, differing)];
  });
}

async function keepLives(tx: Transaction, by: By, plans: readonly Planned<Life>[]): Promise<void> {
  const changed = plans.map(({ after }) => after);
  await lifeSettingsOf(tx).saveAll(changed);
  await changes(tx).recordAll(
    by,
    plans.map(({ before, after }) => lifeChange(before ?? usualLife, after, 'changed')),
  );
  await planAnew(
    tx,
    changed.map((life) => life.workstreamId),
  );
}
