import { type ConversationId, type MessageId, type NoteView, type Person, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { noteViewOf } from '../queries/inner-words.ts';
import { seenConversation } from '../queries/read-conversation.ts';
import { notes } from '../storage/inner-words.ts';

/**
 * An agent notes something about a conversation; who may see it may note, also when it is closed. The id is the client's: the same note once
 * more is the same. Refuses with `conversation-not-found`, `not-allowed`, and `already-exists` for another note under this id.
 */
export async function writeNote(
  tx: Transaction,
  person: Person,
  { conversationId, noteId, body }: { conversationId: ConversationId; noteId: MessageId; body: string },
): Promise<NoteView> {
  await seenConversation(tx.manager, person, conversationId);
  const note = { id: noteId, conversationId, authorId: person.agentId, authorName: person.name, body, at: tx.now };
  if (await notes(tx).add(note)) return noteViewOf(note);
  const known = await notes(tx).find(noteId);
  const isSame = known?.conversationId === conversationId && known.authorId === person.agentId && known.body === body;
  if (!isSame) throw new Refusal('already-exists', 'There is another note with this id.', 'messageId');
  return noteViewOf(known);
}

/** Takes one's own note back. Refuses with `conversation-not-found`, `not-allowed`, `note-not-found`, `not-yours`. */
export async function removeNote(
  tx: Transaction,
  person: Person,
  { conversationId, noteId }: { conversationId: ConversationId; noteId: MessageId },
): Promise<void> {
  await seenConversation(tx.manager, person, conversationId);
  const known = await notes(tx).find(noteId);
  if (known?.conversationId !== conversationId) throw new Refusal('note-not-found', 'There is no such note.');
  if (known.authorId !== person.agentId) throw new Refusal('not-yours', 'Somebody else wrote this note.');
  await notes(tx).remove(noteId);
}
