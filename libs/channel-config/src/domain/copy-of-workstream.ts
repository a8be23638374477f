import type { Defined, DefinitionKind, Slug, WorkstreamId } from '#contracts';

/** What a copied workstream takes along of a definition that names the first one (product.md 6.4). */
export type Taken =
  /** Defined for one workstream: the copy has one of its own, under another slug. */
  | { readonly as: 'its own'; readonly defined: Defined }
  /** Defined for some workstreams: the copy is one more of them. */
  | { readonly as: 'one more'; readonly defined: Defined };

/** `null`: this kind does not belong to workstreams. */
export function takenAlong(
  { references }: Pick<DefinitionKind, 'references'>,
  defined: Defined,
  copy: { readonly id: WorkstreamId; readonly slug: Slug },
): Taken | null {
  if (references['workstreamId'] === 'workstream')
    return { as: 'its own', defined: { ...defined, workstreamId: copy.id, slug: slugBeside(defined.slug, copy.slug) } };
  if (references['workstreamIds[]'] === 'workstream')
    return {
      as: 'one more',
      defined: { ...defined, workstreamIds: [...(defined['workstreamIds'] as readonly string[]), copy.id] },
    };
  return null;
}

const longest = 60;

/** `order-number` of the copy `returns` is `order-number-returns`; what is too long loses the middle, never the copy's own name. */
const slugBeside = (slug: string, copy: string): string =>
  `${slug.slice(0, Math.max(1, longest - 1 - copy.length))}-${copy}`
    .slice(0, longest)
    .replace(/-{2,}/g, '-')
    .replace(/-$/, '');
