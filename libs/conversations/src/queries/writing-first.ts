import type { EntityManager } from 'typeorm';
import { messageTemplateKind, type WritingFirstView } from '#contracts';
import { definitions } from '../storage/configuration-copies.ts';
import { ChannelTable } from '../storage/copies.table.ts';

const byName = (one: { readonly name: string }, other: { readonly name: string }) => one.name.localeCompare(other.name);

/** The channels that an agent can write on first, and the templates there are. An installation has dozens of each, not thousands. */
export async function writingFirst(db: EntityManager): Promise<WritingFirstView> {
  const channels = await db.getRepository(ChannelTable).findBy({ state: 'active' });
  const templates = await definitions({ manager: db }).all(messageTemplateKind);
  return {
    channels: channels
      .map(({ channelId: id, name, number, language }) => ({ id, name, number, language }))
      .toSorted(byName),
    templates: templates
      .map(({ id, name, defaultLocale, texts }) => ({ id, name, defaultLocale, texts }))
      .toSorted(byName),
  };
}
