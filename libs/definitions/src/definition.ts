import { type BuiltIn, type Defined, type DefinitionId, Refusal } from '#contracts';

/** Something an administrator defined, as its service keeps it. */
export interface Definition {
  readonly kind: string;
  readonly id: DefinitionId;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** The fields of its kind. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** It is gone, and can be restored. */
  readonly removedAt: Date | null;
}

/** As far as all kinds are alike. */
interface Kind {
  readonly kind: string;
  readonly title: string;
  readonly builtIn: readonly BuiltIn[];
}

/** The whole as an administrator says it. */
export const definedBy = ({ slug, name, description, body }: Definition): Defined => ({
  ...body,
  slug,
  name,
  description,
});

/** What it is from `now` on, as it is asked for: its next version, which stands also where the one before was removed. */
export function definedAs(
  { kind }: Pick<Kind, 'kind'>,
  id: DefinitionId,
  { slug, name, description, ...body }: Defined,
  known: Definition | null,
  now: Date,
): Definition {
  const version = (known?.version ?? 0) + 1;
  const createdAt = known?.createdAt ?? now;
  return { kind, id, version, slug, name, description, body, createdAt, changedAt: now, removedAt: null };
}

/** The same, taken out of use: a version of its own. */
export const removedAsOf = (known: Definition, now: Date): Definition => ({
  ...known,
  version: known.version + 1,
  changedAt: now,
  removedAt: now,
});

/** As doors answer one. */
export const viewOfDefinition = (definition: Definition) => ({
  ...definedBy(definition),
  id: definition.id,
  version: definition.version,
  builtIn: false,
  createdAt: definition.createdAt.toISOString(),
  changedAt: definition.changedAt.toISOString(),
});

/** Built-in ones were there before everything else. */
const always = new Date(0).toISOString();

/** As doors answer one that is there from the beginning. */
export const viewOfBuiltIn = (one: BuiltIn) => ({
  description: '',
  ...one,
  version: 1,
  builtIn: true,
  createdAt: always,
  changedAt: always,
});

/** Those of a kind that are there from the beginning and have this in their name or slug; without `q`: all. */
export const builtInNamed = ({ builtIn }: Pick<Kind, 'builtIn'>, q: string | undefined): readonly BuiltIn[] =>
  builtIn.filter(({ name, slug }) => !q || [name, slug].some((text) => text.toLowerCase().includes(q.toLowerCase())));

/** What is there from the beginning stays as it is (`built-in`). */
export function refuseBuiltIn({ builtIn }: Pick<Kind, 'builtIn'>, id: DefinitionId): void {
  if (builtIn.some((one) => one.id === id))
    throw new Refusal('built-in', 'This one is built in: copy it under another name to change it.');
}

export const definitionNotFound = ({ title }: Pick<Kind, 'title'>): Refusal =>
  new Refusal('definition-not-found', `There are no such ${title}.`);
