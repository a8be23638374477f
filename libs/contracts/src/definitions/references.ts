import type { DefinitionKind, References } from './definition.ts';

type Thing = Readonly<Record<string, unknown>>;

/** How a field that names something else is called in a file of configuration, where it holds a slug: `surveyId` is `survey`, `queueIds` is `queues`. */
export const nameInFile = (field: string): string =>
  field.replace(/yIds$/, 'ies').replace(/Ids$/, 's').replace(/Id$/, '');

/** What stands in the place of a name; `path` as in the file: `steps.0.template`. */
export type Replace = (kind: string, named: string, path: string) => unknown;

/** A thing as a file says it: what it names is called by slugs, and its fields accordingly. `slugOf` gets ids. */
export const withSlugs = (references: References, thing: Thing, slugOf: Replace): Thing =>
  Object.entries(references).reduce(
    (all, [path, kind]) => rewrite(all, path.split('.'), '', (value, at) => slugOf(kind, value, at), 'to file'),
    thing,
  );

/** A thing as a service keeps it, out of what a file says. `idOf` gets slugs. */
export const withIds = (references: References, thing: Thing, idOf: Replace): Thing =>
  Object.entries(references).reduce(
    (all, [path, kind]) => rewrite(all, path.split('.'), '', (value, at) => idOf(kind, value, at), 'from file'),
    thing,
  );

/** What a workstream names. */
export const workstreamReferences: References = { fallbackQueueId: 'queue' };

/** Where the definitions of a kind stand in a file of configuration: `operatingHours`. */
export const sectionOf = ({ path }: Pick<DefinitionKind, 'path'>): string =>
  path.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The same references by what their fields are called in a file. */
export const referencesInFile = (references: References): References =>
  Object.fromEntries(
    Object.entries(references).map(([path, kind]) => [
      path.replace(/([^.[\]]+)(\[\])?$/, (_, field: string, list = '') => `${nameInFile(field)}${list}`),
      kind,
    ]),
  );

/** The fields of this that are called otherwise in a file; they have no place in one under their own name. */
export const renamedFields = (references: References): readonly string[] =>
  Object.keys(references)
    .filter((path) => !path.includes('.'))
    .map((path) => path.replace('[]', ''))
    .filter((field) => nameInFile(field) !== field);

function rewrite(
  thing: unknown,
  [step = '', ...rest]: readonly string[],
  at: string,
  replace: (value: string, at: string) => unknown,
  way: 'to file' | 'from file',
): Thing {
  if (typeof thing !== 'object' || thing === null || Array.isArray(thing)) return thing as Thing;
  const isList = step.endsWith('[]');
  const field = isList ? step.slice(0, -2) : step;
  const isLast = rest.length === 0;
  const inFile = isLast ? nameInFile(field) : field;
  const [before, after] = way === 'to file' ? [field, inFile] : [inFile, field];
  const path = at === '' ? inFile : `${at}.${inFile}`;
  const inside = (value: unknown, where: string) =>
    isLast ? (typeof value === 'string' ? replace(value, where) : value) : rewrite(value, rest, where, replace, way);
  return Object.fromEntries(
    Object.entries(thing).map(([key, value]) => {
      if (key !== before) return [key, value];
      const isListed = isList && Array.isArray(value);
      return [
        after,
        isListed ? value.map((item, n) => inside(item, `${path}.${n}`)) : isList ? value : inside(value, path),
      ];
    }),
  );
}
