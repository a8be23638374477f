import { type ConversationId, type MediaId, type MessageId, type MessageView, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Seal } from '#secrets';
import { mustSee } from '../domain/access.ts';
import { writeText as decide } from '../domain/writing.ts';
import { partOf, readersOf } from '../domain/handling.ts';
import type { Conversation } from '../domain/conversation.ts';
import { agentText, type Message } from '../domain/message.ts';
import { mustFit, shownOf } from '../domain/message-media.ts';
import { silenceIn } from '../domain/time-out.ts';
import { messageViewOf } from '../queries/views.ts';
import { settings, type SettingsInForce } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { channelOf } from '../storage/copies.ts';
import { messages } from '../storage/messages.ts';
import { participants } from '../storage/participants.ts';
import { timeOutRulesOf } from '../storage/time-out-rules.ts';
import { planSilences } from '../timers/act-on-silence.ts';
import { afterTexts } from './after-texts.ts';
import { claimMedia } from './claim-media.ts';
import { hideWords, maskedWords } from './hide-words.ts';
import { keepTranslation } from './record-translation.ts';
import { sayWritten, showConversation, showMessage } from './say.ts';

/** What an agent writes, and the files that go along. */
export interface Writing {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly body: string;
  readonly mediaIds?: readonly MediaId[];
  /** What they wrote, where `body` is its translation. */
  readonly original?: string | undefined;
}

/**
 * The agent writes to the customer (product.md R60). The id is the client's: the same text once more answers what is there,
 * whatever became of the conversation since. Refuses with `conversation-not-found`, `not-allowed`, `not-yours`, `not-accepted`,
 * `conversation-waiting`, `conversation-ended` (wrap-up), `conversation-closed`, `opted-out` (product.md 30), `media-elsewhere`,
 * `media-state`, `files-too-large`, and `already-exists` for another text under this id.
 */
export async function writeText(
  tx: Transaction,
  person: Person,
  { conversationId, messageId, body: words, mediaIds = [], original }: Writing,
  seal: Seal | null = null,
): Promise<MessageView> {
  const before = await conversations(tx).get(conversationId);
  const inForce = await settings(tx).inForce(before.workstreamId ? [before.workstreamId] : []);
  const left = inForce.organisation.masking.agentsFromCustomers
    ? (await hideWords(tx, [{ id: messageId, body: words }], seal)).get(messageId)
    : undefined;
  const body = left ?? words;
  const existing = await messages(tx).find(messageId);
  if (existing) {
    const same = existing.conversationId === conversationId && existing.authorId === person.agentId;
    const sameFiles = existing.mediaIds.join() === mediaIds.join();
    if (same && sameFiles && existing.body === body) return messageViewOf(existing);
    throw anotherText();
  }
  mustSee(before, person);
  const channel = await channelOf(tx.manager, before.channelId);

  const [conversation, { at, position }] = decide(before, person, body, tx.now);
  const files = await claimMedia(tx, mediaIds, messageId);
  mustFit(files, { messageId, conversationId });
  const written = {
    id: messageId,
    conversationId,
    body,
    receivedAt: at,
    position,
    mediaIds,
    masked: left !== undefined,
  };
  const message = agentText({ ...written, media: files.map(shownOf) }, person);

  await conversations(tx).saveChanges([{ before, conversation }]);
  const { agentId } = person;
  if (partOf(before, agentId)?.mode === 'monitor') await participants(tx).heard({ conversationId, agentId }, tx.now);
  if (!(await messages(tx).add(message))) throw anotherText();

  const rules = await timeOutRulesOf(tx.manager, [conversation.workstreamId]);
  const silence = { conversation, rules: rules(conversation.workstreamId), silence: silenceIn(conversation, at) };
  if (silence.rules.length > 0) await planSilences(tx, [silence]);

  sayWritten(tx, message, conversation, channel);
  await afterTexts(tx, [message], new Map([[conversation.id, conversation]]), () => channel, inForce);
  showConversation(tx, { before, conversation }, channel);
  showMessage(tx, message, readersOf(conversation));
  if (original !== undefined) await keepOriginal(tx, message, { conversation, inForce, original });
  return messageViewOf(message);
}

interface InOwnWords {
  readonly conversation: Conversation;
  readonly inForce: SettingsInForce;
  readonly original: string;
}

/** Beside a text in the customer's language stands what its author wrote, with as much hidden as in the text. */
async function keepOriginal(
  tx: Transaction,
  { id: messageId, conversationId }: Message,
  { conversation, inForce: { organisation }, original }: InOwnWords,
): Promise<void> {
  const [hidden = original] = organisation.masking.agentsFromCustomers ? await maskedWords(tx, [original]) : [];
  const { defaultInputLanguage: language } = organisation.translation;
  const detected = (await contexts(tx).of([conversationId])).get(conversationId)?.language ?? null;
  const translation = { messageId, conversationId, language, text: hidden, detected, failed: false };
  await keepTranslation(tx, conversation, translation);
}

const anotherText = () => new Refusal('already-exists', 'There is another text with this id.', 'messageId');
