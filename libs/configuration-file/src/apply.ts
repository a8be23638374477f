import type { ConfigurationImported } from '#contracts';
import { decompose, type Fault, type File, type Parts, pathInFile, type Steps } from './compose.ts';

/** How an import is asked for. */
export interface How {
  readonly dryRun: boolean;
  readonly prune: boolean;
}

/** A service said no; what is wrong in the file, where it says so. */
export class RefusedFile extends Error {
  readonly faults: readonly Fault[];

  constructor(message: string, faults: readonly Fault[] = []) {
    super(message);
    this.faults = faults;
  }
}

/** Something is wrong in the file, and nothing was changed: every fault of every service, each once. */
export class WrongFile extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super('Nothing was changed. The file has errors.');
    const first = new Map(faults.toReversed().map(({ field, message }) => [field, message]));
    this.faults = [...first].toReversed().map(([field, message]) => ({ field, message }));
  }
}

/** How the services of an installation are reached. */
export interface Door {
  /** Gives a service its part. Throws `RefusedFile`. */
  put(service: string, part: File, how: How): Promise<ConfigurationImported>;
}

/** What became of everything, by service. */
export type Results = Readonly<Record<string, readonly ConfigurationImported[]>>;

/** The services' parts in the order in which each names only what went before; those the file does not have are left out. */
const order = ({ routing, channelConfig, gateway, conversations }: Steps): (readonly [service: string, part: File])[] =>
  (
    [
      ['routing', routing],
      ['channel-config', channelConfig],
      ['gateway', gateway],
      ['conversations', conversations],
    ] as const
  ).filter(([, part]) => Object.keys(part).length > 0);

/** Paths as the file says them. */
const inFile = (results: Results, steps: Steps, known: Parts): Results =>
  Object.fromEntries(
    Object.entries(results).map(([service, all]) => [
      service,
      all.map((one) => ({
        ...one,
        items: one.items.map((item) => ({ ...item, path: pathInFile(item.path, steps, known) })),
      })),
    ]),
  );

const withOne = (results: Results, service: string, one: ConfigurationImported): Results => ({
  ...results,
  [service]: [...(results[service] ?? []), one],
});

/** What was tried of a file: what it would do, and the parts to do it with. */
export interface Tried {
  readonly results: Results;
  readonly steps: Steps;
  readonly known: Parts;
}

/**
 * Tries everything without doing it, so that what is wrong anywhere is said before anything is changed. `faults`: what is known to be wrong
 * already. Throws `WrongFile`, and what a door throws that names no place in the file.
 */
export async function tryFile(
  door: Door,
  file: File,
  { known, prune, newId, faults = [] }: TryOptions,
): Promise<Tried> {
  const steps = decompose(file, known, newId);
  const found = [...faults, ...steps.faults];
  let results: Results = {};
  for (const [service, part] of order(steps)) {
    try {
      results = withOne(results, service, await door.put(service, part, { dryRun: true, prune }));
    } catch (error) {
      if (!(error instanceof RefusedFile) || error.faults.length === 0) throw error;
      found.push(...error.faults.map(({ field, message }) => ({ field: pathInFile(field, steps, known), message })));
    }
  }
  if (found.length > 0) throw new WrongFile(found);
  return { results: inFile(results, steps, known), steps, known };
}

interface TryOptions {
  /** What the services have now, with ids. */
  readonly known: Parts;
  /** Whether what the file does not have goes out of use. */
  readonly prune: boolean;
  /** Ids of what is new. */
  readonly newId: () => string;
  readonly faults?: readonly Fault[];
}

/** Does what was tried, service after service. `done` is told what stands, also when a later one fails: it is not undone. */
export async function applyFile(
  door: Door,
  { steps, known }: Tried,
  prune: boolean,
  done: (results: Results) => void,
): Promise<void> {
  let results: Results = {};
  try {
    for (const [service, part] of order(steps))
      results = withOne(results, service, await door.put(service, part, { dryRun: false, prune }));
  } finally {
    done(inFile(results, steps, known));
  }
}
