import type { DataSource, EntityManager } from 'typeorm';

/**
 * What a process keeps in memory of one database. Everything kept is named by the version of the row it was read from, and the versions
 * are read with every batch: so nothing can be out of date, on any replica.
 */
export function inProcess<Kept>(make: () => Kept): (manager: EntityManager) => Kept {
  const kept = new WeakMap<DataSource, Kept>();
  return ({ connection }) => {
    const known = kept.get(connection);
    if (known !== undefined) return known;
    const made = make();
    kept.set(connection, made);
    return made;
  };
}
