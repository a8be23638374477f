import {
  type ConfiguredThing,
  definitionId,
  type DefinitionId,
  type DefinitionKind,
  definitionKinds,
  sectionOf,
} from '#contracts';
import { definedAs, definedBy, type Definition, removedAsOf } from '#definitions';
import { changing, type Planned, planned, pruned } from '#platform';
import { definitionThing, isNamedByOthers } from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import { rulesOf } from './definition-rules.ts';
import type { Importing } from './importing.ts';

/** A definition and its kind. */
export interface PlannedDefinition extends Planned<Definition> {
  readonly kind: DefinitionKind;
}

/**
 * Every definition of the file has an id from here on, so that each may name any other. `id` may say which a new one gets, where other services
 * name it.
 */
export function nameDefinitions(importing: Importing): void {
  const { slugs, tx } = importing;
  for (const kind of definitionKinds)
    for (const [slug, thing] of importing.section(sectionOf(kind)) ?? []) {
      const given = isNamedByOthers(kind) ? givenId(importing, kind, slug, thing) : undefined;
      if (slugs.id(kind.kind, slug) === undefined) slugs.add(kind.kind, slug, given ?? tx.newId());
    }
}

function givenId(importing: Importing, kind: DefinitionKind, slug: string, { id }: ConfiguredThing) {
  if (id === undefined) return undefined;
  const path = `${sectionOf(kind)}.${slug}.id`;
  const given = importing.read(definitionId, id, path);
  const before = importing.slugs.id(kind.kind, slug);
  if (given && before && given !== before) importing.fault(path, `is ${before} here`, 'already-exists');
  const other = importing.known.definitions.find((one) => one.id === given && one.slug !== slug);
  if (!before && other) importing.fault(path, `is that of ${other.slug}`, 'already-exists');
  return given;
}

/** What becomes of the definitions of a file, kind by kind; those it does not have are removed where it prunes. */
export async function planDefinitions(importing: Importing): Promise<PlannedDefinition[]> {
  const plans = definitionKinds.flatMap((kind) => planKind(importing, kind).map((plan) => ({ ...plan, kind })));
  for (const { kind, path, before, after } of changing(plans) as PlannedDefinition[]) {
    const { beforeKept, beforeRemoved } = rulesOf(kind);
    await importing.attemptLater(path, () =>
      after.removedAt === null
        ? beforeKept?.(importing.tx, after.id, definedBy(after), before)
        : beforeRemoved?.(importing.tx, after),
    );
  }
  return plans;
}

function planKind(importing: Importing, kind: DefinitionKind): Planned<Definition>[] {
  const { known, slugs, tx, settings } = importing;
  const section = sectionOf(kind);
  const things = importing.section(section);
  if (!things) return [];
  const here = known.definitions.filter((one) => one.kind === kind.kind);
  const bySlug = new Map(here.map((one) => [one.slug, one]));
  const builtIn = new Set(kind.builtIn.map(({ slug }) => slug));

  const plans = things.flatMap(([slug, { id, ...others }]) => {
    const thing = id === undefined || isNamedByOthers(kind) ? others : { id, ...others };
    const path = `${section}.${slug}`;
    if (builtIn.has(slug)) {
      importing.fault(path, 'is built in: copy it under another name to change it', 'built-in');
      return [];
    }
    const said = { ...importing.named(kind.references, thing, path), slug };
    const asked = importing.read(kind.request, said, path, kind.references);
    if (!asked) return [];
    const before = bySlug.get(slug) ?? null;
    const after = definedAs(kind, slugs.id(kind.kind, slug) as DefinitionId, asked, before, tx.now);
    const differing = before
      ? differences(definitionThing(kind, before, slugs.of), definitionThing(kind, after, slugs.of))
      : [];
    return [planned(section, slug, before, before && differing.length === 0 ? before : after, differing)];
  });

  const inFile = new Set(things.map(([slug]) => slug));
  const others = here.filter(({ slug }) => !inFile.has(slug));
  const staying = [...plans.map(({ after }) => after), ...(settings.prune ? [] : others)];
  refuseDoubles(importing, kind, plans, staying);
  if (!settings.prune) return plans;
  return [...plans, ...others.map((one) => pruned(section, one.slug, one, removedAsOf(one, tx.now)))];
}

/** Some kinds have one for each combination of some of their fields. */
function refuseDoubles(
  importing: Importing,
  kind: DefinitionKind,
  plans: readonly Planned<Definition>[],
  staying: readonly Definition[],
): void {
  if (kind.oneFor.length === 0) return;
  const keyOf = (one: Readonly<Record<string, unknown>>) =>
    JSON.stringify(kind.oneFor.map((field) => one[field] ?? null));
  const owners = new Map(kind.builtIn.map((one) => [keyOf(one), one.slug]));
  const inFile = new Set(plans.map(({ slug }) => slug));
  for (const one of staying) if (!inFile.has(one.slug)) owners.set(keyOf(definedBy(one)), one.slug);
  for (const { path, slug, after } of plans) {
    const key = keyOf(definedBy(after));
    const owner = owners.get(key);
    if (owner !== undefined && owner !== slug)
      importing.fault(path, `has the same ${kind.oneFor.join(', ')} as ${owner}.`, 'already-defined');
    owners.set(key, slug);
  }
}
