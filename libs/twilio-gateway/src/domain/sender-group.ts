import type { Slug } from '#contracts';
import { type Rate, rateOf, usualRate } from './pace.ts';

/** Senders that share one pace: a campaign of 10DLC, or the numbers of a Messaging Service (twilio.md 4.6). */
export interface SenderGroup {
  readonly slug: Slug;
  readonly version: number;
  readonly name: string;
  readonly senders: readonly string[];
  readonly segmentsPerSecond: number;
  /** How many segments carriers take of all of them in a day, in this zone; null: nobody said (domain/day-cap.ts). */
  readonly segmentsPerDay: number | null;
  readonly timeZone: string;
  /** The Messaging Service through which its texts leave; null: each from its number alone. */
  readonly messagingServiceSid: string | null;
  /** Who chooses the number of such a text: it is the one that the conversation belongs to, or the service's choice, which is sticky. */
  readonly chosenBy: 'conversation' | 'service';
}

/** The name of a group's bucket; a sender without a group has one of its own name. No sender has a name with a colon. */
const bucketOfGroup = (slug: Slug): string => `group:${slug}`;

/** Whose pace a sender keeps. */
export const bucketOf = (sender: string, group: Pick<SenderGroup, 'slug'> | undefined): string =>
  group ? bucketOfGroup(group.slug) : sender;

/** The pace of a bucket. */
export const rateIn = (bucket: string, group: Pick<SenderGroup, 'segmentsPerSecond'> | undefined): Rate =>
  group ? rateOf(group.segmentsPerSecond) : usualRate(bucket);
