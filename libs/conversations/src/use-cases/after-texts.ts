import type { ConversationId } from '#contracts';
import { atOnce, type Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { feelings } from '../domain/sentiment.ts';
import { askAssist, askBot, askTranslator } from '../domain/errand-kinds.ts';
import type { Message } from '../domain/message.ts';
import { settings, type SettingsInForce } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import type { Channel } from '../storage/copies.table.ts';
import { errands } from '../storage/errands.ts';
import { sentimentsOf } from '../storage/sentiments.ts';

/**
 * What follows from texts that were just written, besides the conversation itself: who listens is asked. Nothing is asked here; what has to be
 * asked is written down, for all of them together. `known`: the settings, where the caller has read them already.
 */
export async function afterTexts(
  tx: Transaction,
  written: readonly Message[],
  conversations: ReadonlyMap<ConversationId, Conversation>,
  channelOf: (conversation: Conversation) => Channel | undefined,
  known?: SettingsInForce,
): Promise<void> {
  const talked = [...conversations.values()].filter(({ workstreamId, status }) => workstreamId && status !== 'closed');
  if (talked.length === 0 || written.length === 0) return;
  const ids = talked.map(({ id }) => id);
  const [withBot, inForce] = await atOnce(
    contexts(tx).withBot(ids),
    known ? Promise.resolve(known) : settings(tx).inForce(talked.flatMap(({ workstreamId }) => workstreamId ?? [])),
  );
  const fromCustomers = new Set(written.filter(({ direction }) => direction === 'in').map((one) => one.conversationId));

  const heardByBots = ids.filter((id) => fromCustomers.has(id) && withBot.has(id));
  const toFeel = inForce.organisation.sentiment.enabled ? ids.filter((id) => fromCustomers.has(id)) : [];
  await atOnce(errands(tx).add(askBot, heardByBots), sentimentsOf(tx).toFeel(toFeel));
  if (toFeel.length > 0) tx.wakeHere(feelings);

  if (inForce.organisation.assist.enabled) {
    const heard = talked.filter(({ id }) => !withBot.has(id));
    const subjects = heard.flatMap(({ id, workstreamId }) =>
      inForce.workstream(workstreamId).assistIds.map((assistId) => `${id} ${assistId}`),
    );
    await errands(tx).add(askAssist, subjects);
  }

  if (inForce.organisation.translation.enabled) {
    const foreign = written.filter(({ direction, conversationId, body }) => {
      const conversation = conversations.get(conversationId);
      return (
        direction === 'in' && body !== '' && conversation && channelOf(conversation)?.settings?.realTimeTranslation
      );
    });
    await errands(tx).add(
      askTranslator,
      foreign.map(({ id }) => id),
    );
  }
}
