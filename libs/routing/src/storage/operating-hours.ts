import { isOpen, nextChange } from '#calendar';
import type { EntityManager } from 'typeorm';
import { operatingHours, type OperatingHours, operatingHoursKind } from '#contracts';
import { inProcess } from './in-process.ts';

const read = inProcess(() => new Map<string, OperatingHours | null>());

/**
 * The operating hours of these versions, by id; null where they are gone. What was read is kept by its version: reading shifts is dearer
 * than asking them.
 */
export async function hoursOf(
  manager: EntityManager,
  versions: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, OperatingHours | null>> {
  const kept = read(manager);
  const keyOf = (id: string) => `${id} ${versions.get(id)}`;
  const unread = [...versions.keys()].filter((id) => !kept.has(keyOf(id)));
  if (unread.length > 0) {
    const rows: { id: string; version: number; defined: unknown }[] = await manager.query(
      `SELECT id, version, defined FROM definition_copy WHERE kind = $1 AND id = ANY($2::uuid[])`,
      [operatingHoursKind.kind, unread],
    );
    if (kept.size > 1000) kept.clear();
    for (const { id, version, defined } of rows)
      kept.set(`${id} ${version}`, defined === null ? null : operatingHours.parse(defined));
  }
  return new Map([...versions.keys()].map((id) => [id, kept.get(keyOf(id)) ?? null]));
}

/** Whether it is open, and when it opens or closes next; null: never, or nobody knows. */
export interface OpenNow {
  readonly isOpen: boolean;
  readonly changesAt: Date | null;
}

/** Until it changes it is the same, and finding that out is dear: it is kept as long as the hours are. */
const found = new WeakMap<OperatingHours, OpenNow & { readonly since: Date }>();

/** How these hours stand at this moment; without hours it is always open. */
export function openNow(hours: OperatingHours | null, now: Date): OpenNow {
  if (hours === null) return { isOpen: true, changesAt: null };
  const kept = found.get(hours);
  if (kept && kept.since <= now && (kept.changesAt === null || now < kept.changesAt)) return kept;
  const fresh = { isOpen: isOpen(hours, now), changesAt: nextChange(hours, now)?.at ?? null, since: now };
  found.set(hours, fresh);
  return fresh;
}
