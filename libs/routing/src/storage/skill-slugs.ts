import type { EntityManager } from 'typeorm';
import type { KnownSkills } from '../domain/queue-rule-faults.ts';

/** The skills and types of skills that there are now. */
export async function skillSlugs(db: EntityManager): Promise<KnownSkills> {
  const rows: { kind: string; id: string; slug: string; name: string }[] = await db.query(
    `SELECT kind, id, slug, name FROM staff_definition
     WHERE kind IN ('skill', 'skill-type') AND removed_at IS NULL ORDER BY kind, name, id`,
  );
  return {
    skills: rows.filter(({ kind }) => kind === 'skill').map(({ slug, name }) => ({ slug, name })),
    typeIds: new Set(rows.filter(({ kind }) => kind === 'skill-type').map(({ id }) => id)),
  };
}
