import {
  organisationSettings,
  sessionTemplateKind,
  type Settled,
  type SettingsKind,
  theOrganisation,
  workstreamSettings,
} from '#contracts';
import type { Definition } from '#definitions';
import { type Planned, planned } from '#platform';
import { organisationSection, settingsThing, workstreamSettingsSection } from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import { type Settings, usualSettings } from '../domain/settings.ts';
import type { Workstream } from '../domain/workstream.ts';
import type { Importing } from './importing.ts';

/** Settings and their kind. */
export interface PlannedSettings extends Planned<Settings> {
  readonly kind: SettingsKind;
}

/** What a file sets goes by: everything as it will be. */
interface Surroundings {
  readonly workstreams: readonly Workstream[];
  readonly definitions: readonly Definition[];
}

/** What becomes of what is set for everybody and for workstreams. What a file does not have stays as it is. */
export function planSettings(importing: Importing, surroundings: Surroundings): PlannedSettings[] {
  return [...planOrganisation(importing), ...planWorkstreamSettings(importing, surroundings)];
}

function planOrganisation(importing: Importing): PlannedSettings[] {
  const { section, slug } = organisationSection;
  return importing
    .only(section, slug)
    .flatMap(({ thing }) => plan(importing, organisationSettings, { section, slug, about: theOrganisation, thing }));
}

function planWorkstreamSettings(importing: Importing, { workstreams, definitions }: Surroundings): PlannedSettings[] {
  const bySlug = new Map<string, Workstream>(workstreams.map((one) => [one.slug, one]));
  const forRecords = new Map(
    definitions
      .filter(({ kind, body }) => kind === sessionTemplateKind.kind && body['type'] !== 'generic')
      .map(({ id, name }) => [id as string, name]),
  );
  const section = workstreamSettingsSection;
  return (importing.section(section) ?? []).flatMap(([slug, thing]) => {
    const workstream = bySlug.get(slug);
    if (!workstream) {
      importing.fault(`${section}.${slug}`, `There is no workstream called ${slug}.`, 'unknown-reference');
      return [];
    }
    const plans = plan(importing, workstreamSettings, { section, slug, about: workstream.id, thing });
    for (const { path, after } of plans) {
      const template = forRecords.get(String(after.body['sessionTemplateId']));
      if (template !== undefined)
        importing.fault(`${path}.sessionTemplate`, `${template} is for records, not for conversations.`, 'not-generic');
      if (after.body['botId'] !== null && workstream.mode !== 'push')
        importing.fault(`${path}.bot`, 'A bot answers only where work is offered.', 'bot-needs-push');
    }
    return plans;
  });
}

interface Place {
  readonly section: string;
  readonly slug: string;
  readonly about: string;
  readonly thing: Settled;
}

function plan(importing: Importing, kind: SettingsKind, { section, slug, about, thing }: Place): PlannedSettings[] {
  const { known, slugs, tx } = importing;
  const path = `${section}.${slug}`;
  const asked = importing.read(kind.request, importing.named(kind.references, thing, path), path, kind.references);
  if (!asked) return [];
  const before =
    known.settings.find((one) => one.kind === kind.kind && one.about === about) ??
    usualSettings(kind, about, tx.newId());
  const after: Settings = { ...before, version: before.version + 1, body: asked, changedAt: tx.now };
  const differing = differences(settingsThing(kind, before, slugs.of), settingsThing(kind, after, slugs.of));
  return [{ ...planned(section, slug, before, differing.length === 0 ? before : after, differing), kind }];
}
