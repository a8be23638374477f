import {
  type ConfigurationFile,
  type ConfiguredThing,
  nameInFile,
  type Person,
  type References,
  renamedFields,
  withIds,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { ConfigurationReader } from '#platform';
import type { Seal } from '#secrets';
import type { Configuration, Slugs } from '../storage/configuration.ts';

/** What an import goes by. */
export interface ImportSettings {
  /** Who asks. */
  readonly person: Person;
  readonly seal: Seal;
  /** Countries whose numbers are taken. */
  readonly countries: ReadonlySet<string>;
  /** How long a replaced token is believed, in hours. */
  readonly graceHours: number;
  /** The public address of this installation, as product.md 1 asks for it. */
  readonly publicBase: string;
  /** Whether what a section does not have is taken out of use. */
  readonly prune: boolean;
}

/** One file on its way in: what is there, and how its things are called. */
export class Importing extends ConfigurationReader {
  constructor(
    file: ConfigurationFile,
    readonly known: Configuration,
    readonly slugs: Slugs,
    readonly settings: ImportSettings,
    readonly tx: Transaction,
  ) {
    super(file);
  }

  /** The one thing that a section may have. */
  only(section: string, name: string): { readonly path: string; readonly thing: ConfiguredThing }[] {
    return (this.section(section) ?? []).flatMap(([slug, thing]) => {
      const path = `${section}.${slug}`;
      if (slug === name) return [{ path, thing }];
      this.fault(path, `is not a part of this: there is ${name}`);
      return [];
    });
  }

  /** Puts ids in the place of slugs; a slug that nobody has is a fault. Other services' things are called by their ids. */
  named(references: References, thing: ConfiguredThing, path: string): ConfiguredThing {
    for (const field of renamedFields(references))
      if (field in thing) this.fault(`${path}.${field}`, `is called ${nameInFile(field)} in a file`);
    return withIds(references, thing, (kind, slug, at) => {
      if (kind === 'queue') return slug;
      const id = this.slugs.id(kind, slug);
      if (id === undefined)
        this.fault(`${path}.${at}`, `There is no ${kind.replaceAll('-', ' ')} called ${slug}.`, 'unknown-reference');
      // some id, so that the rest is read as well
      return id ?? '00000000-0000-0000-0000-000000000000';
    });
  }
}
