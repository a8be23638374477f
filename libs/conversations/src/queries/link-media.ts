import type { EntityManager } from 'typeorm';
import type { ConversationId, MediaLinkView, MessageId, Person } from '#contracts';
import { Refusal } from '#contracts';
import type { SignedLinks } from '#secrets';
import { MessageTable } from '../storage/message.table.ts';
import { seenConversation } from './read-conversation.ts';

/** How long a person's link is good; the desk asks for another one while the file is looked at. */
const minutes = 15;

/**
 * Links to the files of a text that are here, for those who may see it. Refuses with `conversation-not-found`, `message-not-found` and
 * `not-allowed`.
 */
export async function linkMedia(
  manager: EntityManager,
  person: Person,
  { id, messageId }: { readonly id: ConversationId; readonly messageId: MessageId },
  links: SignedLinks,
  now: Date,
): Promise<MediaLinkView[]> {
  await seenConversation(manager, person, id);
  const message = await manager.findOneBy(MessageTable, { id: messageId, conversationId: id });
  if (!message) throw new Refusal('message-not-found', 'There is no such text in this conversation.');
  const until = new Date(now.getTime() + minutes * 60_000);
  const here = message.media.filter(({ state }) => state === 'stored');
  return here.map(({ id: mediaId }) => ({
    mediaId,
    url: links.sign(`/api/gateway/media/${mediaId}`, until),
    expiresAt: until.toISOString(),
  }));
}
