import {
  channelSettingsReferences,
  type ConfiguredThing,
  createAccountRequest,
  createChannelRequest,
  createWorkstreamRequest,
  type DefinitionKind,
  definitionKinds,
  operatingHoursKind,
  skillFinderKind,
  type References,
  sectionOf,
  type SettingsKind,
  settingsKinds,
  withSlugs,
  workstreamReferences,
} from '#contracts';
import { definedBy, type Definition } from '#definitions';
import type { Channel } from './channel.ts';
import { usesOfChannel } from './channel-settings.ts';
import { type Use, usesOf } from './use.ts';
import type { AccountSettings } from './messaging-account.ts';
import type { Provisioning } from './provisioning.ts';
import type { SecretGrants } from './secret-grants.ts';
import type { Settings } from './settings.ts';
import type { Workstream } from './workstream.ts';

/** What a channel names; a number is called by its digits. */
export const channelReferences: References = {
  workstreamId: 'workstream',
  numberId: 'number',
  ...channelSettingsReferences,
};

/** What is set for everybody, and for the workstreams by their slugs. */
export const organisationSection = { section: 'organisation', slug: 'settings' } as const;
export const workstreamSettingsSection = 'workstreamSettings';

/** Kinds of definitions that other services name, and that can say their ids therefore. */
export const isNamedByOthers = ({ kind }: Pick<DefinitionKind, 'kind'>): boolean =>
  [operatingHoursKind.kind, skillFinderKind.kind].includes(kind);

/** The parts of a file of configuration, in its order. */
export const sections: readonly string[] = [
  'provisioning',
  'secretGrants',
  'accounts',
  'workstreams',
  'channels',
  ...definitionKinds.map(sectionOf),
  organisationSection.section,
  workstreamSettingsSection,
];

/** How things are called in a file: the slug of an id, by kind. */
export type SlugOf = (kind: string, id: string) => string;

const pick = (thing: object, fields: readonly string[]): ConfiguredThing =>
  Object.fromEntries(fields.flatMap((field) => (field in thing ? [[field, (thing as ConfiguredThing)[field]]] : [])));
const withoutSlug = (fields: object): readonly string[] => Object.keys(fields).filter((field) => field !== 'slug');

const accountFields = Object.keys(createAccountRequest.shape).filter(
  (field) => !['slug', 'authToken', 'numbers'].includes(field),
);
const workstreamFields = withoutSlug(createWorkstreamRequest.shape);
const channelFields = withoutSlug(createChannelRequest.shape);

export const provisioningThing = ({ status }: Pick<Provisioning, 'status'>): ConfiguredThing => ({
  enabled: status === 'provisioned',
});

export const grantsThing = ({ granted }: Pick<SecretGrants, 'granted'>): ConfiguredThing => ({ ...granted });

/** The token is told by the name of its secret alone; numbers are known by their digits. */
export const accountThing = (account: AccountSettings): ConfiguredThing => ({
  ...pick(account, accountFields),
  authToken: { secret: secretName(account.slug) },
  numbers: account.numbers.map(({ address, type, description, registration }) => ({
    number: address,
    type,
    description,
    registration,
  })),
});

/** How the token of an account is called where secrets are kept: `MAIN_AUTH_TOKEN`. */
const secretName = (slug: string): string => `${slug.toUpperCase().replaceAll('-', '_')}_AUTH_TOKEN`;

export const workstreamThing = (workstream: Workstream, slugOf: SlugOf): ConfiguredThing =>
  withSlugs(workstreamReferences, pick(workstream, workstreamFields), slugOf);

export const channelThing = (channel: Channel, slugOf: SlugOf): ConfiguredThing =>
  withSlugs(channelReferences, pick(channel, channelFields), slugOf);

/** In the order of the kind's own fields, which the database does not keep. */
export function definitionThing(kind: DefinitionKind, definition: Definition, slugOf: SlugOf): ConfiguredThing {
  const stored = definedBy(definition);
  const read = kind.request.safeParse(stored);
  const { slug: _slug, ...thing } = read.success ? read.data : stored;
  return withSlugs(kind.references, thing, slugOf);
}

/** In the order of the kind's own fields, which the database does not keep. */
export const settingsThing = (kind: SettingsKind, { body }: Settings, slugOf: SlugOf): ConfiguredThing =>
  withSlugs(kind.references, kind.stored.parse(body), slugOf);

/** Which definitions are named by what, of all of this. */
export const usesIn = ({
  definitions,
  channels,
  settings,
}: {
  readonly definitions: readonly Definition[];
  readonly channels: readonly Channel[];
  readonly settings: readonly Settings[];
}): { readonly by: string; readonly uses: readonly Use[] }[] => {
  const kinds = new Map(definitionKinds.map((kind) => [kind.kind, kind]));
  return [
    ...definitions.flatMap((one) => {
      const kind = kinds.get(one.kind);
      return kind ? [{ by: `${one.kind} ${one.name}`, uses: usesOf(kind, definedBy(one)) }] : [];
    }),
    ...channels.map((one) => ({ by: `channel ${one.name}`, uses: usesOfChannel(one) })),
    ...settings.flatMap((one) => {
      const kind = settingsKinds.find(({ kind: name }) => name === one.kind);
      return kind ? [{ by: kind.title, uses: usesOf(kind, one.body) }] : [];
    }),
  ];
};
