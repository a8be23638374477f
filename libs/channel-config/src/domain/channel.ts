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
import { type Life, refuseRemoved } from './retirement.ts';

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
