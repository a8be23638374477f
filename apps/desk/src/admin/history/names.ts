import { useQueries } from '@tanstack/react-query';
import { type References, settingsKinds, workstreamReferences } from '#contracts';
import { allKinds, nameable } from '../../api/definitions.ts';

/** The last word of a path: `steps[].templateId` is about `templateId`. */
const lastWord = (path: string): string => path.split('.').at(-1)!.replace('[]', '');
const words = (references: References) =>
  Object.entries(references).map(([path, kind]) => [lastWord(path), kind] as const);

/** What a field names, by what it is called: where contracts say it, and where they need no table of it. */
const kindsNamed: ReadonlyMap<string, string> = new Map([
  ...[...allKinds.values(), ...settingsKinds].flatMap(({ references }) => words(references)),
  ...words(workstreamReferences),
  ['queueId', 'queue'],
  ['queueIds', 'queue'],
  ['memberIds', 'agent'],
  ['operatingHoursId', 'operating-hours'],
  ['hoursId', 'operating-hours'],
  ['capacityProfileId', 'capacity-profile'],
  ['profileId', 'capacity-profile'],
  ['skillId', 'skill'],
  ['typeId', 'skill-type'],
  ['presenceId', 'presence'],
  ['presenceIds', 'presence'],
  ['workstreamId', 'workstream'],
  ['numberId', 'number'],
  // a condition on the channel
  ['value', 'channel'],
]);

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

/** What is named in here, and what is in here under a name of its own. */
interface Mentioned {
  readonly kinds: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, string>;
}

/** Every kind of thing that a tree of settings names by id. */
export function mentionedIn(...trees: readonly unknown[]): Mentioned {
  const kinds = new Set<string>();
  const names = new Map<string, string>();
  const visit = (value: unknown, called: string): void => {
    if (isId(value)) {
      const kind = kindsNamed.get(called);
      if (kind) kinds.add(kind);
    } else if (Array.isArray(value)) {
      for (const one of value) visit(one, called);
    } else if (typeof value === 'object' && value !== null) {
      const { id, name } = value as Readonly<Record<string, unknown>>;
      if (isId(id) && typeof name === 'string') names.set(id, name);
      for (const [key, inner] of Object.entries(value)) visit(inner, key);
    }
  };
  for (const tree of trees) visit(tree, '');
  return { kinds, names };
}

/** What a person reads for an id; itself where nothing is known under it. */
export type NameOf = (id: string) => string;

/** The names of what these settings name by id, read as far as they are needed. */
export function useNames(...trees: readonly unknown[]): NameOf {
  const { kinds, names } = mentionedIn(...trees);
  const known = useQueries({
    queries: [...kinds].map((kind) => nameable(kind)),
    combine: (results) => new Map(results.flatMap(({ data = [] }) => data.map(({ id, name }) => [id, name] as const))),
  });
  return (id) => known.get(id) ?? names.get(id) ?? id;
}
