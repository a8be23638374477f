import type { EntityManager } from 'typeorm';
import type { ConfigurationEntry } from '#platform';
import { directoryThing, identificationThing, lifeThing, standard } from '../domain/configuration.ts';
import { IdentificationRuleTable } from '../storage/context.table.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { readDirectorySource } from './identification.ts';

/** How conversations live and customers are found, as a file says it; what nobody has set is not in it. */
export async function configurationEntries(manager: EntityManager): Promise<ConfigurationEntry[]> {
  const lives = await lifeSettingsOf({ manager }).all();
  const rules = await manager.getRepository(IdentificationRuleTable).find({ order: { workstreamId: 'ASC' } });
  const directory = await readDirectorySource(manager);
  return [
    ...lives.map((life) => ({
      section: 'conversation-settings',
      slug: life.workstreamId,
      thing: lifeThing(life),
    })),
    ...rules.map((rule) => ({
      section: 'identification',
      slug: rule.workstreamId,
      thing: identificationThing(rule),
    })),
    ...(directory.version > 0 ? [{ section: 'directory', slug: standard, thing: directoryThing(directory) }] : []),
  ];
}
