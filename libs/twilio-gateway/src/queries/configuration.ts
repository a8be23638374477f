import type { EntityManager } from 'typeorm';
import type { ConfigurationEntry } from '#platform';
import { senderGroupThing, sendingThing, standard } from '../domain/configuration.ts';
import { senders } from '../storage/senders.ts';

/** How texts are sent, as a file says it; settings that nobody ever set are not in it. */
export async function configurationEntries(manager: EntityManager): Promise<ConfigurationEntry[]> {
  const settings = await senders({ manager }).settings();
  const groups = await senders({ manager }).groups();
  return [
    ...(settings.version > 0 ? [{ section: 'sending', slug: standard, thing: sendingThing(settings) }] : []),
    ...groups.map((group) => ({ section: 'senderGroups', slug: group.slug, thing: senderGroupThing(group) })),
  ];
}
