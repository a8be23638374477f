import type { AgentId, ConversationId, MessageId } from '#contracts';
import { atOnce, type Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { readersOf } from '../domain/handling.ts';
import type { Message } from '../domain/message.ts';
import { settings } from '../storage/configuration-copies.ts';
import { conversations } from '../storage/conversations.ts';
import { messages } from '../storage/messages.ts';
import { planClosing } from '../timers/close-idle-conversation.ts';
import { afterTexts } from './after-texts.ts';
import { withFiles } from './claim-media.ts';
import { followSilence } from './follow-silence.ts';
import { greet } from './greet.ts';
import { type Decided, keepTrack } from './keep.ts';
import { makeReady, type Needy } from './make-ready.ts';
import { showConversation, showMessage } from './say.ts';
import { tellOfUnsupported } from './tell-of-unsupported.ts';
import type { WhatTextsMeet } from './what-texts-meet.ts';

/** What became of texts that came in. */
export interface ReceivedTexts {
  readonly written: Message[];
  /** Those that are nothing but a keyword. */
  readonly keywordIds: Set<MessageId>;
  readonly opened: Conversation[];
  /** Conversations that need somebody from now on. */
  readonly needy: Needy[];
  readonly moved: Decided[];
  /** Whose desks show threads that changed by nothing but a text. */
  readonly readers: Map<ConversationId, readonly AgentId[]>;
}

/** Keeps what became of texts, in one save for all; whoever has to hears of it, and is shown it. */
export async function keepReceived(
  tx: Transaction,
  { written, keywordIds, opened, needy, moved, readers }: ReceivedTexts,
  { latest, channels, life, limits }: WhatTextsMeet,
): Promise<void> {
  const changed = latest.changed();
  const [, shown] = await atOnce(conversations(tx).saveChanges(changed), withFiles(tx, written));
  const [inForce] = await atOnce(
    settings(tx).inForce(changed.flatMap(({ conversation }) => conversation.workstreamId ?? [])),
    messages(tx).add(...shown),
    planClosing(tx, opened, limits),
  );
  await keepTrack(tx, moved);
  await tellOfUnsupported(tx, shown);
  await followSilence(tx, latest.changed());
  await makeReady(tx, needy, inForce);
  await greet(tx, opened, channels, life);
  await afterTexts(
    tx,
    keywordIds.size === 0 ? written : written.filter(({ id }) => !keywordIds.has(id)),
    new Map(changed.map(({ conversation }) => [conversation.id, conversation])),
    ({ channelId }) => channels.get(channelId),
    inForce,
  );

  for (const { conversation } of changed) readers.set(conversation.id, readersOf(conversation));
  for (const change of changed) showConversation(tx, change, channels.get(change.conversation.channelId));
  for (const message of shown) {
    const seenBy = readers.get(message.conversationId) ?? [];
    if (seenBy.length > 0) showMessage(tx, message, seenBy);
  }
}
