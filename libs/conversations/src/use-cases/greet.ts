import { channelSettingsInForce, type ChannelId, operatingHoursKind } from '#contracts';
import { whyClosed } from '#calendar';
import type { Transaction } from '#event-bus';
import type { Conversation } from '../domain/conversation.ts';
import { definitions } from '../storage/configuration-copies.ts';
import type { Channel } from '../storage/copies.table.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { planWaitMessages } from '../timers/say-wait.ts';
import { writeAutomated } from './write-automated.ts';

/**
 * What a customer is told when a conversation begins (product.md 20, 21.2): that we are closed, or that it is a holiday, by the hours of the
 * channel; else the greeting. Once, and the text is routed all the same.
 */
export async function greet(
  tx: Transaction,
  opened: readonly Conversation[],
  channels: ReadonlyMap<ChannelId, Channel>,
): Promise<void> {
  if (opened.length === 0) return;
  const hoursOf = (channelId: ChannelId): string | null =>
    channelSettingsInForce.parse(channels.get(channelId)?.settings ?? {}).operatingHoursId;
  const hours = await definitions(tx).some(operatingHoursKind, [
    ...new Set(opened.flatMap(({ channelId }) => hoursOf(channelId) ?? [])),
  ]);
  await writeAutomated(
    tx,
    opened.map((conversation) => {
      const closed = whyClosed(hours.get(hoursOf(conversation.channelId) ?? '') ?? null, tx.now);
      const trigger = closed === null ? 'greeting' : closed === 'outside-hours' ? 'outside-operating-hours' : 'holiday';
      return { conversation, trigger, agentId: null } as const;
    }),
  );
  const { life } = await lifeSettingsOf(tx).inForce(opened.map(({ workstreamId }) => workstreamId));
  await planWaitMessages(tx, opened, life);
}
