import { type QueueId, staffKinds } from '#contracts';
import type { ConfigurationReader } from '#platform';
import type { NameOf } from '../domain/configuration.ts';
import type { StaffPlan } from './import-staff.ts';

/** How queues and what is defined of the staff are named; whatever a file names has to be there, or in the file. */
export interface Names {
  idOf(kind: string, slug: string, path: string): string;
  readonly nameOf: NameOf;
}

/** By these, the queues of `ids` and the staff. */
export function namesIn(reader: ConfigurationReader, ids: ReadonlyMap<string, QueueId>, staff: StaffPlan): Names {
  const slugs = new Map<string, string>([...ids].map(([slug, id]) => [id, slug]));
  const isStaff = (kind: string) => staffKinds.some((one) => one.kind === kind);
  return {
    nameOf: (kind, id) => (isStaff(kind) ? staff.nameOf(kind, id) : (slugs.get(id) ?? id)),
    idOf(kind, slug, path) {
      if (isStaff(kind)) return staff.idOf(kind, slug, path);
      // agents, operating hours and skill finders are called by their ids
      if (kind !== 'queue') return slug;
      const id = ids.get(slug);
      if (!id) reader.fault(path, `There is no queue called ${slug}.`, 'unknown-reference');
      return id ?? slug;
    },
  };
}
