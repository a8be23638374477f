import { channelChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Channel } from '../domain/channel.ts';
import type { MessagingAccount, SupportNumber } from '../domain/messaging-account.ts';

/** Says the whole channel as it is now: its number, and the account that number is reached with. */
export function sayChannel(
  tx: Transaction,
  { id, version, slug, name, workstreamId, language }: Channel,
  { number, account }: { number: SupportNumber; account: Pick<MessagingAccount, 'id' | 'provider'> },
): void {
  tx.publish(channelChanged, {
    channelId: id,
    version,
    slug,
    name,
    workstreamId,
    accountId: account.id,
    provider: account.provider,
    number: number.address,
    language,
  });
}
