import {
  type AccountId,
  type AccountProvider,
  type Address,
  type ChannelId,
  type ChannelSettings,
  type CreateChannelRequest,
  type Locale,
  type NumberId,
  Refusal,
  type Slug,
  type WorkstreamId,
} from '#contracts';
import { isSame } from './differences.ts';
import type { MessagingAccount } from './messaging-account.ts';
import { type Life, refuseRemoved } from './retirement.ts';

/** An account that carried a channel's texts. */
export interface FormerAccount {
  readonly accountId: AccountId;
  /** When its number moved to another, ISO 8601. */
  readonly until: string;
}

/** One number wired to one workstream (product.md 5). */
export interface Channel extends Life {
  readonly id: ChannelId;
  readonly slug: Slug;
  readonly name: string;
  readonly workstreamId: WorkstreamId;
  readonly numberId: NumberId;
  /** The account and address of its number, and who carries its texts: kept here because they outlive it. */
  readonly accountId: AccountId;
  readonly provider: AccountProvider;
  readonly number: Address;
  /** The accounts that its number moved away from, the latest first. */
  readonly formerly: readonly FormerAccount[];
  readonly language: Locale;
  readonly settings: ChannelSettings;
  readonly createdAt: Date;
}

/** Whether the channel already is as asked. */
export const isAsAsked = (channel: Channel, asked: CreateChannelRequest): boolean =>
  channel.slug === asked.slug &&
  channel.name === asked.name &&
  channel.workstreamId === asked.workstreamId &&
  channel.numberId === asked.numberId &&
  channel.language === asked.language &&
  (asked.settings === undefined || isSame(channel.settings, asked.settings));

/** More moves than anybody makes are not remembered. */
const movesKept = 20;

/** The channel as its number moved to another account, one version later: all else of it stays as it is (product.md 43 G38). */
export const moveChannel = (
  channel: Channel,
  { id: accountId, provider }: Pick<MessagingAccount, 'id' | 'provider'>,
  now: Date,
): Channel => ({
  ...channel,
  accountId,
  provider,
  formerly: [{ accountId: channel.accountId, until: now.toISOString() }, ...channel.formerly].slice(0, movesKept),
  version: channel.version + 1,
  changedAt: now,
});

/** The channel as asked, one version later. Which number it wires to which workstream is what it is: that stays. */
export function changeChannel(channel: Channel, asked: CreateChannelRequest, now: Date): Channel {
  refuseRemoved(channel);
  if (channel.workstreamId !== asked.workstreamId)
    throw new Refusal('workstream-fixed', 'A channel stays with its workstream. Wire the number anew.', 'workstreamId');
  if (channel.numberId !== asked.numberId)
    throw new Refusal(
      'number-fixed',
      'A channel keeps its number. Wire the other number to a channel of its own.',
      'numberId',
    );
  const { slug, name, language, settings = channel.settings } = asked;
  return { ...channel, slug, name, language, settings, version: channel.version + 1, changedAt: now };
}
