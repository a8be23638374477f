import type { Envelope } from '#contracts';

/** Of each thing the newest fact, in the order of ids: so that one statement stores them all, and two such statements never wait in a circle. */
export function newestOf<Data extends { readonly version: number }>(
  events: readonly Envelope<Data>[],
  idOf: (data: Data) => string,
): Data[] {
  const newest = new Map<string, Data>();
  for (const { data } of events) {
    const other = newest.get(idOf(data));
    if (!other || other.version < data.version) newest.set(idOf(data), data);
  }
  return [...newest.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, data]) => data);
}
