import { type ConversationId, inLocale } from '#contracts';
import type { Transaction } from '#event-bus';
import { isUntaken } from '../domain/conversation.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { waitDue } from '../timers/say-wait.ts';
import { plan } from './write-automated.ts';

/**
 * Tells those who still wait for somebody that they do, no oftener than their workstream says (product.md 43 G19). Who talks with a bot waits for
 * nobody: from its handing over on they do.
 */
export async function sayWait(
  tx: Transaction,
  due: readonly { readonly id: ConversationId; readonly said: number }[],
): Promise<void> {
  const found = await conversations(tx).find(due.map(({ id }) => id));
  const all = [...found.values()];
  const { life } = await lifeSettingsOf(tx).inForce(all.map(({ workstreamId }) => workstreamId));
  const channels = await channelsOf(
    tx.manager,
    all.map(({ channelId }) => channelId),
  );
  const withBot = await contexts(tx).withBot([...found.keys()]);
  const told = due.flatMap(({ id, said }) => {
    const conversation = found.get(id);
    const channel = conversation && channels.get(conversation.channelId);
    if (!conversation || !channel || conversation.optedOutAt || withBot.has(id)) return [];
    const { enabled, atMost, everyMinutes, texts, defaultLocale } = life(conversation.workstreamId).waitMessage;
    if (!enabled || !isUntaken(conversation) || said >= atMost) return [];
    const words = inLocale(texts, channel.language) ?? texts.find(({ locale }) => locale === defaultLocale);
    return words ? [{ conversation, said, everyMinutes, atMost, body: words.text }] : [];
  });
  await plan(
    tx,
    told.map(({ conversation, body }) => ({ conversation, trigger: 'wait-message' as const, body })),
  );
  await tx.scheduleAll(
    waitDue,
    told
      .filter(({ said, atMost }) => said + 1 < atMost)
      .map(({ conversation, said, everyMinutes }) => ({
        subject: conversation.id,
        dueAt: new Date(tx.now.getTime() + everyMinutes * 60_000),
        data: { said: said + 1 },
      })),
  );
}
