import {
  type ConversationId,
  type Locale,
  type MessageId,
  type Person,
  Refusal,
  theOrganisation,
  type TranslatorAnswer,
} from '#contracts';
import type { Database, Transaction } from '#event-bus';
import type { Assistants } from '../assistants.ts';
import { mustSee } from '../domain/access.ts';
import { isSpoken, localeOf, sureEnough } from '../domain/languages.ts';
import { OutsideFailure } from '#outside';
import { UnexpectedAnswer } from '../outside-calls.ts';
import { type MessageTranslation, MessageTranslationTable } from '../storage/assistant.tables.ts';
import { translationViewOf } from '../storage/assistants.ts';
import { settings } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { messages } from '../storage/messages.ts';
import { outsideSecrets } from '../storage/outside-secrets.ts';
import { changeContext } from './change-context.ts';
import { readersOf } from '../domain/handling.ts';
import type { Conversation } from '../domain/conversation.ts';
import { showTranslation } from './say.ts';

/** Keeps what a text says in the agents' language, in place of what was known of it, and shows it. */
export async function keepTranslation(
  tx: Transaction,
  conversation: Conversation,
  translation: MessageTranslation,
): Promise<void> {
  await tx.manager.getRepository(MessageTranslationTable).upsert(translation, ['messageId']);
  showTranslation(tx, readersOf(conversation), translationViewOf(translation));
}

/** The translator did not help with a text of the customer: its agent is told. */
export async function recordUntranslated(tx: Transaction, id: MessageId, language: string): Promise<void> {
  const message = await messages(tx).find(id);
  if (!message) return;
  const { conversationId } = message;
  const conversation = await conversations(tx).get(conversationId);
  const translation = { messageId: id, conversationId, language, text: '', detected: null, failed: true };
  await keepTranslation(tx, conversation, translation);
}

/** What a text says is kept beside it and shown, unless it was in the agents' language already; its language is from then on the customer's, when the translator is sure enough. */
export async function recordTranslation(
  tx: Transaction,
  id: MessageId,
  language: Locale,
  { text, detected, score }: TranslatorAnswer,
): Promise<void> {
  const message = await messages(tx).find(id);
  if (!message) return;
  const { conversationId } = message;
  const conversation = await conversations(tx).get(conversationId);
  const { organisation } = await settings(tx).inForce();
  const isForeign = !((detected && isSpoken(detected, language)) ?? text.trim() === message.body.trim());
  if (isForeign) {
    await keepTranslation(tx, conversation, { messageId: id, conversationId, language, text, detected, failed: false });
  }
  const context = (await contexts(tx).of([conversationId])).get(conversationId);
  if (!context || detected === null) return;
  if (organisation.translation.scoreBasedDetection && score < sureEnough) return;
  const found = localeOf(detected, context.language);
  if (found && found !== context.language) await changeContext(tx, conversation, { ...context, language: found }, null);
}

/**
 * An agent's words in the customer's language, before they are sent. The translator is asked between two transactions. Refuses with
 * `translation-off` and, when it does not answer, `translator-away`.
 */
export async function translateForCustomer(
  database: Database,
  assistants: Assistants,
  person: Person,
  id: ConversationId,
  text: string,
): Promise<{ text: string; language: string }> {
  const question = await database.transact(async (tx) => {
    const conversation = await conversations(tx).get(id);
    mustSee(conversation, person);
    const { organisation } = await settings(tx).inForce();
    const { enabled, provider: url } = organisation.translation;
    if (!enabled || url === null) throw new Refusal('translation-off', 'Texts are not translated here.');
    const sealed = (await outsideSecrets(tx).some('translator', [theOrganisation])).get(theOrganisation);
    return {
      url,
      sealed,
      subject: theOrganisation,
      to: (await contexts(tx).get(id)).language,
      id: tx.newId(),
      now: tx.now,
    };
  });
  try {
    const answer = await assistants.translate({ ...question, text });
    return { text: answer.text, language: question.to };
  } catch (error) {
    if (error instanceof OutsideFailure || error instanceof UnexpectedAnswer)
      throw new Refusal('translator-away', `The translator did not help. ${error.message}`);
    throw new Refusal('translator-away', 'The translator answered with something else.');
  }
}
