import { type ChannelId, type Locale, type NumberId, Refusal, type Slug, type WorkstreamId } from '#contracts';

/** One number wired to one workstream (product.md 5). */
export interface Channel {
  readonly id: ChannelId;
  readonly version: number;
  readonly slug: Slug;
  readonly name: string;
  readonly workstreamId: WorkstreamId;
  readonly numberId: NumberId;
  readonly language: Locale;
  readonly createdAt: Date;
  readonly changedAt: Date;
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
