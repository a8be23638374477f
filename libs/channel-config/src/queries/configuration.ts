import type { EntityManager } from 'typeorm';
import { definitionKinds, organisationSettings, sectionOf, theOrganisation, workstreamSettings } from '#contracts';
import type { ConfigurationEntry } from '#platform';
import {
  accountThing,
  channelThing,
  definitionThing,
  grantsThing,
  isNamedByOthers,
  organisationSection,
  provisioningThing,
  settingsThing,
  workstreamSettingsSection,
  workstreamThing,
} from '../domain/configuration.ts';
import { usualSettings } from '../domain/settings.ts';
import { type Configuration, readConfiguration, Slugs } from '../storage/configuration.ts';

const inUse = ({ state }: { readonly state: string }) => state === 'active';

/**
 * Everything that is configured as a file says it, in the order of sections and slugs. What is on its way out is left out. `ids`: whether
 * what other services name says its id.
 */
export async function configurationEntries(
  db: EntityManager,
  { ids }: { ids: boolean },
): Promise<ConfigurationEntry[]> {
  const all = await readConfiguration(db);
  const slugs = new Slugs(all);
  const kinds = new Map(definitionKinds.map((kind) => [kind.kind, kind]));
  return [
    { section: 'provisioning', slug: 'sms', thing: provisioningThing(all.provisioning) },
    ...all.grants
      .filter(({ secret, version }) => version > 0 || secret === 'account-auth-token')
      .map((grants) => ({ section: 'secretGrants', slug: grants.secret, thing: grantsThing(grants) })),
    ...all.accounts
      .filter(({ account }) => inUse(account))
      .map(({ account, numbers }) => ({
        section: 'accounts',
        slug: account.slug,
        thing: accountThing({ ...account, numbers }),
      })),
    ...all.workstreams.filter(inUse).map((workstream) => ({
      section: 'workstreams',
      slug: workstream.slug,
      thing: { ...(ids && { id: workstream.id }), ...workstreamThing(workstream, slugs.of) },
    })),
    ...all.channels
      .filter(inUse)
      .map((channel) => ({ section: 'channels', slug: channel.slug, thing: channelThing(channel, slugs.of) })),
    ...all.definitions.flatMap((definition) => {
      const kind = kinds.get(definition.kind);
      if (!kind) return [];
      const own = ids && isNamedByOthers(kind) && { id: definition.id };
      const thing = { ...own, ...definitionThing(kind, definition, slugs.of) };
      return [{ section: sectionOf(kind), slug: definition.slug, thing }];
    }),
    ...settingsEntries(all, slugs),
  ];
}

/** What is set for everybody is always there, what is set for a workstream where somebody has set it. */
function settingsEntries({ settings, workstreams }: Configuration, slugs: Slugs): ConfigurationEntry[] {
  const organisation =
    settings.find(({ kind }) => kind === organisationSettings.kind) ??
    usualSettings(organisationSettings, theOrganisation, theOrganisation);
  const ofWorkstreams = new Map(
    settings.filter(({ kind }) => kind === workstreamSettings.kind).map((one) => [one.about, one]),
  );
  return [
    { ...organisationSection, thing: settingsThing(organisationSettings, organisation, slugs.of) },
    ...workstreams.filter(inUse).flatMap(({ id, slug }) => {
      const one = ofWorkstreams.get(id);
      const thing = one && settingsThing(workstreamSettings, one, slugs.of);
      return thing ? [{ section: workstreamSettingsSection, slug, thing }] : [];
    }),
  ];
}
