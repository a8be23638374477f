import { EntitySchema } from 'typeorm';
import type { Slug } from '#contracts';

/** A sender group as it is kept; its senders are rows of their own. */
export interface KeptSenderGroup {
  readonly slug: Slug;
  readonly version: number;
  readonly name: string;
  readonly segmentsPerSecond: number;
  readonly segmentsPerDay: number | null;
  readonly timeZone: string;
  readonly messagingServiceSid: string | null;
  readonly chosenBy: 'conversation' | 'service';
}

export const SenderGroupTable = new EntitySchema<KeptSenderGroup>({
  name: 'sender_group',
  columns: {
    slug: { type: 'text', primary: true },
    version: { type: 'int' },
    name: { type: 'text' },
    segmentsPerSecond: { type: 'double precision', name: 'segments_per_second' },
    segmentsPerDay: { type: 'int', name: 'segments_per_day', nullable: true },
    timeZone: { type: 'text', name: 'time_zone', default: 'America/Los_Angeles' },
    messagingServiceSid: { type: 'text', name: 'messaging_service_sid', nullable: true },
    chosenBy: { type: 'text', name: 'chosen_by' },
  },
});

/** A sender is in one group at most. */
export const SenderGroupMemberTable = new EntitySchema<{ readonly sender: string; readonly slug: Slug }>({
  name: 'sender_group_member',
  columns: { sender: { type: 'text', primary: true }, slug: { type: 'text' } },
  indices: [{ name: 'sender_group_members', columns: ['slug'] }],
});

/** What is left of a sender's or group's pace, shared by all replicas. */
export const SenderBucketTable = new EntitySchema<{
  readonly name: string;
  readonly tokens: number;
  readonly filledAt: Date;
  readonly turn: number;
  readonly servedAt: Date;
  readonly day: string | null;
  readonly leftInDay: number;
}>({
  name: 'sender_bucket',
  columns: {
    name: { type: 'text', primary: true },
    tokens: { type: 'double precision' },
    filledAt: { type: 'timestamptz', name: 'filled_at' },
    turn: { type: 'double precision' },
    servedAt: { type: 'timestamptz', name: 'served_at' },
    day: { type: 'date', nullable: true },
    leftInDay: { type: 'int', name: 'left_in_day', default: 0 },
  },
  indices: [{ name: 'sender_bucket_in_turn', columns: ['servedAt'] }],
});

/** How texts are made ready and what they cost; one row. */
export interface SendingSettings {
  readonly id: 1;
  readonly version: number;
  readonly plainCharacters: boolean;
  /** As a decimal number, of `currency`. */
  readonly pricePerSegment: string | null;
  readonly currency: string;
  readonly filesAsLinks: boolean;
}

export const SendingSettingsTable = new EntitySchema<SendingSettings>({
  name: 'sending_settings',
  columns: {
    id: { type: 'int', primary: true },
    version: { type: 'int' },
    plainCharacters: { type: 'boolean', name: 'plain_characters' },
    pricePerSegment: { type: 'numeric', name: 'price_per_segment', nullable: true },
    currency: { type: 'text' },
    filesAsLinks: { type: 'boolean', name: 'files_as_links', default: true },
  },
});
