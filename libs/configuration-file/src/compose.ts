import {
  type ConfiguredThing,
  definitionKinds,
  type References,
  referencesInFile,
  sectionOf,
  staffKinds,
  withSlugs,
  workstreamReferences,
} from '#contracts';

/*
 * Each service gives and takes its own part of the configuration, in which other services' things are called by their ids. Put together
 * they make one file, in which everything is called by its slug.
 */

export type Section = Readonly<Record<string, ConfiguredThing>>;
/** Sections by name, beside `format`. */
export type File = Readonly<Record<string, Section>>;

/** What is wrong in a file, and where. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

/** What each service gave, with the ids of what others name. */
export interface Parts {
  readonly routing: File;
  readonly channelConfig: File;
  readonly gateway: File;
  readonly conversations: File;
}

/** What is the gateway's alone, and names nothing of others. */
const gatewaySections = ['sending', 'senderGroups', 'blocking'];

/** Sections of routing that stand under the ids of workstreams there, and under their slugs in the file. */
const ofWorkstreams = ['distributions', 'classification', 'routeToQueue'];

/**
 * Sections of routing that name nothing of other services: what is defined of the staff, the rules of queues, what is set of agents and what
 * holds for all work.
 */
const staff = staffKinds.map(({ section }) => section);
const [queueRules, agents, assignment] = ['customAssignment', 'agents', 'assignment'];
const isRoutings = (section: string) => [...staff, queueRules, agents, assignment].includes(section);

/** Sections of conversations that stand under the ids of workstreams there, and the one that names nothing. */
const ofConversations = ['conversation-settings', 'identification'];
const directory = 'directory';

/** What queues and agents name that is channel configuration's. */
const hours = 'operatingHours';
const withHours: References = { [hours]: 'operating-hours' };

/** What rules of classification name that is channel configuration's. */
const finders = 'skillFinders';
const withFinders: References = { 'rulesets[].skillFinder': 'skill-finder' };

/** Sections in which queues are named, and by which fields. */
const naming: readonly (readonly [section: string, references: References])[] = [
  ['workstreams', queuesOf(workstreamReferences)] as const,
  ...definitionKinds.map((kind) => [sectionOf(kind), queuesOf(kind.references)] as const),
].filter(([, references]) => Object.keys(references).length > 0);

function queuesOf(references: References): References {
  const queues = Object.entries(references).filter(([, kind]) => kind === 'queue');
  return referencesInFile(Object.fromEntries(queues));
}

const mapped = <From, To>(all: Readonly<Record<string, From>>, change: (one: From, name: string) => To) =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one, name)]));
const bySlug = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) => (one < other ? -1 : 1);
const isId = (called: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(called);
const withoutId = ({ id: _id, ...thing }: ConfiguredThing): ConfiguredThing => thing;
const idsOf = (section: Section = {}) => new Map(Object.entries(section).map(([slug, { id }]) => [slug, String(id)]));
const turned = (ids: ReadonlyMap<string, string>) => new Map([...ids].map(([slug, id]) => [id, slug]));

const renamedQueues = (file: File, rename: (named: string, path: string) => unknown): File =>
  naming.reduce<File>((all, [section, references]) => {
    const things = all[section];
    if (!things) return all;
    const change = (thing: ConfiguredThing, slug: string) =>
      withSlugs(references, thing, (_, named, path) => rename(named, `${section}.${slug}.${path}`));
    return { ...all, [section]: mapped(things, change) };
  }, file);

/** One file out of the services' parts. */
export function compose({ routing, channelConfig, gateway, conversations }: Parts): File {
  const queues = turned(idsOf(routing['queues']));
  const workstreams = turned(idsOf(channelConfig['workstreams']));
  const hoursOf = turned(idsOf(channelConfig[hours]));
  const finderOf = turned(idsOf(channelConfig[finders]));
  const findersCalled = (thing: ConfiguredThing) => withSlugs(withFinders, thing, (_, id) => finderOf.get(id) ?? id);
  const underSlugs = (section: Section = {}): Section =>
    Object.fromEntries(
      Object.entries(section)
        // those of workstreams that are on their way out stay behind
        .flatMap(([id, thing]) => (workstreams.has(id) ? [[workstreams.get(id)!, thing] as const] : []))
        .toSorted(bySlug),
    );
  // hours that are gone are told by their id
  const hoursCalled = (thing: ConfiguredThing) => withSlugs(withHours, thing, (_, id) => hoursOf.get(id) ?? id);
  const own = (sections: readonly string[]) => Object.fromEntries(sections.map((name) => [name, routing[name] ?? {}]));
  return {
    ...own(staff),
    queues: mapped(mapped(routing['queues'] ?? {}, withoutId), hoursCalled),
    ...own([queueRules]),
    ...Object.fromEntries(
      ofWorkstreams.map((section) => [section, underSlugs(mapped(routing[section] ?? {}, findersCalled))]),
    ),
    [agents]: mapped(routing[agents] ?? {}, hoursCalled),
    ...own([assignment]),
    ...renamedQueues(
      {
        ...channelConfig,
        workstreams: mapped(channelConfig['workstreams'] ?? {}, withoutId),
        ...(channelConfig[hours] && { [hours]: mapped(channelConfig[hours], withoutId) }),
        ...(channelConfig[finders] && { [finders]: mapped(channelConfig[finders], withoutId) }),
      },
      (id) => queues.get(id) ?? id,
    ),
    ...gateway,
    ...Object.fromEntries(ofConversations.map((section) => [section, underSlugs(conversations[section])])),
    [directory]: conversations[directory] ?? {},
  };
}

/** The parts of a file in the order in which they are sent: each names only what went before. */
export interface Steps {
  /** With the rules and distributions of workstreams, of which routing hears later. */
  readonly routing: File;
  readonly channelConfig: File;
  readonly gateway: File;
  readonly conversations: File;
  readonly faults: readonly Fault[];
}

/** The services' parts out of one file. `known`: what they have now, with ids; what is new gets one of `newId`. */
export function decompose(file: File, known: Parts, newId: () => string): Steps {
  const { queues } = file;
  const those = (of: (section: string) => boolean): File =>
    Object.fromEntries(Object.entries(file).filter(([section]) => of(section)));
  const gateway = those((section) => gatewaySections.includes(section));
  const ofStaff = those(isRoutings);
  const isElsewhere = (section: string) =>
    isRoutings(section) ||
    ['queues', directory, ...gatewaySections, ...ofWorkstreams, ...ofConversations].includes(section);
  const others = those((section) => !isElsewhere(section));
  const faults: Fault[] = [];
  const queueIds = idsOf(known.routing['queues']);
  const workstreamIds = idsOf(known.channelConfig['workstreams']);
  for (const slug of Object.keys(queues ?? {})) if (!queueIds.has(slug)) queueIds.set(slug, newId());
  for (const slug of Object.keys(others['workstreams'] ?? {}))
    if (!workstreamIds.has(slug)) workstreamIds.set(slug, newId());
  const hoursIds = idsOf(known.channelConfig[hours]);
  for (const slug of Object.keys(others[hours] ?? {})) if (!hoursIds.has(slug)) hoursIds.set(slug, newId());
  const finderIds = idsOf(known.channelConfig[finders]);
  for (const slug of Object.keys(others[finders] ?? {})) if (!finderIds.has(slug)) finderIds.set(slug, newId());
  const byFinders = (thing: ConfiguredThing, at: string) =>
    withSlugs(withFinders, thing, (_, called, path) => {
      // one that is gone is told by its id
      if (finderIds.has(called) || [...finderIds.values()].includes(called) || isId(called))
        return finderIds.get(called) ?? called;
      faults.push({ field: `${at}.${path}`, message: `There are no skill finders called ${called}.` });
      return newId();
    });
  const id = (ids: ReadonlyMap<string, string>, what: string, slug: string, field: string) => {
    if (!ids.has(slug)) faults.push({ field, message: `There is no ${what} called ${slug}.` });
    return ids.get(slug) ?? slug;
  };
  const hoursCalled = (called: string, section: string, slug: string, field: string) => {
    const standing = known.routing[section]?.[slug]?.[hours];
    if (hoursIds.has(called) || called === standing) return hoursIds.get(called) ?? called;
    faults.push({ field, message: `There are no operating hours called ${called}.` });
    return newId();
  };
  const byHours = (section: string) => (thing: ConfiguredThing, slug: string) =>
    withSlugs(withHours, thing, (_, called, path) => hoursCalled(called, section, slug, `${section}.${slug}.${path}`));
  const withIds = (section: Section, ids: ReadonlyMap<string, string>) =>
    mapped(section, (thing, slug) => ({ id: ids.get(slug), ...thing }));
  const underIds = (sections: readonly string[]): File =>
    mapped(
      those((section) => sections.includes(section)),
      (things, name) =>
        Object.fromEntries(
          Object.entries(things).map(
            ([slug, thing]) =>
              [id(workstreamIds, 'workstream', slug, `${name}.${slug}`), byFinders(thing, `${name}.${slug}`)] as const,
          ),
        ),
    );
  const channelConfig = renamedQueues(others, (slug, path) => id(queueIds, 'queue', slug, path));
  return {
    routing: {
      ...ofStaff,
      ...(queues && { queues: withIds(mapped(queues, byHours('queues')), queueIds) }),
      ...(file[agents] && { [agents]: mapped(file[agents], byHours(agents)) }),
      ...underIds(ofWorkstreams),
    },
    channelConfig: {
      ...channelConfig,
      ...(channelConfig['workstreams'] && { workstreams: withIds(channelConfig['workstreams'], workstreamIds) }),
      ...(channelConfig[hours] && { [hours]: withIds(channelConfig[hours], hoursIds) }),
      ...(channelConfig[finders] && { [finders]: withIds(channelConfig[finders], finderIds) }),
    },
    gateway,
    conversations: { ...underIds(ofConversations), ...those((section) => section === directory) },
    faults,
  };
}

/** A path in what a service answered, as the file says it: what is set of workstreams stands under their ids there. */
export function pathInFile(path: string, { channelConfig }: Pick<Steps, 'channelConfig'>, known: Parts): string {
  const [section, id = '', ...rest] = path.split('.');
  if (![...ofWorkstreams, ...ofConversations].includes(section!)) return path;
  const slugs = turned(new Map([...idsOf(known.channelConfig['workstreams']), ...idsOf(channelConfig['workstreams'])]));
  return [section, slugs.get(id) ?? id, ...rest].join('.');
}
