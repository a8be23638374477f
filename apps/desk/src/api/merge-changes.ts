import type { ConfigurationChange } from '#contracts';

interface Page {
  readonly items: readonly ConfigurationChange[];
  readonly next: string | null;
}

/** How far one service's history is read. */
export interface Source {
  /** Read and not shown yet, newest first. */
  readonly rest: readonly ConfigurationChange[];
  /** Where its next page begins; undefined: nothing was read yet; null: there is no more. */
  readonly cursor: string | null | undefined;
}

const newest = (sources: readonly Source[]): number =>
  sources.reduce((best, { rest: [head] }, at) => {
    const than = sources[best]?.rest[0];
    return head && (!than || head.at > than.at) ? at : best;
  }, -1);

/**
 * One page of several histories as of one, newest first; each service is asked only when what was read of it is shown. `next`: from where
 * it goes on; null: there is no more.
 */
export async function mergedPage(
  sources: readonly Source[],
  read: (at: number, cursor: string | undefined) => Promise<Page>,
  size: number,
): Promise<{ readonly items: readonly ConfigurationChange[]; readonly next: readonly Source[] | null }> {
  const filled = (all: readonly Source[]): Promise<Source[]> =>
    Promise.all(
      all.map(async (source, at) => {
        if (source.rest.length > 0 || source.cursor === null) return source;
        const { items, next } = await read(at, source.cursor);
        return { rest: items, cursor: next };
      }),
    );
  const items: ConfigurationChange[] = [];
  let now = await filled(sources);
  for (let from = newest(now); items.length < size && from >= 0; from = newest(now)) {
    items.push(now[from]!.rest[0]!);
    now = await filled(now.map((one, at) => (at === from ? { ...one, rest: one.rest.slice(1) } : one)));
  }
  return { items, next: newest(now) >= 0 ? now : null };
}
