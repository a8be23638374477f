import type { EntityManager } from 'typeorm';
import type { ConfigurationEntry } from '#platform';
import { blockingThing, senderGroupThing, sendingThing, standard } from '../domain/configuration.ts';
import { blockingSettingsNow } from '../storage/blocked-numbers.ts';
import { senders } from '../storage/senders.ts';

/** How texts are sent and numbers blocked, as a file says it; settings that nobody ever set are not in it. */
export async function configurationEntries(manager: EntityManager): Promise<ConfigurationEntry[]> {
  const settings = await senders({ manager }).settings();
  const blocking = await blockingSettingsNow(manager);
  const groups = await senders({ manager }).groups();
  return [
    ...(settings.version > 0 ? [{ section: 'sending', slug: standard, thing: sendingThing(settings) }] : []),
    ...groups.map((group) => ({ section: 'senderGroups', slug: group.slug, thing: senderGroupThing(group) })),
    ...(blocking.version > 0 ? [{ section: 'blocking', slug: standard, thing: blockingThing(blocking) }] : []),
  ];
}
