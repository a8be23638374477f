import { operatingHoursKind } from '#contracts';
import type { OfferedCalendar } from '#conditions';
import { definitions } from '#copies';
import type { EntityManager } from 'typeorm';
import { hoursOf, openNow } from './operating-hours.ts';

/** The calendars that rules may look at, by name: operating hours. */
export async function calendarsThere(manager: EntityManager): Promise<readonly OfferedCalendar[]> {
  const all = await definitions({ manager }).all(operatingHoursKind);
  return all
    .map(({ slug, name }) => ({ slug, name }))
    .toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

/** Their slugs. */
export const calendarSlugs = async (manager: EntityManager): Promise<ReadonlySet<string>> =>
  new Set((await calendarsThere(manager)).map(({ slug }) => slug));

/**
 * Which of these calendars work at this moment, by their slugs (product.md 11.4). One that is not there does not. Asks nothing where rules look at
 * none.
 */
export async function calendarsNow(
  manager: EntityManager,
  slugs: readonly string[],
  now: Date,
): Promise<Readonly<Record<string, boolean>>> {
  if (slugs.length === 0) return {};
  const rows: { id: string; version: number; slug: string }[] = await manager.query(
    `SELECT id, version, defined ->> 'slug' AS slug FROM definition_copy WHERE kind = $1 AND defined ->> 'slug' = ANY($2)`,
    [operatingHoursKind.kind, [...new Set(slugs)]],
  );
  const hours = await hoursOf(manager, new Map(rows.map(({ id, version }) => [id, version])));
  return Object.fromEntries(
    rows.map(({ id, slug }) => {
      const found = hours.get(id) ?? null;
      return [slug, found !== null && openNow(found, now).isOpen];
    }),
  );
}

/** Which operating hours are open at this moment, by their ids: of all that there are, which are few. */
export async function openHoursNow(manager: EntityManager, now: Date): Promise<Readonly<Record<string, boolean>>> {
  const rows: { id: string; version: number }[] = await manager.query(
    `SELECT id, version FROM definition_copy WHERE kind = $1 AND defined IS NOT NULL`,
    [operatingHoursKind.kind],
  );
  const hours = await hoursOf(manager, new Map(rows.map(({ id, version }) => [id, version])));
  return Object.fromEntries([...hours].map(([id, one]) => [id, one !== null && openNow(one, now).isOpen]));
}
