import { createWorkstreamRequest, type WorkstreamId, workstreamId, workstreamReferences } from '#contracts';
import { type Planned, planned } from '#platform';
import { workstreamThing } from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import { active, restore } from '../domain/retirement.ts';
import { modeToConfirm, type Workstream } from '../domain/workstream.ts';
import type { Importing } from './importing.ts';

const section = 'workstreams';

/** What becomes of the workstreams of a file. `id` may say under which id a new one is made: for tools, because other services name it. */
export function planWorkstreams(importing: Importing): Planned<Workstream>[] {
  const { known, slugs, tx } = importing;
  const bySlug = new Map<string, Workstream>(known.workstreams.map((one) => [one.slug, one]));
  return (importing.section(section) ?? []).flatMap(([slug, { id: givenId, ...thing }]) => {
    const path = `${section}.${slug}`;
    const before = bySlug.get(slug) ?? null;
    const given = givenId === undefined ? undefined : importing.read(workstreamId, givenId, `${path}.id`);
    if (before && given && given !== before.id) importing.fault(`${path}.id`, `is ${before.id} here`, 'already-exists');
    const id = before?.id ?? given ?? (tx.newId() as WorkstreamId);
    slugs.add('workstream', slug, id);
    const said = { slug, ...importing.named(workstreamReferences, thing, path) };
    const asked = importing.read(createWorkstreamRequest, said, path, workstreamReferences);
    if (!asked) return [];
    if (before && modeToConfirm(before, asked)) {
      importing.fault(
        `${path}.mode`,
        `is ${before.mode}, and is changed at its own door, which asks for confirmation.`,
        'confirmation-required',
      );
      return [];
    }
    const times = { createdAt: before?.createdAt ?? tx.now, changedAt: tx.now };
    const standing = before && restore(before, tx.now);
    const after: Workstream = {
      ...active,
      copiedFrom: null,
      ...standing,
      ...asked,
      id,
      version: (before?.version ?? 0) + 1,
      ...times,
    };
    const differing = before
      ? [
          ...differences(workstreamThing(before, slugs.of), workstreamThing(after, slugs.of)),
          ...(before.state === 'active' ? [] : ['state']),
        ]
      : [];
    return [planned(section, slug, before, before && differing.length === 0 ? before : after, differing)];
  });
}
