import { type ConversationId, messageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { introduces, together, told } from '../domain/automated.ts';
import type { Conversation } from '../domain/conversation.ts';
import { lastOf } from '../domain/receiving.ts';
import { readersOf } from '../domain/handling.ts';
import { authorOf, automatedText, type Message } from '../domain/message.ts';
import type { Channel } from '../storage/copies.table.ts';
import { channelsOf } from '../storage/copies.ts';
import { conversations } from '../storage/conversations.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { messages } from '../storage/messages.ts';
import { pendingTexts } from '../storage/pending-texts.ts';
import { sayWritten, showConversation, showMessage } from './say.ts';

interface Due {
  readonly id: ConversationId;
  readonly within: Transaction;
}
interface Sent {
  readonly message: Message;
  readonly before: Conversation;
  readonly conversation: Conversation;
  readonly channel: Channel;
  readonly within: Transaction;
  readonly author: 'system' | 'survey';
  /** Whether the budget limits it. */
  readonly counts: boolean;
}

/**
 * Sends what is pending in these conversations, merged and within the budget of each (product.md 21, 43 G41); nothing to who opted out meanwhile,
 * and no introduction of an agent who has written themselves. */
export async function sendPendingTexts(tx: Transaction, due: readonly Due[]): Promise<void> {
  const found = await conversations(tx).find(due.map(({ id }) => id));
  const pending = await pendingTexts(tx).take([...found.keys()]);
  const channels = await channelsOf(
    tx.manager,
    [...found.values()].map(({ channelId }) => channelId),
  );
  const { life } = await lifeSettingsOf(tx).inForce([...found.values()].map(({ workstreamId }) => workstreamId));
  const had = await pendingTexts(tx).counts([...found.keys()]);

  const introduced = [...pending].flatMap(([id, texts]) => (texts.some(introduces) ? [found.get(id)!] : []));
  const hasWritten = await messages(tx).answeredByAgent(introduced);

  const sent: Sent[] = [];
  for (const { id, within } of due) {
    const [before, all] = [found.get(id), pending.get(id)];
    const channel = before && channels.get(before.channelId);
    if (!before || !all || !channel || before.optedOutAt) continue;
    const texts = hasWritten.has(id) ? all.filter((text) => !introduces(text)) : all;
    if (texts.length === 0) continue;
    const { automatedTexts } = life(before.workstreamId);
    const room = automatedTexts === null ? null : Math.max(0, automatedTexts - (had.get(id) ?? 0));
    const author = texts.every(({ trigger }) => trigger === 'survey') ? ('survey' as const) : ('system' as const);
    const leaving = together(texts, room);
    const bodies = leaving.map(({ body }) => body);
    for (const { body, counts } of leaving) {
      const known = found.get(id)!;
      const version = known.version + 1;
      const text = { body, at: tx.now, position: version };
      const companions = told(known.companions, texts, bodies);
      const message = automatedText({
        id: messageId.parse(tx.newId()),
        conversationId: id,
        body,
        receivedAt: tx.now,
        position: version,
      });
      const conversation = { ...known, ...lastOf(known, text, authorOf(message)), companions, version };
      found.set(id, conversation);
      sent.push({ message, before: known, conversation, channel, within, author, counts });
    }
  }
  if (sent.length === 0) return;
  const changed = new Map(sent.map(({ conversation }) => [conversation.id, conversation]));
  await conversations(tx).save(...changed.values());
  await messages(tx).add(...sent.map(({ message }) => message));
  const limited = sent.filter(({ counts }) => counts);
  await pendingTexts(tx).count(
    new Map([...Map.groupBy(limited, ({ conversation }) => conversation.id)].map(([id, texts]) => [id, texts.length])),
  );
  for (const { message, before, conversation, channel, within, author } of sent) {
    sayWritten(within, message, conversation, channel, { author, priority: 20 });
    showConversation(within, { before, conversation }, channel);
    showMessage(within, message, readersOf(conversation));
  }
}
