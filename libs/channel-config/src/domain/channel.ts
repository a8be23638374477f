import {
  type AccountId,
  type Address,
  type ChannelId,
  type Locale,
  type NumberId,
  Refusal,
  type Slug,
  type WorkstreamId,
} from '#contracts';
import { type Life, refuseRemoved } from './retirement.ts';

/** One number wired to one workstream (product.md 5). */
export interface Channel extends Life {
  readonly id: ChannelId;
  readonly slug: Slug;
  readonly name: string;
  readonly workstreamId: WorkstreamId;
  readonly numberId: NumberId;
  /** The account and address of its number, kept here because they outlive it. */
  readonly accountId: AccountId;
  readonly number: Address;
  readonly language: Locale;
  readonly createdAt: Date;
}

/** What an administrator says of a channel. */
export type ChannelSettings = Pick<Channel, 'slug' | 'name' | 'workstreamId' | 'numberId' | 'language'>;

/** Whether the channel already is as asked. */
export const isAsAsked = (channel: Channel, asked: ChannelSettings): boolean =>
  channel.slug === asked.slug &&
  channel.name === asked.name &&
  channel.workstreamId === asked.workstreamId &&
  channel.numberId === asked.numberId &&
  channel.language === asked.language;

/** The channel as asked, one version later. Which number it wires to which workstream is what it is: that stays. */
export function changeChannel(channel: Channel, asked: ChannelSettings, now: Date): Channel {
  refuseRemoved(channel);
  if (channel.workstreamId !== asked.workstreamId)
    throw new Refusal('workstream-fixed', 'A channel stays with its workstream. Wire the number anew.', 'workstreamId');
  if (channel.numberId !== asked.numberId)
    throw new Refusal(
      'number-fixed',
      'A channel keeps its number. Wire the other number to a channel of its own.',
      'numberId',
    );
  const { slug, name, language } = asked;
  return { ...channel, slug, name, language, version: channel.version + 1, changedAt: now };
}
