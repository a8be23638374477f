import { type AutomatedTrigger, channelSettingsInForce, type ChannelId, operatingHoursKind } from '#contracts';
import { type Closed, whyClosed } from '#calendar';
import type { Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { definitions } from '../storage/configuration-copies.ts';
import type { Channel } from '../storage/copies.table.ts';
import type { LifeInForce } from '../storage/life-settings.ts';
import { planWaitMessages } from '../timers/say-wait.ts';
import { writeAutomated } from './write-automated.ts';

/** By which hours a channel is open; null: always. */
export const hoursOfChannel = (channel: Channel | undefined): string | null =>
  channelSettingsInForce.parse(channel?.settings ?? {}).operatingHoursId;

/** What a customer is told when nobody is there. */
export const closedTrigger = (why: Closed): AutomatedTrigger =>
  why === 'outside-hours' ? 'outside-operating-hours' : 'holiday';

/**
 * What a customer is told when a conversation begins (product.md 20, 21.2): that we are closed, or that it is a holiday, by the hours of the
 * channel; else the greeting. Once, and the text is routed all the same. Of a closed queue routing tells later (`tell-of-queues.ts`).
 */
export async function greet(
  tx: Transaction,
  opened: readonly Conversation[],
  channels: ReadonlyMap<ChannelId, Channel>,
  life: LifeInForce['life'],
): Promise<void> {
  if (opened.length === 0) return;
  const hoursOf = (channelId: ChannelId): string | null => hoursOfChannel(channels.get(channelId));
  const hours = await definitions(tx).some(operatingHoursKind, [
    ...new Set(opened.flatMap(({ channelId }) => hoursOf(channelId) ?? [])),
  ]);
  await writeAutomated(
    tx,
    opened.map((conversation) => {
      const closed = whyClosed(hours.get(hoursOf(conversation.channelId) ?? '') ?? null, tx.now);
      return { conversation, trigger: closed === null ? 'greeting' : closedTrigger(closed), agentId: null };
    }),
  );
  await planWaitMessages(tx, opened, life);
}
