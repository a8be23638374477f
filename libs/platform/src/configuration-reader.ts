import type { z } from 'zod';
import {
  type ConfigurationFile,
  type ConfigurationImported,
  type ConfigurationResult,
  type ConfiguredThing,
  nameInFile,
  type References,
  Refusal,
} from '#contracts';
import { unknownFields } from './unknown-fields.ts';
import { wording } from './wording.ts';

/** What becomes of one thing; `before` and `after` are the same where it stays as it is. */
export interface Planned<Thing> extends ConfigurationResult {
  readonly slug: string;
  readonly before: Thing | null;
  readonly after: Thing;
}

interface Fault {
  readonly field: string;
  readonly message: string;
  readonly code: string;
}

const shownFields = 50;
const unreadable = 'unreadable';

/** A file of configuration on its way in, and what is wrong with it so far. */
export class ConfigurationReader {
  private readonly faults: Fault[] = [];
  private readonly faulty = new Set<string>();

  constructor(private readonly file: ConfigurationFile) {}

  /** The things of a section by their slugs; null where the file does not have it. */
  section(name: string): [slug: string, thing: ConfiguredThing][] | null {
    const section = this.file[name];
    return typeof section === 'object' ? Object.entries(section) : null;
  }

  fault(field: string, message: string, code = unreadable): void {
    // what follows from the first fault of a field says nothing new
    if (!this.faulty.has(field)) this.faults.push({ field, message, code });
    this.faulty.add(field);
  }

  /** Decides; what a rule refuses is written down with its place in the file, and undefined comes back. */
  attempt<T>(path: string, decide: () => T): T | undefined {
    try {
      return decide();
    } catch (error) {
      this.refused(path, error);
      return undefined;
    }
  }

  /** The same for what looks at the database. */
  async attemptLater(path: string, decide: () => Promise<void> | undefined): Promise<void> {
    try {
      await decide();
    } catch (error) {
      this.refused(path, error);
    }
  }

  private refused(path: string, error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    const field = error.field?.replace(/\w+$/, nameInFile);
    this.fault(field === undefined ? path : `${path}.${field}`, error.message, error.code);
  }

  /** Reads a thing by the schema of its own door, in which no field may be unknown, however deep: a file has typing errors. */
  read<Schema extends z.ZodType>(
    schema: Schema,
    thing: unknown,
    path: string,
    references: References = {},
  ): z.output<Schema> | undefined {
    const called = new Set(Object.keys(references).map((one) => one.split('.').at(-1)!.replace('[]', '')));
    const inFile = (step: PropertyKey) => (called.has(String(step)) ? nameInFile(String(step)) : String(step));
    const unknown = unknownFields(schema, thing);
    for (const at of unknown) this.fault([path, ...at.map(inFile)].join('.'), 'is not a field of this');
    const read = schema.safeParse(thing, { error: wording });
    if (read.success) return unknown.length === 0 ? read.data : undefined;
    for (const { path: at, message } of read.error.issues) this.fault([path, ...at.map(inFile)].join('.'), message);
    return undefined;
  }

  /** Refuses the whole file when anything is wrong with it, and says everything that is. */
  settle(): void {
    const faults = this.faults;
    if (faults.length === 0) return;
    const [first] = faults;
    const code = faults.every((fault) => fault.code === first!.code)
      ? first!.code
      : faults.some((fault) => fault.code === unreadable)
        ? unreadable
        : 'configuration-refused';
    const told = faults.slice(0, 3).map(({ field, message }) => `${field}: ${message.replace(/\.$/, '')}`);
    const more = faults.length > told.length ? ` And ${faults.length - told.length} more.` : '';
    throw new Refusal(
      code.endsWith('not-found') ? 'configuration-refused' : code,
      `Nothing was changed. ${told.join('; ')}.${more}`,
      undefined,
      faults.map(({ field, message }) => ({ field, message })),
    );
  }
}

/** The plan for a thing that is in the file. */
export const planned = <Thing>(
  section: string,
  slug: string,
  before: Thing | null,
  after: Thing,
  differing: readonly string[],
): Planned<Thing> => ({
  path: `${section}.${slug}`,
  slug,
  before,
  after,
  action: before === null ? 'created' : differing.length > 0 ? 'changed' : 'unchanged',
  differing: before === null ? [] : differing.slice(0, shownFields),
});

/** The plan for a thing that is not in the file any more. */
export const pruned = <Thing>(section: string, slug: string, before: Thing, after: Thing): Planned<Thing> => ({
  path: `${section}.${slug}`,
  slug,
  before,
  after,
  action: 'removed',
  differing: [],
});

/** Those of these plans that change something. */
export const changing = <Thing>(plans: readonly Planned<Thing>[]): Planned<Thing>[] =>
  plans.filter(({ action }) => action === 'created' || action === 'changed' || action === 'removed');

/** What an import answers. */
export function resultsOf(plans: readonly ConfigurationResult[]): Pick<ConfigurationImported, 'counts' | 'items'> {
  const counts = { created: 0, changed: 0, unchanged: 0, removed: 0, waiting: 0 };
  for (const { action } of plans) counts[action] += 1;
  return { counts, items: plans.map(({ path, action, differing }) => ({ path, action, differing: [...differing] })) };
}
